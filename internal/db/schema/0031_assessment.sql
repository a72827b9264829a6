-- +goose Up
-- What fell due in a period is found without reading the matters.
CREATE INDEX clock_owed ON clock (street_id, rule, legal_on, matter_id, ended_on, ended_by);
-- +goose StatementBegin
CREATE TABLE assessment (
    street_id    TEXT NOT NULL,             -- 指标考核: one scheme over one period, of units, never of persons
    id           TEXT NOT NULL,
    state        TEXT NOT NULL CONSTRAINT assessment_state CHECK (state IN ('draft', 'published', 'computed', 'final', 'frozen')),
    name         TEXT NOT NULL,
    year         INTEGER NOT NULL,
    cutoff_on    INTEGER NOT NULL,          -- the period is 1 January to this day
    days         INTEGER NOT NULL,          -- how long a unit may object
    copied_from  TEXT NOT NULL,
    published_on INTEGER NOT NULL,
    late_reason  TEXT NOT NULL,             -- why it was published after its period had begun
    round        INTEGER NOT NULL,          -- how often it was computed
    computed_at  BIGINT NOT NULL,
    object_by    INTEGER NOT NULL,          -- last day for an objection
    final_on     INTEGER NOT NULL,
    frozen_at    BIGINT NOT NULL,
    hash         TEXT NOT NULL,             -- over everything that was frozen
    made_by      TEXT NOT NULL,             -- officer
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX assessment_year ON assessment (street_id, year, id);
-- +goose StatementBegin
CREATE TABLE assessment_item (
    street_id     TEXT NOT NULL,            -- a line of a scheme
    assessment_id TEXT NOT NULL,
    id            TEXT NOT NULL,
    ord           INTEGER NOT NULL,
    indicator     TEXT NOT NULL,            -- code; '' = judged by a named person
    name          TEXT NOT NULL,
    aspect        TEXT NOT NULL CONSTRAINT assessment_item_aspect CHECK (aspect IN ('timeliness', 'completeness', 'followUp', 'outcome')),
    at_most       BOOLEAN NOT NULL,
    target        INTEGER NOT NULL,         -- hundredths of a per cent
    weight        INTEGER NOT NULL,
    definition    TEXT NOT NULL,            -- as it was when the scheme was published
    PRIMARY KEY (street_id, assessment_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE assessment_subject (
    street_id     TEXT NOT NULL,            -- who is assessed: a unit or an office of a unit
    assessment_id TEXT NOT NULL,
    id            TEXT NOT NULL,
    ord           INTEGER NOT NULL,
    kind          TEXT NOT NULL CONSTRAINT assessment_subject_kind CHECK (kind IN ('street', 'community', 'station')),
    ref_id        TEXT NOT NULL,            -- unit, of a station its venue
    unit_id       TEXT NOT NULL,            -- whose people see and object
    community_id  TEXT NOT NULL,            -- whose matters are counted; '' = of the whole street
    post          TEXT NOT NULL,            -- an office of the unit; '' = the unit
    name          TEXT NOT NULL,
    PRIMARY KEY (street_id, assessment_id, id)
);
-- +goose StatementEnd
CREATE INDEX assessment_subject_unit ON assessment_subject (street_id, unit_id, assessment_id);
-- +goose StatementBegin
CREATE TABLE assessment_line (
    street_id     TEXT NOT NULL,            -- what was counted for a unit and a line, in each round
    assessment_id TEXT NOT NULL,
    round         INTEGER NOT NULL,
    subject_id    TEXT NOT NULL,
    item_id       TEXT NOT NULL,
    numerator     BIGINT NOT NULL,
    denominator   BIGINT NOT NULL,
    row_ids       TEXT NOT NULL,            -- ids of the rows, + before those the numerator counts
    hash          TEXT NOT NULL,
    PRIMARY KEY (street_id, assessment_id, round, subject_id, item_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE assessment_judgement (
    street_id     TEXT NOT NULL,            -- 手填: of so many samples so many were good, by a named person
    assessment_id TEXT NOT NULL,
    subject_id    TEXT NOT NULL,
    item_id       TEXT NOT NULL,
    numerator     BIGINT NOT NULL,
    denominator   BIGINT NOT NULL,
    evidence      TEXT NOT NULL,            -- the paper it rests on
    reason        TEXT NOT NULL,
    judged_by     TEXT NOT NULL,            -- officer
    judged_on     INTEGER NOT NULL,
    PRIMARY KEY (street_id, assessment_id, subject_id, item_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE assessment_objection (
    street_id     TEXT NOT NULL,            -- 异议
    id            TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    subject_id    TEXT NOT NULL,
    item_id       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    made_by       TEXT NOT NULL,            -- officer of the unit
    made_on       INTEGER NOT NULL,
    decision      TEXT NOT NULL CONSTRAINT assessment_objection_decision CHECK (decision IN ('', 'upheld', 'corrected', 'excepted')),
    answer        TEXT NOT NULL,
    answered_by   TEXT NOT NULL,
    answered_on   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX assessment_objection_of ON assessment_objection (street_id, assessment_id, subject_id, id);
