package site

import (
	"context"
	"fmt"
	"time"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// Held is what the portal's receipts say of an application.
type Held struct {
	At     time.Time  // of the newest receipt, zero before the first
	Day    intake.Day // at the office, zero if it has given none
	Number int        // in that day's line
}

// Held reads what the portal has signed of an application.
func (s *Session) Held(ctx context.Context, id intake.ApplicationID) (Held, error) {
	envelopes, err := s.Store.Receipts(ctx, id)
	if err != nil {
		return Held{}, err
	}
	var held Held
	for _, envelope := range envelopes {
		r, err := openKept[batch.Receipt](s.Site, envelope)
		if err != nil {
			return held, fmt.Errorf("read receipt: %w", err)
		}
		if r.At.After(held.At) {
			held.At = r.At
		}
	}
	place, _, err := s.Store.Appointment(ctx, id)
	held.Day, held.Number = place.Day, place.Number
	return held, err
}
