-- +goose Up
-- +goose StatementBegin
CREATE TABLE study_law (
    street_id TEXT NOT NULL,                -- 应知应会清单的一行
    id        TEXT NOT NULL,
    year      INTEGER NOT NULL,
    scope     TEXT NOT NULL CONSTRAINT study_law_scope CHECK (scope IN ('common', 'post', 'leader')),
    owner     TEXT NOT NULL,                -- '' of the common list; the post of a template; the officer of a leader's list
    sort      TEXT NOT NULL CONSTRAINT study_law_sort CHECK (sort IN ('law', 'party')),
    title     TEXT NOT NULL,
    articles  TEXT NOT NULL,                -- '' = 全文
    due_on    INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX study_law_once ON study_law (street_id, year, scope, owner, title, articles);
-- +goose StatementBegin
CREATE TABLE study_session (
    street_id    TEXT NOT NULL,             -- 学法的一场
    id           TEXT NOT NULL,
    state        TEXT NOT NULL CONSTRAINT study_session_state CHECK (state IN ('planned', 'held', 'recorded', 'cancelled')),
    variety      TEXT NOT NULL,             -- of activity.Study
    on_date      INTEGER NOT NULL,
    start_time   TEXT NOT NULL,             -- 09:00
    place        TEXT NOT NULL,
    community_id TEXT NOT NULL,
    topic        TEXT NOT NULL,
    speaker      TEXT NOT NULL,             -- who leads, in words
    documents    TEXT NOT NULL,             -- what is read beside the laws
    summary      TEXT NOT NULL,
    ending       TEXT NOT NULL,             -- why it was cancelled
    others       INTEGER NOT NULL,          -- who took part without being an officer of the street
    activity_id  TEXT NOT NULL,             -- what every figure counts; '' until it is held
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX study_session_date ON study_session (street_id, on_date, id);
CREATE UNIQUE INDEX study_session_activity ON study_session (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE study_session_law (
    street_id  TEXT NOT NULL,
    session_id TEXT NOT NULL,
    ord        INTEGER NOT NULL,
    title      TEXT NOT NULL,
    articles   TEXT NOT NULL,
    PRIMARY KEY (street_id, session_id, ord)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE study_presence (
    street_id  TEXT NOT NULL,               -- who was there, for the record of that session
    session_id TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    how        TEXT NOT NULL CONSTRAINT study_presence_how CHECK (how IN ('signed', 'ticked')),
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, session_id, officer_id)
);
-- +goose StatementEnd
CREATE INDEX study_presence_officer ON study_presence (street_id, officer_id, session_id);
-- +goose StatementBegin
CREATE TABLE study_file (
    street_id  TEXT NOT NULL,               -- sign-in sheets and photos of a session
    id         TEXT NOT NULL,
    session_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    size       BIGINT NOT NULL,
    pages      INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    file_id    TEXT NOT NULL,
    file_key   TEXT NOT NULL,               -- sealed
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX study_file_session ON study_file (street_id, session_id, id);
-- +goose StatementBegin
CREATE TABLE study_own (
    street_id  TEXT NOT NULL,               -- 自学: for the officer alone
    id         TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    on_date    INTEGER NOT NULL,
    title      TEXT NOT NULL,
    articles   TEXT NOT NULL,
    note       TEXT NOT NULL,
    session_id TEXT NOT NULL,               -- the session it makes up for; '' = none
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX study_own_officer ON study_own (street_id, officer_id, on_date, id);
-- +goose StatementBegin
CREATE TABLE study_question (
    street_id   TEXT NOT NULL,              -- 题库
    id          TEXT NOT NULL,
    kind        TEXT NOT NULL CONSTRAINT study_question_kind CHECK (kind IN ('single', 'multiple', 'judge')),
    topic       TEXT NOT NULL,
    text        TEXT NOT NULL,
    options     TEXT NOT NULL,              -- a line each
    answer      TEXT NOT NULL,              -- the letters in order: B, ACD
    explanation TEXT NOT NULL,
    law         TEXT NOT NULL,
    article     TEXT NOT NULL,
    retired     BOOLEAN NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX study_question_once ON study_question (street_id, text) WHERE NOT retired;
-- +goose StatementBegin
CREATE TABLE study_exam (
    street_id  TEXT NOT NULL,
    id         TEXT NOT NULL,
    state      TEXT NOT NULL CONSTRAINT study_exam_state CHECK (state IN ('draft', 'open', 'closed', 'cancelled')),
    title      TEXT NOT NULL,
    from_on    INTEGER NOT NULL,
    until_on   INTEGER NOT NULL,            -- the day of the examination, as figures count it
    minutes    INTEGER NOT NULL,
    pass       INTEGER NOT NULL,            -- of a hundred
    excellent  INTEGER NOT NULL,
    roles      TEXT NOT NULL,               -- the posts invited, by spaces
    ending     TEXT NOT NULL,
    candidates INTEGER NOT NULL,            -- the counts, when it is closed
    sat        INTEGER NOT NULL,
    passed     INTEGER NOT NULL,
    best       INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX study_exam_date ON study_exam (street_id, until_on, id);
-- +goose StatementBegin
CREATE TABLE study_exam_question (
    street_id   TEXT NOT NULL,              -- the question as it stood when it was drawn
    exam_id     TEXT NOT NULL,
    ord         INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    topic       TEXT NOT NULL,
    text        TEXT NOT NULL,
    options     TEXT NOT NULL,
    answer      TEXT NOT NULL,
    explanation TEXT NOT NULL,
    law         TEXT NOT NULL,
    article     TEXT NOT NULL,
    PRIMARY KEY (street_id, exam_id, ord)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE study_sitting (
    street_id   TEXT NOT NULL,              -- an invited officer's own paper, read by nobody else
    exam_id     TEXT NOT NULL,
    officer_id  TEXT NOT NULL,
    started_at  BIGINT NOT NULL,
    until_at    BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,
    score       INTEGER NOT NULL,           -- of a hundred, when it is finished
    PRIMARY KEY (street_id, exam_id, officer_id)
);
-- +goose StatementEnd
CREATE INDEX study_sitting_officer ON study_sitting (street_id, officer_id, exam_id);
-- +goose StatementBegin
CREATE TABLE study_answer (
    street_id  TEXT NOT NULL,
    exam_id    TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    ord        INTEGER NOT NULL,
    answer     TEXT NOT NULL,
    PRIMARY KEY (street_id, exam_id, officer_id, ord)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE study_filing (
    street_id   TEXT NOT NULL,              -- 党内法规制度建设汇报, once a year
    year        INTEGER NOT NULL,
    sent_on     INTEGER NOT NULL,
    receiver    TEXT NOT NULL,
    words       TEXT NOT NULL,
    activity_id TEXT NOT NULL,              -- what the figure counts
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (street_id, year)
);
-- +goose StatementEnd
