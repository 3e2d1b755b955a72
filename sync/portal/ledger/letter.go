package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// Letter is a held object that is no part of an application: a report of fraud or a rescued draft. The books know no more
// of it; the rest is sealed.
type Letter struct {
	Name        batch.Name
	Application string // empty unless it belongs to one
	Device      batch.DeviceID
	HeldAt      time.Time
	HandedIn    bool // the application that it belongs to was handed in
}

// Letters returns the letters of a kind, in the order of their coming.
func (l *Ledger) Letters(ctx context.Context, kind batch.Kind) ([]Letter, error) {
	letters, err := collect(ctx, l.db, func(rows *sql.Rows) (Letter, error) {
		var one Letter
		var at int64
		err := rows.Scan((*string)(&one.Name), &one.Application, (*string)(&one.Device), &at, &one.HandedIn)
		one.HeldAt = time.Unix(at, 0).UTC()
		return one, err
	}, `SELECT o.name, o.application,
		(SELECT MIN(b.device) FROM batch_object x JOIN batch b ON b.id = x.batch WHERE x.object = o.name), o.held_at,
		EXISTS (SELECT 1 FROM revision r WHERE r.application = o.application)
		FROM object o WHERE o.kind = $1 AND o.kind IN ('fraud_report', 'rescue') AND o.state = 'held'
		ORDER BY o.held_at, o.name`, string(kind))
	if err != nil {
		return nil, fmt.Errorf("list letters: %w", err)
	}
	return letters, nil
}

// Entrust makes an application, if there is one, that of another device, which goes on with it; what the first device still
// sends of it is kept apart.
func (l *Ledger) Entrust(ctx context.Context, application string, from, to batch.DeviceID) error {
	_, err := l.db.ExecContext(ctx, `UPDATE application SET device = $1 WHERE id = $2 AND device = $3`,
		string(to), application, string(from))
	if err != nil {
		return fmt.Errorf("entrust application %s: %w", application, err)
	}
	return nil
}
