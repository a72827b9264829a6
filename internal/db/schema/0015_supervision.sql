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
-- +goose StatementBegin
CREATE TABLE escalation (
    street_id TEXT NOT NULL,                -- 提级: a late matter is brought before its case owner, once for each clock
    id        TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    rule      TEXT NOT NULL,                -- the clock; another day of the same rule is another clock
    due_on    INTEGER NOT NULL,
    cause     TEXT NOT NULL CONSTRAINT escalation_cause CHECK (cause IN ('overdue', 'unanswered')),
    on_date   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, matter_id, rule, due_on)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE notice (
    street_id    TEXT NOT NULL,             -- what somebody is told in the page; its words are made when it is read
    id           TEXT NOT NULL,
    officer_id   TEXT NOT NULL,
    at           BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    mark         TEXT NOT NULL,             -- what it is about beyond the subject, so that nobody is told twice
    read_at      BIGINT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, officer_id, kind, subject_id, mark)
);
-- +goose StatementEnd
CREATE INDEX notice_unread ON notice (street_id, officer_id, id) WHERE read_at = 0;
CREATE INDEX notice_officer ON notice (street_id, officer_id, id);
-- +goose StatementBegin
CREATE TABLE job_run (
    street_id   TEXT NOT NULL,              -- a job of a day, so that it runs once whoever starts it
    id          TEXT NOT NULL,              -- job and day
    started_at  BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,            -- 0 while it runs, or when it was broken off
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE notice_setting (
    street_id TEXT NOT NULL,                -- how the street is reminded
    id        TEXT NOT NULL,                -- the name of the setting
    value     TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE notice_channel (
    street_id TEXT NOT NULL,                -- where digests are sent; none until the administrator adds one (PRIV-13)
    id        TEXT NOT NULL,
    kind      TEXT NOT NULL CONSTRAINT notice_channel_kind CHECK (kind IN ('wecom', 'dingtalk', 'mail')),
    name      TEXT NOT NULL,
    unit_id   TEXT NOT NULL,                -- whose counts a robot tells; '' = of the whole street
    key       TEXT NOT NULL,                -- what address and secret are sealed with, wrapped
    address   TEXT NOT NULL,                -- of a robot: holds its key, never shown again; of a mail server: host:port; sealed
    login     TEXT NOT NULL,
    sender    TEXT NOT NULL,                -- the address mails come from
    secret    TEXT NOT NULL,                -- of 加签, or the password; never shown again; sealed
    at        BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE notice_address (
    street_id TEXT NOT NULL,                -- where an officer wants the digest by mail, set by the officer
    id        TEXT NOT NULL,                -- the officer's id
    address   TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE outbox (
    street_id  TEXT NOT NULL,               -- one digest on its way, so that none is lost while a robot is down
    id         TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    officer_id TEXT NOT NULL,               -- of a mail; '' for a robot
    day        INTEGER NOT NULL,
    text       TEXT NOT NULL,               -- counts and a link; empty once it is sent
    state      TEXT NOT NULL CONSTRAINT outbox_state CHECK (state IN ('queued', 'sent', 'failed')),
    tries      INTEGER NOT NULL,
    next_at    BIGINT NOT NULL,
    error      TEXT NOT NULL,               -- a code
    done_at    BIGINT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, channel_id, officer_id, day)
);
-- +goose StatementEnd
CREATE INDEX outbox_queued ON outbox (street_id, next_at, id) WHERE state = 'queued';
