-- +goose Up
-- +goose StatementBegin
CREATE TABLE screen (
    street_id  TEXT NOT NULL,               -- a wall that shows counts without anybody signed in
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,               -- where it hangs
    token      BYTEA NOT NULL,              -- hash of what is in its address; the address itself is shown once
    opened_by  TEXT NOT NULL,
    opened_on  INTEGER NOT NULL,
    closed_on  INTEGER NOT NULL,            -- 0 while it shows
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX screen_token ON screen (street_id, token);
