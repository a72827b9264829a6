-- +goose Up
-- +goose StatementBegin
CREATE TABLE ownership (
    street_id   TEXT NOT NULL,              -- 领导包案
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    officer_id  TEXT NOT NULL,              -- the leader
    state       TEXT NOT NULL CONSTRAINT ownership_state CHECK (state IN ('proposed', 'assigned', 'active', 'handedOver', 'released', 'refused', 'withdrawn')),
    why         TEXT NOT NULL,              -- why a leader should own it
    ending      TEXT NOT NULL,              -- why it was refused, withdrawn or released
    from_id     TEXT NOT NULL,              -- the ownership that is to be handed over
    proposed_by TEXT NOT NULL,
    proposed_on INTEGER NOT NULL,
    since_on    INTEGER NOT NULL,           -- confirmed by the leader
    until_on    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX ownership_officer ON ownership (street_id, officer_id, state, matter_id);
CREATE INDEX ownership_matter ON ownership (street_id, matter_id, id);
CREATE UNIQUE INDEX ownership_running ON ownership (street_id, matter_id) WHERE state = 'assigned' OR state = 'active';
CREATE UNIQUE INDEX ownership_proposed ON ownership (street_id, matter_id) WHERE state = 'proposed';
-- +goose StatementBegin
CREATE TABLE ownership_duty (
    street_id    TEXT NOT NULL,             -- 四包
    ownership_id TEXT NOT NULL,
    duty         TEXT NOT NULL CONSTRAINT ownership_duty_duty CHECK (duty IN ('facts', 'guidance', 'resolution', 'tracking')),
    on_date      INTEGER NOT NULL,
    note         TEXT NOT NULL,
    recorded_by  TEXT NOT NULL,             -- the leader, or who wrote it down for them
    PRIMARY KEY (street_id, ownership_id, duty)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE reception (
    street_id    TEXT NOT NULL,             -- 接访、下访的一场
    id           TEXT NOT NULL,
    state        TEXT NOT NULL CONSTRAINT reception_state CHECK (state IN ('planned', 'announced', 'held', 'minuted', 'followedUp', 'cancelled')),
    form         TEXT NOT NULL CONSTRAINT reception_form CHECK (form IN ('fixed', 'invited', 'joint', 'visit')),
    on_date      INTEGER NOT NULL,
    start_time   TEXT NOT NULL,             -- 09:00
    end_time     TEXT NOT NULL,             -- 11:00 or ''
    place        TEXT NOT NULL,
    community_id TEXT NOT NULL,
    partners     TEXT NOT NULL,             -- other organs that receive with the leader
    announced_on INTEGER NOT NULL,
    announced_at TEXT NOT NULL,             -- where it was made public
    minutes      TEXT NOT NULL,
    ending       TEXT NOT NULL,             -- why it was cancelled
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX reception_date ON reception (street_id, on_date, id);
-- +goose StatementBegin
CREATE TABLE reception_leader (
    street_id    TEXT NOT NULL,             -- who receives, as it is announced
    reception_id TEXT NOT NULL,
    officer_id   TEXT NOT NULL,
    ord          INTEGER NOT NULL,
    post         TEXT NOT NULL,
    field        TEXT NOT NULL,             -- what the leader answers for
    activity_id  TEXT NOT NULL,             -- what every figure counts; '' until it is held
    PRIMARY KEY (street_id, reception_id, officer_id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX reception_leader_activity ON reception_leader (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE reception_batch (
    street_id    TEXT NOT NULL,             -- 一批: who came is in the matter, never here
    id           TEXT NOT NULL,
    reception_id TEXT NOT NULL,
    matter_id    TEXT NOT NULL,
    persons      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX reception_batch_reception ON reception_batch (street_id, reception_id, id);
CREATE INDEX reception_batch_matter ON reception_batch (street_id, matter_id);
-- +goose StatementBegin
CREATE TABLE reception_promise (
    street_id    TEXT NOT NULL,             -- what was promised, in one of its matters
    id           TEXT NOT NULL,
    reception_id TEXT NOT NULL,
    matter_id    TEXT NOT NULL,
    officer_id   TEXT NOT NULL,             -- who promised
    words        TEXT NOT NULL,
    due_on       INTEGER NOT NULL,
    answer       TEXT NOT NULL,
    answered_on  INTEGER NOT NULL,
    answered_by  TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX reception_promise_reception ON reception_promise (street_id, reception_id, id);
