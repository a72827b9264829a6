-- +goose Up
-- The special rule an administrative mediation runs by: '' where none has one.
ALTER TABLE administrative ADD COLUMN rule TEXT NOT NULL DEFAULT '' CONSTRAINT administrative_rule CHECK (rule IN ('', 'medical', 'consumer', 'police', 'traffic'));
