-- +goose Up
-- Of which organ or unit a petition complains ('' = of none, or nobody said), how many
-- people came or signed (0 = not counted), and how it was given to another organ.
ALTER TABLE petition ADD COLUMN organ TEXT NOT NULL DEFAULT '';
ALTER TABLE petition ADD COLUMN persons INTEGER NOT NULL DEFAULT 0;
ALTER TABLE petition ADD COLUMN sent TEXT NOT NULL DEFAULT '';
-- What was given on before is in the ledger.
UPDATE petition SET sent = 'forward' WHERE sent_to <> '' AND EXISTS (SELECT 1 FROM event
WHERE event.street_id = petition.street_id AND event.subject_id = petition.id AND event.action = 'petition.forward');
UPDATE petition SET sent = 'assign' WHERE sent_to <> '' AND EXISTS (SELECT 1 FROM event
WHERE event.street_id = petition.street_id AND event.subject_id = petition.id AND event.action = 'petition.assign');
UPDATE petition SET sent = 'redirect' WHERE sent_to <> '' AND EXISTS (SELECT 1 FROM event
WHERE event.street_id = petition.street_id AND event.subject_id = petition.id AND event.action = 'petition.redirect');
CREATE INDEX supervision_asked ON supervision (street_id, asked_on, matter_id);
