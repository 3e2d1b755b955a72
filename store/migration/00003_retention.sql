-- +goose Up

-- When the portal signed for the last object of a revision, in milliseconds since 1970 in UTC by the portal's clock; 0 until then.
ALTER TABLE revision ADD COLUMN delivered_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revision_purgeable ON revision (delivered_at) WHERE delivered_at > 0 AND purged_at IS NULL;
