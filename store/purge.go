package store

import (
	"context"
	"database/sql"
	"fmt"

	"ventanilla/app/intake"
)

// purge removes the answers and photos of a revision; its head stays as the stub.
func (s *Store) purge(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, n int) error {
	result, err := tx.ExecContext(ctx,
		"UPDATE revision SET purged_at = ? WHERE application = ? AND number = ? AND purged_at IS NULL", millis(s.now()), id, n)
	if err != nil {
		return err
	}
	if changed, err := result.RowsAffected(); err != nil || changed == 0 {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM frozen WHERE application = ? AND number = ?", id, n); err != nil {
		return err
	}
	if err := dropPhotos(ctx, tx, id, n); err != nil {
		return err
	}
	return s.record(ctx, tx, Purged, id)
}

// forget empties the write-ahead log, which would keep old pages after a purge. The pages of the database itself are
// overwritten when they are freed (PRAGMA secure_delete).
func (s *Store) forget(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("empty write-ahead log: %w", err)
	}
	return nil
}
