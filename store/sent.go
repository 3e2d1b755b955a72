package store

import (
	"context"
	"fmt"
	"time"
)

// SentSince counts the new applications that were put into a batch at that time or later: what counts for an office's daily
// limit. Later revisions of them do not.
func (s *Store) SentSince(ctx context.Context, at time.Time) (int, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT count(DISTINCT application) FROM object JOIN batch ON sequence = batch
		WHERE cut_at >= ? AND revision = 1 AND part = 'core'`, millis(at)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count what was sent: %w", err)
	}
	return n, nil
}
