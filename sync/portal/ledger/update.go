package ledger

import (
	"context"
	"database/sql"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// AddUpdate keeps what data makes for the next number, for one device or, if
// device is empty, for all.
func (l *Ledger) AddUpdate(ctx context.Context, device batch.DeviceID, data func(number int64) ([]byte, error)) error {
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return addUpdate(ctx, tx, device, data) })
	if err != nil {
		return fmt.Errorf("add update: %w", err)
	}
	return nil
}

func addUpdate(ctx context.Context, tx *sql.Tx, device batch.DeviceID, data func(number int64) ([]byte, error)) error {
	var number int64
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(number), 0) + 1 FROM bulletin`).Scan(&number); err != nil {
		return err
	}
	made, err := data(number)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO bulletin (number, device, data) VALUES ($1, $2, $3)`, number, string(device), made)
	return err
}

// UpdatesAfter is that of portal.Updates.
func (l *Ledger) UpdatesAfter(ctx context.Context, device batch.DeviceID, after int64, limit int) ([]portal.Update, error) {
	updates, err := collect(ctx, l.db, scanUpdate, `SELECT number, device, data FROM bulletin
		WHERE number > $1 AND (device = '' OR device = $2) ORDER BY number LIMIT $3`, after, string(device), limit)
	if err != nil {
		return nil, fmt.Errorf("find updates: %w", err)
	}
	return updates, nil
}

// AllUpdates returns every update for every device, by rising number.
func (l *Ledger) AllUpdates(ctx context.Context) ([]portal.Update, error) {
	updates, err := collect(ctx, l.db, scanUpdate, `SELECT number, device, data FROM bulletin ORDER BY number`)
	if err != nil {
		return nil, fmt.Errorf("find updates: %w", err)
	}
	return updates, nil
}

func scanUpdate(rows *sql.Rows) (portal.Update, error) {
	var u portal.Update
	return u, rows.Scan(&u.Number, (*string)(&u.Device), &u.Data)
}
