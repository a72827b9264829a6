-- +goose Up
-- +goose StatementBegin
CREATE TABLE attachment (
    street_id    TEXT NOT NULL,             -- a file kept with a matter; what it holds stands sealed outside the database
    id           TEXT NOT NULL,
    matter_id    TEXT NOT NULL,
    document_id  TEXT NOT NULL,             -- the piece of the dossier it is; '' = none
    stands_for   TEXT NOT NULL,             -- the code of a form, or what else it shows; '' = other material
    name         TEXT NOT NULL,             -- as its sender calls it, without folders; sealed
    kind         TEXT NOT NULL CONSTRAINT attachment_kind CHECK (kind IN ('jpeg', 'png', 'webp', 'pdf', 'docx', 'xlsx', 'mp3', 'm4a', 'mp4')),
    size         BIGINT NOT NULL,           -- bytes
    pages        INTEGER NOT NULL,
    sha256       TEXT NOT NULL,             -- of the plain content, in hexadecimal digits
    file_id      TEXT NOT NULL,             -- in the store of files
    file_key     TEXT NOT NULL,             -- what the file is sealed with, sealed under the key of the matter
    original_id  TEXT NOT NULL,             -- of a picture that is evidence, as it came; '' = not kept
    original_key TEXT NOT NULL,
    officer_id   TEXT NOT NULL,             -- who attached it
    at           BIGINT NOT NULL,
    removed_by   TEXT NOT NULL,             -- officer; '' = it is there
    removed_at   BIGINT NOT NULL,
    reason       TEXT NOT NULL,             -- why it was removed
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX attachment_matter ON attachment (street_id, matter_id, id);
-- +goose StatementBegin
CREATE TABLE signature (
    street_id   TEXT NOT NULL,              -- a signature drawn on the screen, for one paper as it was shown
    id          TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    document_id TEXT NOT NULL,              -- the piece that was signed
    party_id    TEXT NOT NULL,              -- who signed, of the parties; '' = an officer
    officer_id  TEXT NOT NULL,              -- who signed, of the officers; '' = a party
    witness_id  TEXT NOT NULL,              -- the officer who held the screen out
    content     TEXT NOT NULL,              -- SHA-256 of what the signer was shown, in hexadecimal digits
    image       TEXT NOT NULL,              -- PNG, base64; sealed
    sha256      TEXT NOT NULL,              -- of the PNG
    at          BIGINT NOT NULL,
    PRIMARY KEY (street_id, id)
);
-- +goose StatementEnd
CREATE INDEX signature_matter ON signature (street_id, matter_id, id);
