-- +goose Up
-- What papers say of a party beside the name. Sealed like the address; never asked at intake.
ALTER TABLE party ADD COLUMN sex TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN ethnicity TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN born TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN occupation TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN representative TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN post TEXT NOT NULL DEFAULT '';
