-- +goose Up
-- +goose StatementBegin
CREATE TABLE responsibility_duty (
    street_id  TEXT NOT NULL,               -- 职责清单: what a post answers for in a year
    id         TEXT NOT NULL,
    year       INTEGER NOT NULL,
    kind       TEXT NOT NULL CONSTRAINT responsibility_duty_kind CHECK (kind IN ('secretary', 'director', 'dual')),
    ord        INTEGER NOT NULL,
    post       TEXT NOT NULL,
    officer_id TEXT NOT NULL,               -- who holds the post, or ''
    words      TEXT NOT NULL,
    source     TEXT NOT NULL,               -- the rule and its article
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX responsibility_duty_year ON responsibility_duty (street_id, year, kind, ord, id);
-- +goose StatementBegin
CREATE TABLE responsibility_entry (
    street_id     TEXT NOT NULL,            -- what was done, with evidence that opens
    id            TEXT NOT NULL,
    duty_id       TEXT NOT NULL,
    on_date       INTEGER NOT NULL,
    words         TEXT NOT NULL,
    evidence      TEXT NOT NULL CONSTRAINT responsibility_entry_evidence CHECK (evidence IN ('activity', 'meeting', 'matter', 'task')),
    evidence_id   TEXT NOT NULL,
    recorded_by   TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX responsibility_entry_duty ON responsibility_entry (street_id, duty_id, on_date, id);
CREATE INDEX responsibility_entry_evidence ON responsibility_entry (street_id, evidence, evidence_id);
-- +goose StatementBegin
CREATE TABLE responsibility_problem (
    street_id TEXT NOT NULL,                -- 问题清单; its measures are tasks
    id        TEXT NOT NULL,
    source    TEXT NOT NULL CONSTRAINT responsibility_problem_source CHECK (source IN ('report', 'inspection', 'assessment', 'other')),
    year      INTEGER NOT NULL,             -- of the report, the inspection, the assessment
    words     TEXT NOT NULL,
    cause     TEXT NOT NULL,
    state     TEXT NOT NULL CONSTRAINT responsibility_problem_state CHECK (state IN ('open', 'solved', 'standing', 'withdrawn')),
    outcome   TEXT NOT NULL,                -- what became of it
    taken_on  INTEGER NOT NULL,
    ended_on  INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX responsibility_problem_year ON responsibility_problem (street_id, source, year, id);
-- +goose StatementBegin
CREATE TABLE responsibility_project (
    street_id  TEXT NOT NULL,               -- 年度项目
    id         TEXT NOT NULL,
    year       INTEGER NOT NULL,
    name       TEXT NOT NULL,
    goal       TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    unit_id    TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX responsibility_project_year ON responsibility_project (street_id, year, id);
-- +goose StatementBegin
CREATE TABLE responsibility_milestone (
    street_id   TEXT NOT NULL,
    id          TEXT NOT NULL,
    project_id  TEXT NOT NULL,
    words       TEXT NOT NULL,
    planned_on  INTEGER NOT NULL,
    done_on     INTEGER NOT NULL,           -- 0 = not yet
    note        TEXT NOT NULL,              -- what shows it
    evidence    TEXT NOT NULL CONSTRAINT responsibility_milestone_evidence CHECK (evidence IN ('', 'activity', 'meeting', 'matter', 'task')),
    evidence_id TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX responsibility_milestone_project ON responsibility_milestone (street_id, project_id, planned_on, id);
