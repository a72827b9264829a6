-- +goose Up
-- +goose StatementBegin
CREATE TABLE duty (
    street_id    TEXT NOT NULL,             -- 履行项: one thing that somebody promised in an agreement
    id           TEXT NOT NULL,
    matter_id    TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    party_id     TEXT NOT NULL,             -- who performs it
    words        TEXT NOT NULL,
    amount       BIGINT NOT NULL,           -- 分; 0 = something else than money
    due_on       INTEGER NOT NULL,
    state        TEXT NOT NULL CONSTRAINT duty_state CHECK (state IN ('open', 'done', 'partly', 'breached')),
    done_on      INTEGER NOT NULL,          -- when what is said of it happened
    paid         BIGINT NOT NULL,           -- 分, so far
    note         TEXT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX duty_agreement ON duty (street_id, agreement_id, due_on, id);
CREATE INDEX duty_due ON duty (street_id, state, due_on, matter_id, id);
