-- +goose Up
-- +goose StatementBegin
CREATE TABLE return_answer (
    street_id    TEXT NOT NULL,             -- 统计报表: a cell whose fact no record holds
    kind         TEXT NOT NULL,
    period       TEXT NOT NULL,             -- 2024, 2024Q3, 2024-09
    committee_id TEXT NOT NULL,             -- '' = the whole street
    cell         TEXT NOT NULL,
    value        BIGINT NOT NULL,           -- a number, or 分
    officer_id   TEXT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (street_id, kind, period, committee_id, cell)
);
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE return_filing (
    street_id    TEXT NOT NULL,             -- what was sent up, once and for all
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    period       TEXT NOT NULL,
    committee_id TEXT NOT NULL,
    version      INTEGER NOT NULL,
    cells        TEXT NOT NULL,             -- {"total": 12, …}
    why          TEXT NOT NULL,             -- in spite of a failing check, or why again
    officer_id   TEXT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE UNIQUE INDEX return_filing_version ON return_filing (street_id, kind, period, committee_id, version);
