-- +goose Up
-- When a published report was withdrawn or replaced; 0 = it was not.
ALTER TABLE report ADD COLUMN ended_on INTEGER NOT NULL DEFAULT 0;
-- +goose StatementBegin
CREATE TABLE report_still (
    street_id  TEXT NOT NULL,               -- a sentence that stood in last year's report and is said to be true again
    report_id  TEXT NOT NULL,
    sentence   TEXT NOT NULL,               -- hash of the sentence without figures and years
    words      TEXT NOT NULL,               -- why it still holds
    officer_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, report_id, sentence)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE report_answer (
    street_id  TEXT NOT NULL,               -- what this year's report says to a plan of last year's
    report_id  TEXT NOT NULL,
    plan       TEXT NOT NULL,               -- hash of the plan's sentence
    said       TEXT NOT NULL,               -- hash of the sentence that answers it; '' = nothing is said
    words      TEXT NOT NULL,               -- why nothing is said
    officer_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, report_id, plan)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE report_clearance (
    street_id  TEXT NOT NULL,               -- a check before publication, made by a person on what was frozen
    report_id  TEXT NOT NULL,
    round      INTEGER NOT NULL,
    kind       TEXT NOT NULL CONSTRAINT report_clearance_kind CHECK (kind IN ('secrecy', 'privacy')),
    words      TEXT NOT NULL,               -- what was looked at
    hash       TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, report_id, round, kind)
);
-- +goose StatementEnd
-- +goose StatementBegin
-- append only: report_clearance
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE report_filing (
    street_id   TEXT NOT NULL,              -- the report was sent up: when, to whom and how stand in the activity
    report_id   TEXT NOT NULL,
    activity_id TEXT NOT NULL,              -- its first version; a correction follows from it
    officer_id  TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (street_id, report_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE report_dates (
    street_id  TEXT NOT NULL,               -- the last days of the district, where they differ from the rule
    file_by    INTEGER NOT NULL,            -- month and day, 0215; sent up by then
    publish_by INTEGER NOT NULL,
    source     TEXT NOT NULL,               -- which notice says so
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id)
);
-- +goose StatementEnd
