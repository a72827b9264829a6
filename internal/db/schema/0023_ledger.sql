-- +goose Up
-- +goose StatementBegin
CREATE TABLE ledger_import (
    street_id  TEXT NOT NULL,               -- a file of rows on its way into the records, its maker's own
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL CONSTRAINT ledger_import_kind CHECK (kind IN ('matters', 'activities')),
    source     TEXT NOT NULL,               -- where the rows come from: within it a row is told apart from every other
    file       TEXT NOT NULL,               -- its name
    sheet      TEXT NOT NULL,
    head       INTEGER NOT NULL,            -- the number of the row with the headings
    headings   TEXT NOT NULL,               -- JSON
    sample     TEXT NOT NULL,               -- the first rows, sealed JSON
    fields     TEXT NOT NULL,               -- which column holds which entry, JSON
    from1904   BOOLEAN NOT NULL,
    state      TEXT NOT NULL CONSTRAINT ledger_import_state CHECK (state IN ('matching', 'checking', 'checked', 'entering', 'done', 'withdrawing', 'withdrawn', 'dropped')),
    likes      BOOLEAN NOT NULL,            -- what looks known is entered as well: somebody looked and said so
    at_row     INTEGER NOT NULL,            -- the work of the state is done up to this row
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    done_at    BIGINT NOT NULL,
    reason     TEXT NOT NULL,               -- why it was withdrawn
    failure    TEXT NOT NULL,               -- why the work stands still
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX ledger_import_officer ON ledger_import (street_id, officer_id, id);
-- +goose StatementBegin
CREATE TABLE ledger_part (
    street_id TEXT NOT NULL,                -- the file itself in pieces, sealed, until it has served
    import_id TEXT NOT NULL,
    ord       INTEGER NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (street_id, import_id, ord)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE ledger_row (
    street_id  TEXT NOT NULL,
    import_id  TEXT NOT NULL,
    n          INTEGER NOT NULL,            -- its number in the file
    cells      TEXT NOT NULL,               -- sealed JSON; '' once it is entered
    state      TEXT NOT NULL CONSTRAINT ledger_row_state CHECK (state IN ('new', 'known', 'like', 'wrong', 'entered', 'withdrawn', 'left')),
    key        TEXT NOT NULL,               -- keyed hash of what tells it apart within its source
    problems   TEXT NOT NULL,               -- JSON: columns and sentences, never what was typed
    subject_id TEXT NOT NULL,               -- what it became, or is
    seq        BIGINT NOT NULL,             -- the last event when it was entered: what comes behind it was done by somebody
    PRIMARY KEY (street_id, import_id, n)
);
-- +goose StatementEnd
CREATE INDEX ledger_row_state ON ledger_row (street_id, import_id, state, n);
CREATE INDEX ledger_row_key ON ledger_row (street_id, import_id, key, n);
-- +goose StatementBegin
CREATE TABLE ledger_key (
    street_id  TEXT NOT NULL,               -- every row that was ever entered, so that none is entered twice
    kind       TEXT NOT NULL,
    source     TEXT NOT NULL,
    key        TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    import_id  TEXT NOT NULL,
    PRIMARY KEY (street_id, kind, source, key)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE ledger_columns (
    street_id TEXT NOT NULL,                -- how the columns of a source were matched the last time
    kind      TEXT NOT NULL,
    source    TEXT NOT NULL,
    fields    TEXT NOT NULL,                -- headings by entry, JSON
    PRIMARY KEY (street_id, kind, source)
);
-- +goose StatementEnd
