-- +goose Up
-- How often what was concluded had gone from one unit to another is counted without reading a row.
CREATE INDEX matter_handed ON matter (street_id, concluded_on, community_id, hand_offs, id) WHERE hand_offs > 0;
