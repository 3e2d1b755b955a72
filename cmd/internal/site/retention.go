package site

import (
	"context"
	"fmt"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// Retention is when answers leave the device.
type Retention struct {
	Rule     store.Retention
	KeepDays int               // that answers stay after the portal has signed for them
	Due      []store.Purgeable // the soonest first
	Waiting  int               // applications without a receipt, which are never purged
	Drafts   int               // likewise
}

// Retention returns what will be purged when. Supervisors only.
func (s *Session) Retention(ctx context.Context) (Retention, error) {
	if err := s.supervise(); err != nil {
		return Retention{}, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return Retention{}, err
	}
	counts, err := s.Store.Counts(ctx)
	if err != nil {
		return Retention{}, err
	}
	due, err := s.Store.Purgeable(ctx)
	return Retention{
		Rule: settings.Retention, KeepDays: settings.KeepDays, Due: due, Drafts: counts[intake.StateDraft],
		Waiting: counts[intake.StateWaiting] + counts[intake.StateOnItsWay] + counts[intake.StateParked],
	}, err
}

// PurgeNow removes the answers and photos of all that the portal has signed for, before its day, notes that in the audit
// trail, and returns how many applications that were. Supervisors only.
func (s *Session) PurgeNow(ctx context.Context) (int, error) {
	if err := s.supervise(); err != nil {
		return 0, err
	}
	if err := s.Store.Record(ctx, store.PurgeAsked, ""); err != nil {
		return 0, fmt.Errorf("purge now: %w", err)
	}
	return s.Store.PurgeDelivered(ctx)
}
