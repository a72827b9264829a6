-- +goose Up
-- +goose StatementBegin
CREATE TABLE committee_detail (
    street_id    TEXT NOT NULL,             -- 调委会的登记事项, beside the committee of org
    committee_id TEXT NOT NULL,
    kind         TEXT NOT NULL CONSTRAINT committee_detail_kind CHECK (kind IN ('street', 'residents', 'village', 'town', 'enterprise', 'specialist', 'social')),
    trade        TEXT NOT NULL,             -- the trade or subject of a specialist committee
    seal         TEXT NOT NULL,             -- the words on the seal; '' = none yet
    place        TEXT NOT NULL,
    phone        TEXT NOT NULL,
    mixed        BOOLEAN NOT NULL,          -- several nationalities live there
    reported_on  INTEGER NOT NULL,          -- who is in it was told to the justice bureau
    changed_on   INTEGER NOT NULL,          -- who is in it changed last
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, committee_id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE committee_term (
    street_id    TEXT NOT NULL,             -- 一届
    id           TEXT NOT NULL,
    committee_id TEXT NOT NULL,
    elected_on   INTEGER NOT NULL,
    until_on     INTEGER NOT NULL,          -- its last day
    elector      TEXT NOT NULL CONSTRAINT committee_term_elector CHECK (elector IN ('residents', 'villagers', 'villageDelegates', 'staff', 'staffDelegates', 'union', 'founder')),
    meeting      TEXT NOT NULL,             -- where it is minuted, how many came
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX committee_term_committee ON committee_term (street_id, committee_id, elected_on);
-- +goose StatementBegin
CREATE TABLE committee_seat (
    street_id   TEXT NOT NULL,              -- 委员
    id          TEXT NOT NULL,
    term_id     TEXT NOT NULL,
    mediator_id TEXT NOT NULL,
    office      TEXT NOT NULL CONSTRAINT committee_seat_office CHECK (office IN ('director', 'deputy', 'member')),
    since_on    INTEGER NOT NULL,
    until_on    INTEGER NOT NULL,           -- 0 = sits
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX committee_seat_term ON committee_seat (street_id, term_id, id);
CREATE INDEX committee_seat_mediator ON committee_seat (street_id, mediator_id);
-- +goose StatementBegin
CREATE TABLE mediator (
    street_id    TEXT NOT NULL,             -- 调解员名册的一条
    id           TEXT NOT NULL,
    committee_id TEXT NOT NULL,
    officer_id   TEXT NOT NULL,             -- who works here besides; '' = nobody who does
    name         TEXT NOT NULL,
    woman        BOOLEAN NOT NULL,
    minority     BOOLEAN NOT NULL,
    employment   TEXT NOT NULL CONSTRAINT mediator_employment CHECK (employment IN ('fullTime', 'partTime', 'invited')),
    way          TEXT NOT NULL CONSTRAINT mediator_way CHECK (way IN ('elected', 'engaged')),
    background   TEXT NOT NULL,
    education    TEXT NOT NULL,
    lawyer       BOOLEAN NOT NULL,          -- trained in law
    party        BOOLEAN NOT NULL,
    certificate  TEXT NOT NULL,
    since_on     INTEGER NOT NULL,
    term_on      INTEGER NOT NULL,          -- the last day of the term
    ended_on     INTEGER NOT NULL,          -- the last day on the register; 0 = on it
    ending       TEXT NOT NULL,
    ground       TEXT NOT NULL,             -- of a dismissal (人民调解法 art. 15)
    note         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX mediator_committee ON mediator (street_id, committee_id, id);
CREATE INDEX mediator_officer ON mediator (street_id, officer_id);
-- +goose StatementBegin
CREATE TABLE studio (
    street_id    TEXT NOT NULL,             -- 个人调解工作室
    id           TEXT NOT NULL,
    committee_id TEXT NOT NULL,
    mediator_id  TEXT NOT NULL,
    name         TEXT NOT NULL,
    place        TEXT NOT NULL,
    since_on     INTEGER NOT NULL,
    until_on     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE training (
    street_id   TEXT NOT NULL,              -- 调解员培训
    id          TEXT NOT NULL,
    state       TEXT NOT NULL CONSTRAINT training_state CHECK (state IN ('planned', 'held', 'cancelled')),
    topic       TEXT NOT NULL,
    trainer     TEXT NOT NULL,
    on_date     INTEGER NOT NULL,
    start_time  TEXT NOT NULL,
    place       TEXT NOT NULL,
    minutes     INTEGER NOT NULL,           -- how long it is
    others      INTEGER NOT NULL,           -- who came and is on no register
    activity_id TEXT NOT NULL,              -- what every figure counts; '' until it is held
    ending      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX training_date ON training (street_id, on_date, id);
CREATE UNIQUE INDEX training_activity ON training (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE training_attendee (
    street_id   TEXT NOT NULL,
    training_id TEXT NOT NULL,
    mediator_id TEXT NOT NULL,
    PRIMARY KEY (street_id, training_id, mediator_id)
);
-- +goose StatementEnd
CREATE INDEX training_attendee_mediator ON training_attendee (street_id, mediator_id);
-- +goose StatementBegin
CREATE TABLE drill (
    street_id   TEXT NOT NULL,              -- 岗位练兵
    id          TEXT NOT NULL,
    state       TEXT NOT NULL CONSTRAINT drill_state CHECK (state IN ('planned', 'held', 'recorded', 'cancelled')),
    subject     TEXT NOT NULL,              -- what is trained
    variety     TEXT NOT NULL CONSTRAINT drill_variety CHECK (variety IN ('team', 'rescue', 'mediation')),
    scenario    TEXT NOT NULL,              -- a made-up quarrel of the library; '' = without
    aim         TEXT NOT NULL,
    on_date     INTEGER NOT NULL,
    start_time  TEXT NOT NULL,
    place       TEXT NOT NULL,
    attendance  INTEGER NOT NULL,
    activity_id TEXT NOT NULL,              -- what every figure counts; '' until it is held
    summary     TEXT NOT NULL,
    ending      TEXT NOT NULL,              -- why it was cancelled
    version     INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX drill_date ON drill (street_id, on_date, id);
CREATE UNIQUE INDEX drill_activity ON drill (street_id, activity_id) WHERE activity_id <> '';
-- +goose StatementBegin
CREATE TABLE drill_team (
    street_id TEXT NOT NULL,                -- a team is a unit, never a person
    id        TEXT NOT NULL,
    drill_id  TEXT NOT NULL,
    ord       INTEGER NOT NULL,
    name      TEXT NOT NULL,
    state     TEXT NOT NULL CONSTRAINT drill_team_state CHECK (state IN ('waiting', 'answered', 'checked')),
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX drill_team_drill ON drill_team (street_id, drill_id, ord);
-- +goose StatementBegin
CREATE TABLE drill_answer (
    street_id TEXT NOT NULL,
    team_id   TEXT NOT NULL,
    question  TEXT NOT NULL,
    words     TEXT NOT NULL,                -- what the team wrote, or the code it chose
    PRIMARY KEY (street_id, team_id, question)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE drill_point (
    street_id TEXT NOT NULL,                -- a point of the checklist that the team hit
    team_id   TEXT NOT NULL,
    point     TEXT NOT NULL,
    PRIMARY KEY (street_id, team_id, point)
);
-- +goose StatementEnd
