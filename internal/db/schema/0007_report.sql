-- +goose Up
-- +goose StatementBegin
CREATE TABLE report (
    street_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    year      INTEGER NOT NULL,
    title     TEXT NOT NULL,
    state     TEXT NOT NULL CONSTRAINT report_state CHECK (state IN ('draft', 'inReview', 'firstReviewed', 'secondReviewed', 'finalReviewed', 'published', 'withdrawn', 'superseded')),
    cutoff_on INTEGER NOT NULL,             -- last day counted
    dated_on  INTEGER NOT NULL,             -- 成文日期; 0 = the day it is sent to review
    author_id TEXT NOT NULL,                -- who began it
    round     INTEGER NOT NULL,             -- which freeze is under review; 0 = never sent
    published_on INTEGER NOT NULL,          -- 0 = not yet
    reason    TEXT NOT NULL,                -- why it was returned or withdrawn, the last time
    version   INTEGER NOT NULL,
    demo      BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- One published report of a year, and one being worked on beside it: a correction supersedes when it is published.
CREATE UNIQUE INDEX report_published ON report (street_id, year) WHERE state = 'published';
CREATE UNIQUE INDEX report_working ON report (street_id, year) WHERE state <> 'published' AND state <> 'superseded' AND state <> 'withdrawn';
-- +goose StatementBegin
CREATE TABLE report_section (
    street_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    report_id TEXT NOT NULL,
    ord       INTEGER NOT NULL,
    part      INTEGER NOT NULL,             -- 1-5 of the required content, 0 = opening
    level     INTEGER NOT NULL,
    heading   TEXT NOT NULL,
    body      TEXT NOT NULL,                -- prose with citations, one paragraph a line
    writer_id TEXT NOT NULL,                -- who wrote it last; '' while it is as begun
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX report_section_report ON report_section (street_id, report_id, ord);
-- +goose StatementBegin
CREATE TABLE report_freeze (
    street_id TEXT NOT NULL,                -- what was sent to review: never changed
    id        TEXT NOT NULL,
    report_id TEXT NOT NULL,
    round     INTEGER NOT NULL,
    at        BIGINT NOT NULL,
    document  TEXT NOT NULL,                -- the whole text, JSON
    hash      TEXT NOT NULL,                -- SHA-256 over text, figures and evidence
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, report_id, round)
);
-- +goose StatementEnd
-- +goose StatementBegin
-- append only: report_freeze
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE report_figure (
    street_id   TEXT NOT NULL,
    id          TEXT NOT NULL,
    freeze_id   TEXT NOT NULL,
    ord         INTEGER NOT NULL,
    code        TEXT NOT NULL,              -- of the indicator; 'manual' for a figure typed by hand
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,              -- as printed
    unit        TEXT NOT NULL,
    numerator   BIGINT NOT NULL,
    denominator BIGINT NOT NULL,
    source      TEXT NOT NULL,              -- of a manual figure
    address     TEXT NOT NULL,              -- the page that shows the rows
    evidence    TEXT NOT NULL,              -- the ids behind it, one a line, sorted
    hash        TEXT NOT NULL,              -- SHA-256 of evidence
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
-- append only: report_figure
-- +goose StatementEnd
CREATE INDEX report_figure_freeze ON report_figure (street_id, freeze_id, ord);
-- +goose StatementBegin
CREATE TABLE report_review (
    street_id   TEXT NOT NULL,
    id          TEXT NOT NULL,
    report_id   TEXT NOT NULL,
    round       INTEGER NOT NULL,
    step        TEXT NOT NULL CONSTRAINT report_review_step CHECK (step IN ('first', 'second', 'final')),
    reviewer_id TEXT NOT NULL,
    name        TEXT NOT NULL,              -- as printed in the review line
    passed      BOOLEAN NOT NULL,
    reason      TEXT NOT NULL,              -- why it was returned
    secrecy     BOOLEAN NOT NULL,           -- the secrecy check was made
    privacy     BOOLEAN NOT NULL,           -- the privacy check was made
    hash        TEXT NOT NULL,              -- the hash reviewed
    at          BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
-- append only: report_review
-- +goose StatementEnd
CREATE INDEX report_review_report ON report_review (street_id, report_id, round);
