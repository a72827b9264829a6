-- +goose Up
-- +goose StatementBegin
CREATE TABLE tie (
    street_id   TEXT NOT NULL,              -- 回避: who may not see, count or be given the matter, whatever the post
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    officer_id  TEXT NOT NULL,              -- one person, or …
    unit_id     TEXT NOT NULL,              -- … everybody of a unit and of the units under it
    relation    TEXT NOT NULL CONSTRAINT tie_relation CHECK (relation IN ('accused', 'respondent', 'relative', 'interest', 'other')),
    since_on    INTEGER NOT NULL,
    recorder_id TEXT NOT NULL,
    ended_on    INTEGER NOT NULL,           -- it was recorded wrongly; 0 = it holds
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX tie_officer ON tie (street_id, officer_id, matter_id) WHERE ended_on = 0 AND officer_id <> '';
CREATE INDEX tie_unit ON tie (street_id, unit_id, matter_id) WHERE ended_on = 0 AND unit_id <> '';
CREATE INDEX tie_matter ON tie (street_id, matter_id, id);
-- +goose StatementBegin
CREATE TABLE confined (
    street_id   TEXT NOT NULL,              -- a matter above the usual confidentiality 内部
    id          TEXT NOT NULL,              -- the matter's id
    level       TEXT NOT NULL CONSTRAINT confined_level CHECK (level IN ('restricted', 'locked', 'erased')),
    since_on    INTEGER NOT NULL,
    until_on    INTEGER NOT NULL,           -- of a locked one: the day its legal term ends
    officer_id  TEXT NOT NULL,              -- who raised it
    asked_id    TEXT NOT NULL,              -- who asked to lower it or to erase it; somebody else decides
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE reader (
    street_id  TEXT NOT NULL,               -- who may see a restricted matter, by name
    matter_id  TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    since_on   INTEGER NOT NULL,
    PRIMARY KEY (street_id, matter_id, officer_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE matter_key (
    street_id TEXT NOT NULL,                -- the key of a matter's sealed values, wrapped by the installation's
    id        TEXT NOT NULL,                -- the matter's id
    wrapped   TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE key_check (
    id    INTEGER NOT NULL PRIMARY KEY,     -- 1
    value TEXT NOT NULL                     -- tells the installation's key from any other, and nothing about it
);
-- +goose StatementEnd
-- The same telephone is found by its keyed hash; the number itself is sealed.
DROP INDEX party_phone;
ALTER TABLE party ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
CREATE INDEX party_phone ON party (street_id, community_id, phone_key) WHERE phone_key <> '';
