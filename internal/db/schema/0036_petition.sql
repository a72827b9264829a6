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
-- +goose StatementBegin
CREATE TABLE petition_advice (
    street_id   TEXT NOT NULL,              -- 建议: what the petition office advised an organ because of a petition, and whether it was taken up
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    sort        TEXT NOT NULL CONSTRAINT petition_advice_sort CHECK (sort IN ('work', 'policy', 'accountability')),
    organ       TEXT NOT NULL,              -- to whom
    words       TEXT NOT NULL,              -- names nobody
    made_on     INTEGER NOT NULL,
    made_by     TEXT NOT NULL,              -- officer
    result      TEXT NOT NULL CONSTRAINT petition_advice_result CHECK (result IN ('', 'adopted', 'partlyAdopted', 'notAdopted')),
    answer      TEXT NOT NULL,              -- what the organ wrote back
    answered_on INTEGER NOT NULL,           -- 0 until then
    answered_by TEXT NOT NULL,              -- officer who wrote it down
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX petition_advice_made ON petition_advice (street_id, made_on, id);
CREATE INDEX petition_advice_matter ON petition_advice (street_id, matter_id, id);
