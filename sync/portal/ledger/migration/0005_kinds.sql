-- +goose Up
-- What each key of this portal has signed of the one after it.
CREATE TABLE succession (
    portal   TEXT PRIMARY KEY, -- id of the old key
    envelope BYTEA NOT NULL
);

-- Reports of fraud and rescued drafts are few among many.
CREATE INDEX object_letter ON object (kind, held_at) WHERE kind IN ('fraud_report', 'rescue');

-- +goose Down
DROP INDEX object_letter;
DROP TABLE succession;
