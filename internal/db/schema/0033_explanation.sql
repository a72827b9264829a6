-- +goose Up
-- +goose StatementBegin
CREATE TABLE report_explanation (
    street_id  TEXT NOT NULL,               -- why something the check of the text found is right all the same
    id         TEXT NOT NULL,
    report_id  TEXT NOT NULL,
    finding    TEXT NOT NULL,               -- SHA-256 over the kind of the finding and the words it was read from: other words, another finding
    message    TEXT NOT NULL,               -- as it was shown
    reason     TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (street_id, id),
    UNIQUE (street_id, report_id, finding)
);
-- +goose StatementEnd
