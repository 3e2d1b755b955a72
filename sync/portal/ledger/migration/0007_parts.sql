-- +goose Up
-- When a chunk came, in Unix seconds; 0 for those that came before this was noted.
ALTER TABLE part ADD COLUMN saved_at BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE part DROP COLUMN saved_at;
