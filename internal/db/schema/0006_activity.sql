-- +goose Up
-- +goose StatementBegin
CREATE TABLE activity (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,             -- meeting, study, reception …
    variety      TEXT NOT NULL,             -- which meeting, which study: decides the figure it feeds
    title        TEXT NOT NULL,
    on_date      INTEGER NOT NULL,
    start_time   TEXT NOT NULL,             -- 14:30 or ''
    place        TEXT NOT NULL,
    community_id TEXT NOT NULL,
    venue_id     TEXT NOT NULL,
    leader_id    TEXT NOT NULL,             -- the officer who received, spoke or chaired
    partners     TEXT NOT NULL,             -- other bodies that took part
    topics       TEXT NOT NULL,             -- agenda, law studied, or result, as text
    attendance   INTEGER NOT NULL,          -- 人次 of our own people
    audience     INTEGER NOT NULL,          -- 人次 of residents reached
    batches      INTEGER NOT NULL,          -- 批 received
    leaflets     INTEGER NOT NULL,          -- 份
    giveaways    INTEGER NOT NULL,          -- 件
    about_case   BOOLEAN NOT NULL,          -- a reception about an owned case (包案化解)
    recorded_by  TEXT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    valid        BOOLEAN NOT NULL,          -- false once corrected or withdrawn
    replaces_id  TEXT NOT NULL,             -- a correction names the version before
    reason       TEXT NOT NULL,             -- why corrected or withdrawn
    demo         BOOLEAN NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX activity_date ON activity (street_id, on_date, id) WHERE valid;
CREATE INDEX activity_kind ON activity (street_id, kind, on_date, id) WHERE valid;
-- +goose StatementBegin
CREATE TABLE activity_matter (
    street_id   TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    PRIMARY KEY (street_id, activity_id, matter_id)
);
-- +goose StatementEnd
CREATE INDEX activity_matter_matter ON activity_matter (street_id, matter_id);
