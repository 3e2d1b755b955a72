-- +goose Up

-- What a stub still has to say on a receipt that is printed again; people is 0 where there is nothing to say.
ALTER TABLE revision ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN photos INTEGER NOT NULL DEFAULT 0;
UPDATE revision SET people = 1 + coalesce(f.family, 0), photos = coalesce(f.photos, 0) FROM (
    SELECT application, number, json_array_length(record, '$.answers.household') AS family,
        json_array_length(record, '$.answers.photos') AS photos FROM frozen) f
    WHERE NOT revision.withdrawn AND f.application = revision.application AND f.number = revision.number;

-- Whether a supervisor must look at it before it may leave.
ALTER TABLE revision ADD COLUMN review TEXT NOT NULL DEFAULT '' CHECK (review IN ('', 'open', 'approved'));
CREATE INDEX revision_review ON revision (sequence) WHERE review = 'open';

-- What a supervisor asks to be mended, until the draft is handed in again.
CREATE TABLE returned (
    application TEXT PRIMARY KEY,
    note        TEXT NOT NULL,
    staff       TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Withdrawals that can still be undone.
CREATE TABLE withdrawal (
    application TEXT PRIMARY KEY,
    reason      TEXT NOT NULL,
    asked_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person decided about two applications that may be one person's.
CREATE TABLE comparison (
    first   TEXT NOT NULL,
    second  TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same_person', 'two_people')),
    staff   TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

DROP TRIGGER revision_stays;
-- +goose StatementBegin
CREATE TRIGGER revision_stays
BEFORE DELETE ON revision
WHEN OLD.review <> 'open' OR OLD.sealed
BEGIN SELECT raise(ABORT, 'a revision is never removed'); END;
-- +goose StatementEnd
DROP TRIGGER frozen_goes_by_purge;
-- +goose StatementBegin
CREATE TRIGGER frozen_goes_by_purge
BEFORE DELETE ON frozen
WHEN NOT EXISTS (
    SELECT 1 FROM revision
    WHERE application = OLD.application AND number = OLD.number AND (purged_at IS NOT NULL OR review = 'open'))
BEGIN SELECT raise(ABORT, 'frozen answers go by purge only'); END;
-- +goose StatementEnd
DROP TRIGGER purge_needs_objects;
-- +goose StatementBegin
CREATE TRIGGER purge_needs_objects
BEFORE UPDATE OF purged_at ON revision
WHEN NOT OLD.sealed AND NOT EXISTS (
    SELECT 1 FROM revision WHERE application = OLD.application AND number > OLD.number AND withdrawn)
BEGIN SELECT raise(ABORT, 'nothing is sealed yet'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER object_needs_approval
BEFORE INSERT ON object
WHEN EXISTS (SELECT 1 FROM revision WHERE application = NEW.application AND number = NEW.revision AND review = 'open')
BEGIN SELECT raise(ABORT, 'nobody has approved it'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approval_stays
BEFORE UPDATE OF review ON revision
WHEN OLD.review <> 'open' OR NEW.review = ''
BEGIN SELECT raise(ABORT, 'a review is open, and then over'); END;
-- +goose StatementEnd
