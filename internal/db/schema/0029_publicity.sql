-- +goose Up
-- More kinds of venue: places where the law is told. A check cannot be widened on both
-- engines, so the table is made anew.
CREATE TABLE venue_kept AS SELECT * FROM venue;
DROP TABLE venue;
-- +goose StatementBegin
CREATE TABLE venue (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL CONSTRAINT venue_kind CHECK (kind IN ('centre', 'station', 'room', 'talkingPoint', 'mobilePoint', 'square', 'pavilion', 'lectureHall', 'constitutionSite', 'practiceStation')),
    name         TEXT NOT NULL,
    unit_id      TEXT NOT NULL,
    community_id TEXT NOT NULL,
    address      TEXT NOT NULL,
    since_on     INTEGER NOT NULL,
    until_on     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    demo         BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, name)
);
-- +goose StatementEnd
INSERT INTO venue (street_id, id, kind, name, unit_id, community_id, address, since_on, until_on, version, demo)
SELECT street_id, id, kind, name, unit_id, community_id, address, since_on, until_on, version, demo FROM venue_kept;
DROP TABLE venue_kept;
-- +goose StatementBegin
CREATE TABLE publicity_campaign (
    street_id    TEXT NOT NULL,             -- 普法活动: what is planned and kept around one activity
    id           TEXT NOT NULL,
    state        TEXT NOT NULL CONSTRAINT publicity_campaign_state CHECK (state IN ('planned', 'held', 'recorded', 'cancelled')),
    kind         TEXT NOT NULL CONSTRAINT publicity_campaign_kind CHECK (kind IN ('publicity', 'lecture')),
    variety      TEXT NOT NULL,             -- of the activity
    title        TEXT NOT NULL,
    on_date      INTEGER NOT NULL,
    start_time   TEXT NOT NULL,             -- 09:30 or ''
    place        TEXT NOT NULL,
    community_id TEXT NOT NULL,             -- '' = of the whole street
    venue_id     TEXT NOT NULL,
    partners     TEXT NOT NULL,             -- who else takes part: 法官, 律师, 交警
    topics       TEXT NOT NULL,             -- which law is told
    theme        TEXT NOT NULL,             -- the themed day it is held for; '' = none
    brand_id     TEXT NOT NULL,
    expected     INTEGER NOT NULL,          -- how many people are expected; 0 = not said
    words        TEXT NOT NULL,             -- how it went
    ending       TEXT NOT NULL,             -- why it was cancelled
    activity_id  TEXT NOT NULL,             -- what every figure counts; '' until it is held
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX publicity_campaign_date ON publicity_campaign (street_id, on_date, id);
CREATE INDEX publicity_campaign_theme ON publicity_campaign (street_id, theme, on_date) WHERE theme <> '';
CREATE UNIQUE INDEX publicity_campaign_activity ON publicity_campaign (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE publicity_material (
    street_id TEXT NOT NULL,                -- what is handed out
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    sort      TEXT NOT NULL,                -- 手册, 折页, 环保袋: says whether it counts as a leaflet or a giveaway
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, name)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE publicity_supply (
    street_id   TEXT NOT NULL,              -- what came into the store; what went out stands in publicity_handout
    id          TEXT NOT NULL,
    material_id TEXT NOT NULL,
    on_date     INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    source      TEXT NOT NULL,              -- printed, bought, sent down: by whom
    officer_id  TEXT NOT NULL,
    withdrawn   TEXT NOT NULL,              -- why it was taken back; '' = it counts
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX publicity_supply_material ON publicity_supply (street_id, material_id, on_date, id);
-- +goose StatementBegin
CREATE TABLE publicity_handout (
    street_id   TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    material_id TEXT NOT NULL,
    number      INTEGER NOT NULL,
    PRIMARY KEY (street_id, campaign_id, material_id)
);
-- +goose StatementEnd
CREATE INDEX publicity_handout_material ON publicity_handout (street_id, material_id, campaign_id);
-- +goose StatementBegin
CREATE TABLE publicity_photo (
    street_id   TEXT NOT NULL,              -- the file stands sealed outside the database
    id          TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    caption     TEXT NOT NULL,
    alt         TEXT NOT NULL,              -- what is on it, for who cannot see it
    kind        TEXT NOT NULL,
    size        BIGINT NOT NULL,            -- bytes
    file_id     TEXT NOT NULL,              -- in the store of files
    file_key    TEXT NOT NULL,              -- sealed
    officer_id  TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX publicity_photo_campaign ON publicity_photo (street_id, campaign_id, id);
-- +goose StatementBegin
CREATE TABLE publicity_brand (
    street_id TEXT NOT NULL,                -- 品牌: a label with its description
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    words     TEXT NOT NULL,
    ended     BOOLEAN NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, name)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE publicity_theme (
    street_id TEXT NOT NULL,                -- themed days: the street's own, and those of the program it does not keep
    id        TEXT NOT NULL,                -- the code of one of the program's, or an id
    name      TEXT NOT NULL,                -- '' = one of the program's
    basis     TEXT NOT NULL,
    rule      TEXT NOT NULL,                -- day, span, month
    month     INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    to_month  INTEGER NOT NULL,             -- of a span
    to_day    INTEGER NOT NULL,
    off       BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE publicity_setting (
    street_id TEXT NOT NULL,
    ahead     INTEGER NOT NULL,             -- days between the reminder and the themed day
    PRIMARY KEY (street_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE publicity_plan (
    street_id TEXT NOT NULL,                -- 五年普法规划
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    from_year INTEGER NOT NULL,
    to_year   INTEGER NOT NULL,
    words     TEXT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, name)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE publicity_measure (
    street_id TEXT NOT NULL,                -- a goal of the plan as something to be done
    id        TEXT NOT NULL,
    plan_id   TEXT NOT NULL,
    year      INTEGER NOT NULL,             -- 0 = every year of the plan
    title     TEXT NOT NULL,
    unit      TEXT NOT NULL,                -- who does it
    whom      TEXT NOT NULL,                -- for whom
    kind      TEXT NOT NULL,                -- the activities that are it
    variety   TEXT NOT NULL,                -- '' = any of the kind
    partner   TEXT NOT NULL,                -- part of the name of who takes part; '' = anybody
    times     INTEGER NOT NULL,             -- how often in a year; 0 = not said
    month     INTEGER NOT NULL,             -- by the end of which month
    ended     BOOLEAN NOT NULL,             -- struck out
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX publicity_measure_plan ON publicity_measure (street_id, plan_id, month, id);
-- +goose StatementBegin
CREATE TABLE publicity_duty (
    street_id TEXT NOT NULL,                -- 谁执法谁普法: what a unit tells whom
    id        TEXT NOT NULL,
    unit      TEXT NOT NULL,
    laws      TEXT NOT NULL,
    whom      TEXT NOT NULL,
    often     TEXT NOT NULL,                -- in words
    ended     BOOLEAN NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
