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
	if err := s.index(ctx, tx, id); err != nil {
		return err
	}
	return s.record(ctx, tx, Purged, id)
}

// atOnce is how many free pages are given back in one transaction, so that an answer that is saved meanwhile does not wait
// longer than some 20 ms.
const atOnce = 500

// forget gives free pages back to the disk and empties the write-ahead log, which would keep old pages after a purge. The
// pages themselves are overwritten when they are freed (PRAGMA secure_delete).
func (s *Store) forget(ctx context.Context) error {
	free, err := s.freePages(ctx)
	for before := free + 1; err == nil && 0 < free && free < before; {
		before = free
		// It gives an empty row for each page, and goes on only as they are read.
		_, err = query(ctx, s.db, func(*sql.Rows) (struct{}, error) { return struct{}{}, nil },
			fmt.Sprintf("PRAGMA incremental_vacuum(%d)", atOnce))
		if err == nil {
			free, err = s.freePages(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("give free pages back: %w", err)
	}
	if _, err := s.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("empty write-ahead log: %w", err)
	}
	return nil
}

func (s *Store) freePages(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "PRAGMA freelist_count").Scan(&n)
	return n, err
}
