-- +goose Up
-- +goose StatementBegin
CREATE TABLE saved_filter (
    street_id  TEXT NOT NULL,               -- a list somebody comes back to, for its author only
    id         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    page       TEXT NOT NULL,               -- the list, /matters
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,               -- the conditions as the address holds them
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, account_id, page, name)
);
-- +goose StatementEnd
