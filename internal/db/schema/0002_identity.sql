-- +goose Up
-- +goose StatementBegin
CREATE TABLE account (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,
    officer_id   TEXT NOT NULL,
    login        TEXT NOT NULL,
    password     TEXT NOT NULL,             -- argon2id with its parameters
    disabled     BOOLEAN NOT NULL,
    failures     INTEGER NOT NULL,          -- wrong passwords in the present window
    failed_at    BIGINT NOT NULL,           -- when the window began
    locked_until BIGINT NOT NULL,
    used_at      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    version      INTEGER NOT NULL,
    demo         BOOLEAN NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (login),
    UNIQUE (street_id, officer_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE session (
    street_id  TEXT NOT NULL,
    id         TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    csrf       TEXT NOT NULL,
    account_id TEXT NOT NULL,
    address    TEXT NOT NULL,
    device     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (token_hash)
);
-- +goose StatementEnd
CREATE INDEX session_account ON session (street_id, account_id);
-- +goose StatementBegin
CREATE TABLE attempt (
    address   TEXT NOT NULL PRIMARY KEY,    -- failed sign-ins per network address
    failures  INTEGER NOT NULL,
    failed_at BIGINT NOT NULL
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE setup (
    id        INTEGER NOT NULL PRIMARY KEY CONSTRAINT setup_one CHECK (id = 1),
    code_hash BYTEA NOT NULL,
    until_at  BIGINT NOT NULL,
    used_at   BIGINT NOT NULL
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE submission (
    street_id  TEXT NOT NULL,               -- a form's one-time id and what it was answered (IN-08)
    id         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    answer     TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE draft (
    street_id  TEXT NOT NULL,               -- half-written forms, each for its author only (SESS-04)
    id         TEXT NOT NULL,
    account_id TEXT NOT NULL,
    form       TEXT NOT NULL,
    entries    TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, account_id, form)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE counter (
    street_id TEXT NOT NULL,                -- running numbers, raised in the transaction of the thing numbered
    id        TEXT NOT NULL,
    value     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
