-- +goose Up
-- +goose StatementBegin
CREATE TABLE supervision (
    street_id   TEXT NOT NULL,              -- 督办: what was asked about one late matter, and why it takes longer
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    state       TEXT NOT NULL CONSTRAINT supervision_state CHECK (state IN ('asked', 'answered', 'closed')),
    rule        TEXT NOT NULL,              -- the clock it is about
    due_on      INTEGER NOT NULL,
    asked_by    TEXT NOT NULL,              -- officer
    asked_on    INTEGER NOT NULL,
    asks        TEXT NOT NULL,              -- between officers; the applicant does not see it
    answer_by   INTEGER NOT NULL,
    answered_by TEXT NOT NULL,              -- officer
    answered_on INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    words       TEXT NOT NULL,              -- the applicant reads it
    promised_on INTEGER NOT NULL,           -- when it is promised to be done; no clock of law
    closed_by   TEXT NOT NULL,              -- officer
    closed_on   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX supervision_matter ON supervision (street_id, matter_id, id);
CREATE INDEX supervision_open ON supervision (street_id, answer_by, id) WHERE state <> 'closed';
CREATE UNIQUE INDEX supervision_one ON supervision (street_id, matter_id) WHERE state <> 'closed';
