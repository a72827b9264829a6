-- +goose Up
-- +goose StatementBegin
CREATE TABLE event (
    seq          BIGINT NOT NULL PRIMARY KEY,   -- one order for the installation, without gaps
    street_id    TEXT NOT NULL,
    at           BIGINT NOT NULL,
    account_id   TEXT NOT NULL,                 -- '' for the program itself
    officer_id   TEXT NOT NULL,
    officer_name TEXT NOT NULL,
    role         TEXT NOT NULL,
    address      TEXT NOT NULL,
    route        TEXT NOT NULL,
    request      TEXT NOT NULL,
    action       TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    fields       TEXT NOT NULL,                 -- names of the fields touched
    reason       TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    details      TEXT NOT NULL,                 -- JSON of codes, dates and ids; never personal data
    prev         BYTEA NOT NULL,
    hash         BYTEA NOT NULL
);
-- +goose StatementEnd
-- +goose StatementBegin
-- append only: event
-- +goose StatementEnd
CREATE INDEX event_subject ON event (street_id, subject_kind, subject_id, seq);
