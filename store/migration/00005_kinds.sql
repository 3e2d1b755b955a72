-- +goose Up

-- Reports of having been asked for money. With the portal's receipt the record goes, and the row stays as the stub.
CREATE TABLE charge (
    id          TEXT PRIMARY KEY,
    application TEXT NOT NULL, -- in whose interview it was told, or empty
    captured_at INTEGER NOT NULL,
    sequence    INTEGER NOT NULL UNIQUE,
    sealed      INTEGER NOT NULL DEFAULT 0,
    received    INTEGER NOT NULL DEFAULT 0,
    record      TEXT NOT NULL -- JSON of intake.ChargeReport, empty when it is received
) STRICT;
CREATE INDEX charge_unsealed ON charge (sequence) WHERE sealed = 0;
CREATE INDEX charge_application ON charge (application);

-- Sealed objects that are no part of a frozen revision.
CREATE TABLE letter (
    name        TEXT PRIMARY KEY, -- SHA-256 of the ciphertext
    kind        TEXT NOT NULL CHECK (kind IN ('fraud_report', 'rescue')),
    about       TEXT NOT NULL, -- the report, or the application of the draft
    version     INTEGER NOT NULL, -- when the draft was saved; 0 of a report
    size        INTEGER NOT NULL, -- of the ciphertext, in bytes
    description TEXT NOT NULL, -- its entry for a manifest; empty when it is received
    batch       INTEGER REFERENCES batch (sequence),
    received    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX letter_about ON letter (about, version);
CREATE INDEX letter_open ON letter (batch) WHERE received = 0;

-- All that was sealed.
CREATE VIEW parcel AS
    SELECT name, batch, received, size FROM object UNION ALL SELECT name, batch, received, size FROM letter;

-- The place in an office's line that a receipt of the portal told.
CREATE TABLE appointment (
    application TEXT PRIMARY KEY,
    day         TEXT NOT NULL, -- YYYY-MM-DD at the office
    number      INTEGER NOT NULL CHECK (number >= 1)
) STRICT;

-- Drafts of another device that the portal gave back to this one: each is taken once.
CREATE TABLE restored (
    application TEXT PRIMARY KEY,
    at          INTEGER NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER letter_received_needs_receipt
BEFORE UPDATE OF received ON letter
WHEN NEW.received AND NOT EXISTS (SELECT 1 FROM batch WHERE sequence = NEW.batch AND receipt IS NOT NULL)
BEGIN SELECT raise(ABORT, 'the batch has no receipt'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER letter_begins_unreceived
BEFORE INSERT ON letter
WHEN NEW.received OR NEW.batch IS NOT NULL
BEGIN SELECT raise(ABORT, 'a letter begins without a receipt'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charge_never_changes
BEFORE UPDATE OF id, application, captured_at, sequence ON charge
BEGIN SELECT raise(ABORT, 'a report never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charge_record_goes_by_receipt
BEFORE UPDATE OF record ON charge
WHEN NEW.record <> '' OR NOT NEW.received
BEGIN SELECT raise(ABORT, 'a report leaves by receipt only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charge_received_needs_letter
BEFORE UPDATE OF received ON charge
WHEN NEW.received AND NOT EXISTS (SELECT 1 FROM letter WHERE about = NEW.id AND received = 1)
BEGIN SELECT raise(ABORT, 'no letter of the report is received'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charge_stays
BEFORE DELETE ON charge
BEGIN SELECT raise(ABORT, 'a report is never removed'); END;
-- +goose StatementEnd
