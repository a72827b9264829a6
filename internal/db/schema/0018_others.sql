-- +goose Up
-- What has a machine of its own beside mediation is little: one index holds all that lists and boards ask of it.
DROP INDEX matter_other;
CREATE INDEX matter_other ON matter (street_id, kind, id, open, closed_on, due_on, registered_on, accepted_on, resolved_on, concluded_on, archived_on, state, class,
channel, outcome, community_id, grid_id, estate_id, mediator_id, registrar_id) WHERE kind <> '' AND kind <> 'mediation';
-- Whether the legal term was kept is known when a matter is concluded.
ALTER TABLE matter ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX matter_concluded;
CREATE INDEX matter_concluded ON matter (street_id, concluded_on, outcome, community_id, class, prevented, settled, parties, kind, late, hand_offs, id);
DROP INDEX matter_handed;
-- Open matters are counted without reading a row.
DROP INDEX matter_open;
DROP INDEX matter_open_community;
CREATE INDEX matter_open ON matter (street_id, open, due_on, id, state, kind, closed_on);
CREATE INDEX matter_open_community ON matter (street_id, community_id, open, due_on, id, state, kind, closed_on);
