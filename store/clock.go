package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// Clock is what the store knows of the time.
type Clock struct {
	Device    time.Time // now, by the device
	Latest    time.Time // the latest device time that was ever stamped
	Portal    time.Time // the latest time that a portal signed, zero before the first
	Backwards bool      // the device's clock is behind Latest or Portal, so it was turned back or is wrong
}

// Clock compares the device's clock with what was stored by it and with the portal's.
func (s *Store) Clock(ctx context.Context) (Clock, error) {
	var latest, portal int64
	err := s.db.QueryRowContext(ctx, "SELECT device, portal FROM clock").Scan(&latest, &portal)
	if err != nil {
		return Clock{}, fmt.Errorf("read clock: %w", err)
	}
	now := millis(s.now())
	return Clock{
		Device:    fromMillis(now),
		Latest:    fromMillis(latest),
		Portal:    fromMillis(portal),
		Backwards: now < latest || now < portal,
	}, nil
}

// PortalTime returns the latest time that a portal signed, zero before the first.
func (s *Store) PortalTime(ctx context.Context) (time.Time, error) {
	clock, err := s.Clock(ctx)
	return clock.Portal, err
}

// SawPortalTime keeps the time that a portal has signed, if it is later than the one held.
func (s *Store) SawPortalTime(ctx context.Context, at time.Time) error {
	_, err := s.db.ExecContext(ctx, "UPDATE clock SET portal = max(portal, ?)", millis(at))
	if err != nil {
		return fmt.Errorf("keep portal time: %w", err)
	}
	return nil
}

// stamp gives the next stamp of this device.
func (s *Store) stamp(ctx context.Context, tx *sql.Tx) (intake.Stamp, error) {
	now := millis(s.now())
	var stamp intake.Stamp
	var portal int64
	err := tx.QueryRowContext(ctx,
		"UPDATE clock SET sequence = sequence + 1, device = max(device, ?) RETURNING sequence, portal", now).
		Scan(&stamp.Sequence, &portal)
	stamp.Device, stamp.Portal = fromMillis(now), fromMillis(portal)
	return stamp, err
}
