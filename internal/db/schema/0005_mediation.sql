-- +goose Up
-- +goose StatementBegin
CREATE TABLE mediation (
    street_id    TEXT NOT NULL,
    id           TEXT NOT NULL,             -- the matter's id
    started_on   INTEGER NOT NULL,
    open_session BOOLEAN NOT NULL,          -- public session; closed by default
    online       BOOLEAN NOT NULL,
    violence     BOOLEAN NOT NULL,          -- domestic violence flagged: no joint session unless the victim asks
    joint_asked  BOOLEAN NOT NULL,          -- the victim asked for a joint session
    suspended_on INTEGER NOT NULL,
    paused_for   TEXT NOT NULL,             -- why it is suspended
    continue_on  INTEGER NOT NULL,          -- parties agreed to go on until (M16)
    rounds       INTEGER NOT NULL,
    follow_up_on INTEGER NOT NULL,
    satisfied    TEXT NOT NULL CONSTRAINT mediation_satisfied CHECK (satisfied IN ('', 'yes', 'no')),
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX mediation_follow_up ON mediation (street_id, follow_up_on, id);
-- +goose StatementBegin
CREATE TABLE agreement (
    street_id     TEXT NOT NULL,
    id            TEXT NOT NULL,
    matter_id     TEXT NOT NULL,
    form          TEXT NOT NULL CONSTRAINT agreement_form CHECK (form IN ('written', 'oral')),
    state         TEXT NOT NULL CONSTRAINT agreement_state CHECK (state IN ('draft', 'signing', 'effective', 'performed', 'partlyPerformed', 'breached', 'superseded', 'invalidated')),
    number        TEXT NOT NULL,
    facts         TEXT NOT NULL,
    terms         TEXT NOT NULL,
    amount        BIGINT NOT NULL,          -- 分
    how           TEXT NOT NULL,            -- how and where performed
    perform_on    INTEGER NOT NULL,         -- last day of performance
    on_spot       BOOLEAN NOT NULL,
    signed_on     INTEGER NOT NULL,         -- the last party signed
    mediator_on   INTEGER NOT NULL,
    seal_on       INTEGER NOT NULL,
    seal          TEXT NOT NULL,            -- whose seal; only the committee's counts
    effective_on  INTEGER NOT NULL,
    performed_on  INTEGER NOT NULL,
    confirmation  TEXT NOT NULL CONSTRAINT agreement_confirmation CHECK (confirmation IN ('none', 'eligible', 'applied', 'accepted', 'confirmed', 'rejected', 'withdrawn', 'lapsed')),
    confirm_by    INTEGER NOT NULL,         -- last day of the 30 (B1)
    confirm_on    INTEGER NOT NULL,         -- last change of the confirmation
    confirm_paper TEXT NOT NULL,
    supersedes_id TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX agreement_matter ON agreement (street_id, matter_id, id);
