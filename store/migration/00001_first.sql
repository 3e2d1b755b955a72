-- +goose Up

-- Times are milliseconds since 1970 in UTC by the device's clock, unless a column says otherwise; 0 is no time.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clock (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL, -- of the last stamp
    device   INTEGER NOT NULL, -- latest device time ever stamped
    portal   INTEGER NOT NULL  -- latest time that a portal signed
) STRICT;
INSERT INTO clock VALUES (1, 0, 0, 0);

CREATE TABLE draft (
    application TEXT PRIMARY KEY,
    code        TEXT NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision >= 1),
    step        TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    saved_at    INTEGER NOT NULL,
    answers     TEXT NOT NULL, -- JSON of intake.Application
    initials    TEXT NOT NULL,
    lacking     TEXT NOT NULL  -- names of fields, one a line
) STRICT;

-- The head of a revision outlives its answers: with them purged it is the stub.
CREATE TABLE revision (
    application TEXT NOT NULL,
    number      INTEGER NOT NULL CHECK (number >= 1),
    code        TEXT NOT NULL,
    withdrawn   INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    sequence    INTEGER NOT NULL UNIQUE,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'on_its_way', 'delivered', 'withdrawn', 'parked')),
    problem     TEXT NOT NULL DEFAULT '', -- why it is parked
    latest      INTEGER NOT NULL DEFAULT 1, -- of its application
    sealed      INTEGER NOT NULL DEFAULT 0, -- all of it, into objects
    purged_at   INTEGER,
    PRIMARY KEY (application, number)
) STRICT;
CREATE INDEX revision_code ON revision (code) WHERE latest = 1;
CREATE INDEX revision_newest ON revision (captured_at, application) WHERE latest = 1;
CREATE INDEX revision_state ON revision (state, captured_at, application) WHERE latest = 1;
CREATE INDEX revision_unsealed ON revision (sequence) WHERE sealed = 0;

CREATE TABLE frozen (
    application TEXT NOT NULL,
    number      INTEGER NOT NULL,
    record      TEXT NOT NULL, -- JSON of intake.Revision, as it is sealed
    initials    TEXT NOT NULL,
    lacking     TEXT NOT NULL,
    PRIMARY KEY (application, number),
    FOREIGN KEY (application, number) REFERENCES revision (application, number)
) STRICT;

CREATE TABLE photo (
    sha256 TEXT PRIMARY KEY,
    jpeg   BLOB NOT NULL
) STRICT;

-- Which draft or frozen revision shows which photo; a draft counts as the revision that it will become.
CREATE TABLE photo_use (
    application TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    sha256      TEXT NOT NULL REFERENCES photo (sha256),
    PRIMARY KEY (application, revision, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_use_sha256 ON photo_use (sha256);

-- Keyed hashes by which two records of one person can be found when the answers are gone.
CREATE TABLE fingerprint (
    hash        BLOB NOT NULL,
    application TEXT NOT NULL,
    PRIMARY KEY (hash, application)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
    cut_at   INTEGER NOT NULL,
    manifest BLOB NOT NULL, -- the signed bytes; empty when all is received and a later batch follows
    receipt  BLOB           -- the newest that the portal signed for it
) STRICT;

CREATE TABLE object (
    name        TEXT PRIMARY KEY, -- SHA-256 of the ciphertext
    application TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    part        TEXT NOT NULL,    -- of the revision: "core", or the SHA-256 of a photo
    size        INTEGER NOT NULL, -- of the ciphertext, in bytes
    description TEXT NOT NULL, -- its entry for a manifest; empty when it is received
    batch       INTEGER REFERENCES batch (sequence),
    received    INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (application, revision) REFERENCES revision (application, number)
) STRICT;
CREATE INDEX object_revision ON object (application, revision);
CREATE INDEX object_unbatched ON object (name) WHERE batch IS NULL;
CREATE INDEX object_open ON object (batch) WHERE received = 0;

-- What the portal sent down, as it signed it: of each series the newest version and a few before it.
CREATE TABLE held (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (kind, name, version)
) STRICT;

-- Up to which version a member of staff has read a series.
CREATE TABLE seen (
    staff   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (staff, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    sequence    INTEGER PRIMARY KEY CHECK (sequence >= 1),
    device      INTEGER NOT NULL,
    portal      INTEGER NOT NULL,
    who         TEXT NOT NULL,
    what        TEXT NOT NULL,
    application TEXT NOT NULL,
    about       TEXT NOT NULL, -- JSON of the update that it is about, or empty
    hash        TEXT NOT NULL
) STRICT;
CREATE INDEX audit_what ON audit (what, sequence);

-- +goose StatementBegin
CREATE TRIGGER revision_is_frozen
BEFORE UPDATE OF application, number, code, withdrawn, captured_at, sequence ON revision
BEGIN SELECT raise(ABORT, 'a revision never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revision_stays
BEFORE DELETE ON revision
BEGIN SELECT raise(ABORT, 'a revision is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER delivered_needs_receipts
BEFORE UPDATE OF state ON revision
WHEN NEW.state IN ('delivered', 'withdrawn') AND (
    NOT EXISTS (SELECT 1 FROM object WHERE application = NEW.application AND revision = NEW.number)
    OR EXISTS (SELECT 1 FROM object WHERE application = NEW.application AND revision = NEW.number AND received = 0))
BEGIN SELECT raise(ABORT, 'not every object has a receipt'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER received_needs_receipt
BEFORE UPDATE OF received ON object
WHEN NEW.received AND NOT EXISTS (SELECT 1 FROM batch WHERE sequence = NEW.batch AND receipt IS NOT NULL)
BEGIN SELECT raise(ABORT, 'the batch has no receipt'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER object_begins_unreceived
BEFORE INSERT ON object
WHEN NEW.received OR NEW.batch IS NOT NULL
BEGIN SELECT raise(ABORT, 'an object begins without a receipt'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revision_begins_waiting
BEFORE INSERT ON revision
WHEN NEW.state <> 'waiting' OR NEW.sealed OR NEW.purged_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a revision begins by waiting'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER purge_needs_objects
BEFORE UPDATE OF purged_at ON revision
WHEN NOT OLD.sealed
BEGIN SELECT raise(ABORT, 'nothing is sealed yet'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sealed_needs_objects
BEFORE UPDATE OF sealed ON revision
WHEN NEW.sealed AND NOT EXISTS (SELECT 1 FROM object WHERE application = NEW.application AND revision = NEW.number)
BEGIN SELECT raise(ABORT, 'there is no object'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER received_object_stays
BEFORE DELETE ON object
WHEN OLD.received
BEGIN SELECT raise(ABORT, 'a received object stays on record'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER frozen_never_changes
BEFORE UPDATE ON frozen
BEGIN SELECT raise(ABORT, 'frozen answers never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER frozen_goes_by_purge
BEFORE DELETE ON frozen
WHEN NOT EXISTS (
    SELECT 1 FROM revision
    WHERE application = OLD.application AND number = OLD.number AND purged_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'frozen answers go by purge only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER photo_never_changes
BEFORE UPDATE ON photo
BEGIN SELECT raise(ABORT, 'a photo never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_never_changes
BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_stays
BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
-- +goose StatementEnd
