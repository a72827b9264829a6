-- +goose Up
ALTER TABLE matter ADD COLUMN handed_from TEXT NOT NULL DEFAULT '';     -- officer: it was handed on and not yet received
ALTER TABLE matter ADD COLUMN hand_offs INTEGER NOT NULL DEFAULT 0;     -- how often it went from one unit to another
-- +goose StatementBegin
CREATE TABLE holding (
    street_id  TEXT NOT NULL,               -- which unit held the matter, from when to when; begins with the first hand-over
    id         TEXT NOT NULL,
    matter_id  TEXT NOT NULL,
    unit_id    TEXT NOT NULL,
    officer_id TEXT NOT NULL,               -- who carried it there; '' = the unit
    since_on   INTEGER NOT NULL,
    until_on   INTEGER NOT NULL,            -- 0 = still
    how        TEXT NOT NULL CONSTRAINT holding_how CHECK (how IN ('takenIn', 'assigned', 'handed', 'returned')),
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX holding_matter ON holding (street_id, matter_id, id);
CREATE INDEX holding_since ON holding (street_id, since_on, unit_id) WHERE how <> 'takenIn';
-- +goose StatementBegin
CREATE TABLE link (
    street_id  TEXT NOT NULL,               -- two matters that have to do with each other
    a_id       TEXT NOT NULL,               -- the smaller id
    b_id       TEXT NOT NULL,
    since_on   INTEGER NOT NULL,
    officer_id TEXT NOT NULL,
    PRIMARY KEY (street_id, a_id, b_id)
);
-- +goose StatementEnd
CREATE INDEX link_b ON link (street_id, b_id, a_id);
CREATE INDEX matter_parent ON matter (street_id, parent_id, id) WHERE parent_id <> '';
