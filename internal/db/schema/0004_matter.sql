-- +goose Up
-- +goose StatementBegin
CREATE TABLE matter (
    street_id     TEXT NOT NULL,
    id            TEXT NOT NULL,
    number        TEXT NOT NULL,            -- 编号
    kind          TEXT NOT NULL,            -- '' until triage opens it in its own machine
    state         TEXT NOT NULL,
    open          BOOLEAN NOT NULL,         -- not yet in a terminal or archived state
    class         TEXT NOT NULL CONSTRAINT matter_class CHECK (class IN ('', 'civil', 'administrative', 'litigation', 'petition')),
    dispute_type  TEXT NOT NULL,            -- forms.md 6A, 01-18; '' unknown
    channel       TEXT NOT NULL,
    source        TEXT NOT NULL CONSTRAINT matter_source CHECK (source IN ('', 'applied', 'proactive', 'referred')),
    scale         TEXT NOT NULL CONSTRAINT matter_scale CHECK (scale IN ('01', '02', '03')),
    title         TEXT NOT NULL,
    community_id  TEXT NOT NULL,            -- one column per level of the tree: what a post may see is an index
    grid_id       TEXT NOT NULL,
    estate_id     TEXT NOT NULL,
    venue_id      TEXT NOT NULL,            -- where it was taken in
    committee_id  TEXT NOT NULL,
    registrar_id  TEXT NOT NULL,
    mediator_id   TEXT NOT NULL,
    received_at   BIGINT NOT NULL,
    received_on   INTEGER NOT NULL,         -- all dates yyyymmdd in Beijing time, 0 = not yet
    registered_on INTEGER NOT NULL,
    accepted_on   INTEGER NOT NULL,
    resolved_on   INTEGER NOT NULL,         -- agreement or settlement
    concluded_on  INTEGER NOT NULL,         -- 办结
    closed_on     INTEGER NOT NULL,         -- left the open states, whatever the way
    archived_on   INTEGER NOT NULL,
    due_on        INTEGER NOT NULL,         -- the nearest running clock; 0 = none
    due_rule      TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    parties       INTEGER NOT NULL,
    amount        BIGINT NOT NULL,          -- 分, in the agreement
    agreement     TEXT NOT NULL CONSTRAINT matter_agreement CHECK (agreement IN ('', 'written', 'oral')),
    difficult     BOOLEAN NOT NULL,
    prevented     BOOLEAN NOT NULL,         -- escalation prevented (indicator 87)
    settled       BOOLEAN NOT NULL,         -- 息访, a fact recorded at close
    dossier       TEXT NOT NULL CONSTRAINT matter_dossier CHECK (dossier IN ('', 'mediation', 'work', 'short')),
    dossier_no    TEXT NOT NULL,
    parent_id     TEXT NOT NULL,
    into_id       TEXT NOT NULL,            -- merged into
    demo          BOOLEAN NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, number)
);
-- +goose StatementEnd
-- What is open is a column of its index, not a condition on it: with nothing known of the rows, SQLite prefers the index with more columns in the question.
CREATE INDEX matter_open ON matter (street_id, open, due_on, id, state, kind);
CREATE INDEX matter_open_community ON matter (street_id, community_id, open, due_on, id, state, kind);
CREATE INDEX matter_community ON matter (street_id, community_id, id);
CREATE INDEX matter_mediator ON matter (street_id, mediator_id, closed_on, kind, id);
CREATE INDEX matter_petition ON matter (street_id, id) WHERE class = 'petition';
CREATE INDEX matter_registrar ON matter (street_id, registrar_id, closed_on, id);
-- Each holds what the figures of its date ask for, so that a year is counted without reading a row.
CREATE INDEX matter_registered ON matter (street_id, registered_on, closed_on, community_id, class, channel, kind, state, parties, id);
CREATE INDEX matter_accepted ON matter (street_id, accepted_on, concluded_on, community_id, class, dispute_type, channel, source, scale, difficult, parties, id);
CREATE INDEX matter_resolved ON matter (street_id, resolved_on, agreement, community_id, amount, id);
CREATE INDEX matter_concluded ON matter (street_id, concluded_on, outcome, community_id, class, prevented, settled, parties, id);
CREATE INDEX matter_archived ON matter (street_id, archived_on, id) WHERE dossier <> '' AND dossier <> 'short';
CREATE INDEX matter_unbound ON matter (street_id, id) WHERE NOT open AND archived_on = 0 AND kind = 'mediation';
CREATE INDEX matter_known ON matter (street_id, estate_id, id);
-- +goose StatementBegin
CREATE TABLE story (
    street_id TEXT NOT NULL,                -- the long texts of a matter, apart from the narrow row that lists read
    id        TEXT NOT NULL,                -- the matter's id
    place     TEXT NOT NULL,
    request   TEXT NOT NULL,                -- as told (workflow.md section 1)
    gates     TEXT NOT NULL,                -- the answers to the safety gates W7-W9, JSON
    slip      TEXT NOT NULL,                -- triage slip
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE party (
    street_id   TEXT NOT NULL,
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    ord         INTEGER NOT NULL,
    side        TEXT NOT NULL CONSTRAINT party_side CHECK (side IN ('applicant', 'respondent', 'third')),
    body        BOOLEAN NOT NULL,           -- a unit, not a person
    name        TEXT NOT NULL,
    community_id TEXT NOT NULL,             -- of the matter: with key or phone it finds what is known
    key         TEXT NOT NULL,              -- the name without spaces and marks
    phone       TEXT NOT NULL,
    id_number   TEXT NOT NULL,
    address     TEXT NOT NULL,
    minor       BOOLEAN NOT NULL,           -- a guardian must take part
    guardian    TEXT NOT NULL,
    agent       TEXT NOT NULL,
    consent     TEXT NOT NULL CONSTRAINT party_consent CHECK (consent IN ('', 'yes', 'no')),
    consent_on  INTEGER NOT NULL,
    told_on     INTEGER NOT NULL,           -- rights and duties told
    identity_on INTEGER NOT NULL,           -- identity seen
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX party_matter ON party (street_id, matter_id, ord, id);
CREATE INDEX party_key ON party (street_id, community_id, key);
CREATE INDEX party_phone ON party (street_id, community_id, phone) WHERE phone <> '';
-- +goose StatementBegin
CREATE TABLE clock (
    street_id   TEXT NOT NULL,              -- a deadline that runs, ran, or was kept
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    rule        TEXT NOT NULL,
    started_by  TEXT NOT NULL,              -- the command that started it
    start_on    INTEGER NOT NULL,
    legal_on    INTEGER NOT NULL,
    show_on     INTEGER NOT NULL,
    computed    TEXT NOT NULL,              -- everything it was counted from, JSON
    ended_on    INTEGER NOT NULL,           -- 0 while it runs
    ended_by    TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX clock_matter ON clock (street_id, matter_id, id);
-- +goose StatementBegin
CREATE TABLE note (
    street_id  TEXT NOT NULL,               -- what people wrote down on the way, for those who handle the matter
    id         TEXT NOT NULL,
    matter_id  TEXT NOT NULL,
    seq        BIGINT NOT NULL,             -- the event it belongs to
    on_date    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX note_matter ON note (street_id, matter_id, seq);
-- +goose StatementBegin
CREATE TABLE document (
    street_id  TEXT NOT NULL,               -- a piece of a dossier: which form, when, with what facts
    id         TEXT NOT NULL,
    matter_id  TEXT NOT NULL,
    form       TEXT NOT NULL,               -- M1 … of forms.md
    on_date    INTEGER NOT NULL,
    pages      INTEGER NOT NULL,
    facts      TEXT NOT NULL,               -- JSON
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX document_matter ON document (street_id, matter_id, id);
-- +goose StatementBegin
-- full text: search_text
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE search_subject (
    rowid_    BIGINT NOT NULL PRIMARY KEY,  -- the row of the full text; grows with time
    street_id TEXT NOT NULL,
    kind      TEXT NOT NULL,
    id        TEXT NOT NULL,
    body      TEXT NOT NULL,                -- what was indexed, for the exact second look
    UNIQUE (street_id, kind, id)
);
-- +goose StatementEnd
