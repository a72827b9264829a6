-- +goose Up
-- A password that an administrator gave out opens nothing but the page that changes it (AUTHN-01).
ALTER TABLE account ADD COLUMN issued BOOLEAN NOT NULL DEFAULT FALSE;
-- A session at a machine that several people use rests for less long (SESS-03).
ALTER TABLE session ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;
