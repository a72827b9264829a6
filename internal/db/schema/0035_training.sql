-- +goose Up
-- Whose training of mediators it is: '' = of the street, else the committee that holds it for its own.
ALTER TABLE training ADD COLUMN committee_id TEXT NOT NULL DEFAULT '';
