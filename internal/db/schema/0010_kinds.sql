-- +goose Up
-- What has a machine of its own beside mediation is little, and found by its kind.
CREATE INDEX matter_other ON matter (street_id, kind, id) WHERE kind <> '' AND kind <> 'mediation';
DROP INDEX matter_unbound;
CREATE INDEX matter_unbound ON matter (street_id, id) WHERE NOT open AND archived_on = 0 AND kind <> '';
-- Dates of acceptance and ending are counted by kind: a petition is no dispute.
DROP INDEX matter_accepted;
DROP INDEX matter_resolved;
DROP INDEX matter_concluded;
CREATE INDEX matter_accepted ON matter (street_id, accepted_on, concluded_on, community_id, class, dispute_type, channel, source, scale, difficult, parties, kind, id);
CREATE INDEX matter_resolved ON matter (street_id, resolved_on, agreement, community_id, amount, kind, id);
CREATE INDEX matter_concluded ON matter (street_id, concluded_on, outcome, community_id, class, prevented, settled, parties, kind, id);
-- +goose StatementBegin
CREATE TABLE petition (
    street_id   TEXT NOT NULL,              -- 信访事项
    id          TEXT NOT NULL,              -- the matter's id
    sort        TEXT NOT NULL CONSTRAINT petition_sort CHECK (sort IN ('suggestion', 'accusation', 'claim', 'litigation')),
    repeated    BOOLEAN NOT NULL,           -- not the first time
    forwarded   BOOLEAN NOT NULL,           -- came by forwarding or assignment
    sent_to     TEXT NOT NULL,              -- the organ it was forwarded or assigned to
    path        TEXT NOT NULL,              -- of a claim: 信访工作条例 art. 31
    simplified  BOOLEAN NOT NULL,
    opinion     TEXT NOT NULL,              -- supported, explained, notSupported, partly; adopted, studied for a suggestion
    opinion_on  INTEGER NOT NULL,
    served_on   INTEGER NOT NULL,
    reviewed_on INTEGER NOT NULL,           -- the review opinion was served
    final_on    INTEGER NOT NULL,
    executed_on INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE administrative (
    street_id    TEXT NOT NULL,             -- 行政调解
    id           TEXT NOT NULL,             -- the matter's id
    organ        TEXT NOT NULL,             -- the organ whose duties it is tied to
    actor_id     TEXT NOT NULL,             -- officer who took the act that is disputed; does not mediate it
    reviewable   BOOLEAN NOT NULL,          -- the act can go to reconsideration, and that was told
    terms        TEXT NOT NULL,
    agreed_on    INTEGER NOT NULL,
    performed_on INTEGER NOT NULL,
    recognition  TEXT NOT NULL CONSTRAINT administrative_recognition CHECK (recognition IN ('', 'requested', 'recognised', 'refused')),
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE litigation (
    street_id   TEXT NOT NULL,              -- 涉法涉诉
    id          TEXT NOT NULL,              -- the matter's id
    organ       TEXT NOT NULL,              -- court, procuratorate, police or justice bureau
    referred_to TEXT NOT NULL,
    result      TEXT NOT NULL,              -- as that organ told it
    result_on   INTEGER NOT NULL,
    aid         TEXT NOT NULL,              -- legal aid or judicial relief that was told of
    ended       BOOLEAN NOT NULL,           -- 依法终结: only guidance and help remain
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE hazard (
    street_id   TEXT NOT NULL,              -- 隐患: a place or a situation, never a person
    id          TEXT NOT NULL,              -- the matter's id
    sort        TEXT NOT NULL,
    grade       TEXT NOT NULL CONSTRAINT hazard_grade CHECK (grade IN ('', 'serious', 'hard', 'dangerous')),
    cause       TEXT NOT NULL,
    unit_id     TEXT NOT NULL,              -- the owner unit
    leader_id   TEXT NOT NULL,              -- the leader who owns a dangerous one
    found_on    INTEGER NOT NULL,
    assigned_on INTEGER NOT NULL,
    promised_on INTEGER NOT NULL,           -- to be cleared by
    doer_id     TEXT NOT NULL,              -- who said it is done
    done_on     INTEGER NOT NULL,
    verifier_id TEXT NOT NULL,
    cleared_on  INTEGER NOT NULL,
    dispute_id  TEXT NOT NULL,              -- the matter it became; open as long as that is
    before_id   TEXT NOT NULL,              -- the hazard that came back
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX hazard_found ON hazard (street_id, found_on, unit_id, id);
CREATE INDEX hazard_cleared ON hazard (street_id, cleared_on, unit_id, id);
-- +goose StatementBegin
CREATE TABLE board (
    street_id TEXT NOT NULL,                -- 每周除险晾晒: frozen when its week has ended
    id        TEXT NOT NULL,
    week_on   INTEGER NOT NULL,             -- the Monday
    frozen_at BIGINT NOT NULL,
    body      TEXT NOT NULL,                -- JSON: counts per unit, never a name or a house
    hash      TEXT NOT NULL,
    corrects  TEXT NOT NULL,                -- what the board before said wrongly
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, week_on)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE consultation (
    street_id   TEXT NOT NULL,              -- 法律咨询
    id          TEXT NOT NULL,              -- the matter's id
    way         TEXT NOT NULL,              -- message, live, letter, counter, phone
    asked_at    BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,            -- where the clock counts hours
    answer      TEXT NOT NULL,
    law         TEXT NOT NULL,              -- law and article
    answered_at BIGINT NOT NULL,
    rounds      INTEGER NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
