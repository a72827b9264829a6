-- +goose Up
-- +goose StatementBegin
CREATE TABLE street (
    street_id   TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,              -- 东盛街道
    short_name  TEXT NOT NULL,              -- 东盛, used in document numbers
    office      TEXT NOT NULL,              -- the organ's full name
    district    TEXT NOT NULL,
    phone       TEXT NOT NULL,
    address     TEXT NOT NULL,
    hours       TEXT NOT NULL,
    demo        BOOLEAN NOT NULL,
    created_at  BIGINT NOT NULL
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE unit (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,
    level        TEXT NOT NULL CONSTRAINT unit_level CHECK (level IN ('street', 'community', 'grid', 'estate')),
    parent_id    TEXT NOT NULL,             -- '' for the street itself
    community_id TEXT NOT NULL,             -- the community it is or stands in; '' for the street
    grid_id      TEXT NOT NULL,             -- the grid it is or stands in; '' above
    name         TEXT NOT NULL,
    households   INTEGER NOT NULL,          -- 户, a fair base for comparisons
    since_on     INTEGER NOT NULL,
    until_on     INTEGER NOT NULL,          -- last day in service; 0 = in service
    version      INTEGER NOT NULL,
    demo         BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, parent_id, name)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE venue (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL CONSTRAINT venue_kind CHECK (kind IN ('centre', 'station', 'room', 'talkingPoint', 'mobilePoint')),
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
-- +goose StatementBegin
CREATE TABLE officer (
    street_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    code      TEXT NOT NULL,                -- 工号, unique in the street
    name      TEXT NOT NULL,
    phone     TEXT NOT NULL,
    title     TEXT NOT NULL,                -- 职务
    rank      TEXT NOT NULL CONSTRAINT officer_rank CHECK (rank IN ('', 'division', 'section', 'staff')),
    unit_id   TEXT NOT NULL,
    since_on  INTEGER NOT NULL,
    until_on  INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    demo      BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, code)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE post (
    street_id  TEXT NOT NULL,
    id         TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    role       TEXT NOT NULL,
    unit_id    TEXT NOT NULL,
    since_on   INTEGER NOT NULL,
    until_on   INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX post_officer ON post (street_id, officer_id);
-- +goose StatementBegin
CREATE TABLE responsibility (
    street_id  TEXT NOT NULL,               -- 包保: an officer answers for an area between two dates
    id         TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    unit_id    TEXT NOT NULL,
    since_on   INTEGER NOT NULL,
    until_on   INTEGER NOT NULL,
    demo       BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE committee (
    street_id  TEXT NOT NULL,               -- 人民调解委员会
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,               -- the word before 人调字 in numbers
    unit_id    TEXT NOT NULL,
    since_on   INTEGER NOT NULL,
    until_on   INTEGER NOT NULL,
    demo       BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, short_name)
);
-- +goose StatementEnd
