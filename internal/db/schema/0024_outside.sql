-- +goose Up
-- +goose StatementBegin
CREATE TABLE outside_form (
    street_id  TEXT NOT NULL,               -- 一表通: a form that another body asks for, one row for each version
    id         TEXT NOT NULL,
    version    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,               -- who asks for it
    definition TEXT NOT NULL,               -- rows, filter and columns
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,             -- replaced or retired; 0 = in use
    PRIMARY KEY (street_id, id, version)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX outside_form_used ON outside_form (street_id, id) WHERE ended_at = 0;
-- +goose StatementBegin
CREATE TABLE outside_fact (
    street_id   TEXT NOT NULL,              -- what a form asked and no record held: a fact of that record from then on
    id          TEXT NOT NULL,
    kind        TEXT NOT NULL CONSTRAINT outside_fact_kind CHECK (kind IN ('matter', 'party')),
    record_id   TEXT NOT NULL,
    matter_id   TEXT NOT NULL,              -- whose key seals it, and with which it is erased
    question    TEXT NOT NULL,
    answer_kind TEXT NOT NULL,
    personal    BOOLEAN NOT NULL,           -- masked on pages
    value       TEXT NOT NULL,              -- sealed
    officer_id  TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX outside_fact_one ON outside_fact (street_id, kind, record_id, question);
CREATE INDEX outside_fact_matter ON outside_fact (street_id, matter_id);
