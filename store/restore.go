package store

import (
	"context"
	"database/sql"
	"fmt"

	"ventanilla/app/intake"
)

// What becomes of drafts that one device carries out and another takes.
const (
	DraftRescued  Action = "draft_rescued"
	DraftRestored Action = "draft_restored"
)

// RestoreDraft keeps a draft of another device that the portal gave back, with its photos. It reports false, and changes
// nothing, for an application that is known here or was restored before: importing twice does no harm.
func (s *Store) RestoreDraft(ctx context.Context, d intake.Draft, photos ...[]byte) (fresh bool, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		var known bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM restored WHERE application = ?1)
			OR EXISTS (SELECT 1 FROM draft WHERE application = ?1) OR EXISTS (SELECT 1 FROM revision WHERE application = ?1)`,
			d.Application).Scan(&known)
		if err != nil || known {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO restored VALUES (?, ?)", d.Application, millis(s.now())); err != nil {
			return err
		}
		fresh = true
		if err := s.saveDraft(ctx, tx, d, photos); err != nil {
			return err
		}
		return s.record(ctx, tx, DraftRestored, d.Application)
	})
	if err != nil {
		return false, fmt.Errorf("restore draft %s: %w", d.Application, err)
	}
	return fresh, nil
}
