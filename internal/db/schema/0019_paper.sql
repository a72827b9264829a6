-- +goose Up
-- A paper is open while it is shown from the records, issued once it has been given out as it stands, void when it must not be used.
ALTER TABLE document ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CONSTRAINT document_state CHECK (state IN ('open', 'issued', 'void'));
ALTER TABLE document ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN template_id TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN issuer_id TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN issued_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- +goose StatementBegin
CREATE TABLE paper_number (
    street_id   TEXT NOT NULL,              -- every number that was ever given, so that none is missing
    series      TEXT NOT NULL,              -- what is counted: a kind of paper, or the agreements of a committee
    year        INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    number      TEXT NOT NULL,              -- as it stands on the paper
    matter_id   TEXT NOT NULL,
    document_id TEXT NOT NULL,              -- '' for the number of a dossier, which stands on several papers
    officer_id  TEXT NOT NULL,
    at          BIGINT NOT NULL,
    void_on     INTEGER NOT NULL,           -- 0 = it holds
    reason      TEXT NOT NULL,              -- why it does not
    PRIMARY KEY (street_id, series, year, n)
);
-- +goose StatementEnd
CREATE INDEX paper_number_document ON paper_number (street_id, document_id) WHERE document_id <> '';
-- +goose StatementBegin
CREATE TABLE template (
    street_id  TEXT NOT NULL,               -- what papers are made from: never changed, so that a paper can be made again
    id         TEXT NOT NULL,
    form       TEXT NOT NULL,
    name       TEXT NOT NULL,               -- of the file
    own        BOOLEAN NOT NULL,            -- the street's, not the program's
    hash       TEXT NOT NULL,
    body       BYTEA NOT NULL,
    note       TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,             -- no longer used for new papers; 0 = in use
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX template_form ON template (street_id, form, at);
