-- +goose Up
-- +goose StatementBegin
CREATE TABLE handover (
    street_id   TEXT NOT NULL,              -- 移交: what we and the police station handed to each other; kept at least three years (NDR 12)
    id          TEXT NOT NULL,
    direction   TEXT NOT NULL CONSTRAINT handover_direction CHECK (direction IN ('out', 'in')),
    kind        TEXT NOT NULL CONSTRAINT handover_kind CHECK (kind IN ('hazardInformation', 'analysisWarning', 'majorDispute')),
    matter_id   TEXT NOT NULL,              -- the matter handed over, or the one it became
    police_no   TEXT NOT NULL,              -- the station's number 警情编号
    on_date     INTEGER NOT NULL,           -- our day: handed over when out, received when in
    told_on     INTEGER NOT NULL,           -- the station's day as it told us, outside its list
    fields      TEXT NOT NULL,              -- codes of the agreed fields that travelled, never their values
    ground      TEXT NOT NULL,              -- legal ground, a code
    receiver    TEXT NOT NULL,              -- the body that received it
    emergency   BOOLEAN NOT NULL,
    called_at   TEXT NOT NULL,              -- of an emergency: 14:30, when it was telephoned
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    valid       BOOLEAN NOT NULL,           -- false once withdrawn
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX handover_day ON handover (street_id, on_date, id);
CREATE UNIQUE INDEX handover_police ON handover (street_id, direction, police_no) WHERE valid AND police_no <> '';
-- +goose StatementBegin
CREATE TABLE station_entry (
    street_id   TEXT NOT NULL,              -- a line of the station's own list
    id          TEXT NOT NULL,
    direction   TEXT NOT NULL CONSTRAINT station_entry_direction CHECK (direction IN ('out', 'in')),
    kind        TEXT NOT NULL CONSTRAINT station_entry_kind CHECK (kind IN ('hazardInformation', 'analysisWarning', 'majorDispute')),
    police_no   TEXT NOT NULL,
    our_no      TEXT NOT NULL,              -- the number of our matter
    on_date     INTEGER NOT NULL,           -- the station's day: received when out, handed over when in
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    valid       BOOLEAN NOT NULL,           -- false once a later list says otherwise
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX station_entry_day ON station_entry (street_id, on_date, id);
-- +goose StatementBegin
CREATE TABLE docking_round (
    street_id   TEXT NOT NULL,              -- a docking 对接: one of the three kinds, on one day
    id          TEXT NOT NULL,
    kind        TEXT NOT NULL CONSTRAINT docking_round_kind CHECK (kind IN ('hazardInformation', 'analysisWarning', 'majorDispute')),
    state       TEXT NOT NULL CONSTRAINT docking_round_state CHECK (state IN ('drafted', 'agreed', 'followedUp')),
    on_date     INTEGER NOT NULL,
    from_on     INTEGER NOT NULL,           -- the period compared
    to_on       INTEGER NOT NULL,
    agreed_on   INTEGER NOT NULL,
    our_word    TEXT NOT NULL,
    their_word  TEXT NOT NULL,
    followed_on INTEGER NOT NULL,
    activity_id TEXT NOT NULL,              -- the activity by which the figures count it
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX docking_round_day ON docking_round (street_id, on_date, id);
CREATE UNIQUE INDEX docking_round_activity ON docking_round (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE docking_line (
    street_id   TEXT NOT NULL,              -- a line of the agenda: one difference
    round_id    TEXT NOT NULL,
    ord         INTEGER NOT NULL,
    what        TEXT NOT NULL,              -- onlyOurs, onlyTheirs; day, kind or both
    handover_id TEXT NOT NULL,
    entry_id    TEXT NOT NULL,
    officer_id  TEXT NOT NULL,              -- who looks into it
    answer      TEXT NOT NULL,
    done_on     INTEGER NOT NULL,
    PRIMARY KEY (street_id, round_id, ord)
);
-- +goose StatementEnd
CREATE INDEX docking_line_handover ON docking_line (street_id, handover_id, entry_id);
