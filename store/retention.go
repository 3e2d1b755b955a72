package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"ventanilla/app/intake"
)

// Purgeable is a revision that the portal has signed for and whose answers and photos are still here.
type Purgeable struct {
	Application intake.ApplicationID
	Code        intake.Code
	Revision    int
	Delivered   time.Time // when the portal signed for the last of it, by the portal's clock
	Due         time.Time // from when on, by the portal's clock, PurgeDue removes it
}

// everDelivered is later than any time of delivery.
const everDelivered = math.MaxInt64

// Purgeable returns the revisions that [Store.PurgeDelivered] would purge, those that are due first at the front.
func (s *Store) Purgeable(ctx context.Context) ([]Purgeable, error) {
	settings, err := s.Settings(ctx)
	if err != nil {
		return nil, err
	}
	list, err := purgeable(ctx, s.db, everDelivered, -1)
	if err != nil {
		return nil, fmt.Errorf("list what can be purged: %w", err)
	}
	for i := range list {
		list[i].Due = list[i].Delivered.Add(settings.keep())
	}
	return list, nil
}

// PurgeDue removes the answers and photos of what was delivered [Settings.KeepDays] ago or longer, and returns how many
// revisions that were. Both ends are told by times that the portal has signed, never by the device's clock: one that was
// set forward must not purge early. A kiosk that hears nothing of its portal therefore keeps longer than the days say.
func (s *Store) PurgeDue(ctx context.Context) (int, error) {
	settings, err := s.Settings(ctx)
	if err != nil {
		return 0, err
	}
	portal, err := s.PortalTime(ctx)
	if err != nil {
		return 0, err
	}
	return s.purgeUntil(ctx, millis(portal.Add(-settings.keep())))
}

// PurgeDelivered removes the answers and photos of everything that the portal has signed for, whatever the days to keep, and
// returns how many revisions that were.
func (s *Store) PurgeDelivered(ctx context.Context) (int, error) {
	return s.purgeUntil(ctx, everDelivered)
}

// purgedAtOnce is how many revisions are purged in one transaction, so that an answer that is saved meanwhile does not wait.
const purgedAtOnce = 20

// purgeUntil purges what the portal signed for at that time, in its milliseconds, or before.
func (s *Store) purgeUntil(ctx context.Context, latest int64) (n int, err error) {
	for more := true; more; {
		err := s.write(ctx, func(tx *sql.Tx) error {
			list, err := purgeable(ctx, tx, latest, purgedAtOnce)
			more = len(list) == purgedAtOnce
			for _, p := range list {
				if err := s.purge(ctx, tx, p.Application, p.Revision); err != nil {
					return err
				}
				n++
			}
			return err
		})
		if err != nil {
			return n, fmt.Errorf("purge what was delivered: %w", err)
		}
	}
	if n == 0 {
		return 0, nil
	}
	return n, s.forget(ctx)
}

// purgeable reads what was delivered until then, by the portal's clock in milliseconds, and is still here; limit -1 is none.
// Only the last receipt of a revision sets delivered_at.
func purgeable(ctx context.Context, q querier, latest int64, limit int) ([]Purgeable, error) {
	return query(ctx, q, func(rows *sql.Rows) (Purgeable, error) {
		var p Purgeable
		var delivered int64
		err := rows.Scan(&p.Application, &p.Code, &p.Revision, &delivered)
		p.Delivered = fromMillis(delivered)
		return p, err
	}, `SELECT application, code, number, delivered_at FROM revision
		WHERE delivered_at > 0 AND purged_at IS NULL AND delivered_at <= ? ORDER BY delivered_at, application, number LIMIT ?`,
		latest, limit)
}

// keep is how long answers stay after delivery.
func (s Settings) keep() time.Duration { return time.Duration(s.KeepDays) * 24 * time.Hour }
