package ledger

import (
	"context"
	"database/sql"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// DefaultDailyBytes lets a device announce some 20,000 applications with two
// photos each on one day.
const DefaultDailyBytes = 8 << 30

const day = 24 * time.Hour

// spend counts a new batch against what its device may announce by network
// today, or returns portal.ErrQuota.
func (l *Ledger) spend(ctx context.Context, tx *sql.Tx, m batch.Manifest) error {
	var size, spent int64
	for _, o := range m.Objects {
		size += o.Size
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO quota (device, day, bytes) VALUES ($1, $2, $3)
		ON CONFLICT (device, day) DO UPDATE SET bytes = quota.bytes + excluded.bytes RETURNING bytes`,
		string(m.Device), l.now().Unix()/int64(day/time.Second), size).Scan(&spent)
	if err == nil && spent > l.DailyBytes {
		return portal.ErrQuota
	}
	return err
}
