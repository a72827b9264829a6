-- +goose Up
-- +goose StatementBegin
CREATE TABLE task (
    street_id    TEXT NOT NULL,             -- 任务: who does what by when, from every source
    id           TEXT NOT NULL,
    source       TEXT NOT NULL CONSTRAINT task_source CHECK (source IN ('meeting', 'shortcoming', 'inspection', 'duty', 'direct')),
    subject_id   TEXT NOT NULL,             -- the meeting or the entry of a list it comes from; '' = given directly
    item_id      TEXT NOT NULL,             -- the point of the agenda it was decided under
    community_id TEXT NOT NULL,             -- '' = of the whole street
    words        TEXT NOT NULL,
    officer_id   TEXT NOT NULL,             -- who does it, or
    unit_id      TEXT NOT NULL,             -- which unit does
    due_on       INTEGER NOT NULL,
    state        TEXT NOT NULL CONSTRAINT task_state CHECK (state IN ('open', 'done', 'withdrawn')),
    outcome      TEXT NOT NULL,             -- what was done, or why it was withdrawn
    ended_on     INTEGER NOT NULL,
    ended_by     TEXT NOT NULL,
    given_on     INTEGER NOT NULL,
    given_by     TEXT NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id),
    CONSTRAINT task_who CHECK (officer_id <> '' OR unit_id <> '')
);
-- +goose StatementEnd
CREATE INDEX task_officer ON task (street_id, officer_id, state, due_on);
CREATE INDEX task_unit ON task (street_id, unit_id, state, due_on);
CREATE INDEX task_due ON task (street_id, state, due_on, id);
CREATE INDEX task_subject ON task (street_id, subject_id, id);
-- +goose StatementBegin
CREATE TABLE meeting (
    street_id    TEXT NOT NULL,             -- 会议
    id           TEXT NOT NULL,
    state        TEXT NOT NULL CONSTRAINT meeting_state CHECK (state IN ('planned', 'held', 'minuted', 'tasksClosed', 'cancelled')),
    variety      TEXT NOT NULL,             -- a variety of the activity meeting: decides the figure
    title        TEXT NOT NULL,
    on_date      INTEGER NOT NULL,
    start_time   TEXT NOT NULL,             -- 09:00 or ''
    place        TEXT NOT NULL,
    community_id TEXT NOT NULL,
    chair_id     TEXT NOT NULL,
    partners     TEXT NOT NULL,             -- other bodies that take part
    attendance   INTEGER NOT NULL,          -- 人次
    activity_id  TEXT NOT NULL,             -- what every figure counts; '' until it is held
    minutes      TEXT NOT NULL,
    ending       TEXT NOT NULL,             -- why it was cancelled
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX meeting_date ON meeting (street_id, on_date, id);
CREATE INDEX meeting_variety ON meeting (street_id, variety, community_id, on_date, id);
CREATE UNIQUE INDEX meeting_activity ON meeting (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE meeting_item (
    street_id   TEXT NOT NULL,              -- 议题, in the order of the agenda
    meeting_id  TEXT NOT NULL,
    id          TEXT NOT NULL,
    ord         INTEGER NOT NULL,
    kind        TEXT NOT NULL CONSTRAINT meeting_item_kind CHECK (kind IN ('ruleOfLaw', 'lawReport', 'firstTopic', 'petition', 'tasks', 'other')),
    title       TEXT NOT NULL,
    reporter    TEXT NOT NULL,
    result      TEXT NOT NULL,
    activity_id TEXT NOT NULL,              -- what the point counts as besides the meeting
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX meeting_item_meeting ON meeting_item (street_id, meeting_id, ord);
CREATE UNIQUE INDEX meeting_item_activity ON meeting_item (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE meeting_item_matter (
    street_id TEXT NOT NULL,                -- a matter a point of the agenda is about
    item_id   TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    PRIMARY KEY (street_id, item_id, matter_id)
);
-- +goose StatementEnd
CREATE INDEX meeting_item_matter_matter ON meeting_item_matter (street_id, matter_id);
-- +goose StatementBegin
CREATE TABLE meeting_present (
    street_id  TEXT NOT NULL,               -- officers who signed in
    meeting_id TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    ord        INTEGER NOT NULL,
    PRIMARY KEY (street_id, meeting_id, officer_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE meeting_carried (
    street_id  TEXT NOT NULL,               -- a task of an earlier meeting that comes back
    meeting_id TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    PRIMARY KEY (street_id, meeting_id, task_id)
);
-- +goose StatementEnd
CREATE INDEX meeting_carried_task ON meeting_carried (street_id, task_id);
