package site

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// ErrClosed says that the programme takes nothing new, by the rules of today. What was handed in before is delivered.
var ErrClosed = errors.New("the programme takes no new applications")

// Opening is whether an application of now can go to the office, and when.
type Opening struct {
	Programme bool // whether the programme as a whole takes new applications
	Office    bool // whether the office does; false if the programme does not
	Now       bool // an application of now goes as soon as there is a link; else it is kept until From
	Full      bool // not now because as many were sent today as the office takes in a day
	From      time.Time
	Left      int // how many the office takes then, -1 for no limit
}

// Opening returns when the office can be handed a new application, counted from what this kiosk has sent it today.
func (s *Session) Opening(ctx context.Context) (Opening, error) {
	pack, err := s.Rules(ctx)
	if err != nil {
		return Opening{}, err
	}
	office, ok := pack.Office(s.Site.Office())
	if !ok {
		return Opening{}, fmt.Errorf("find opening: %w", eligibility.ErrUnknownOffice)
	}
	now := s.Site.options.Now()
	sent, err := s.sentToday(ctx, office)
	if err != nil {
		return Opening{}, err
	}
	o := Opening{Programme: pack.Accepting, Office: office.Accepting}
	// A closed office still works on what kiosks hold, in its hours.
	next, ok := office.Intake.NextOpening(now, sent)
	if !ok {
		return o, nil
	}
	o.From, o.Left = next.From, next.Left
	o.Now = !next.From.After(now)
	o.Full = !o.Now && office.Intake.DailyLimit > 0 && sent >= office.Intake.DailyLimit
	return o, nil
}

// withheldMost is how many sealed objects are looked at for those that wait for the office.
const withheldMost = 1 << 16

// Withheld counts the applications that are sealed and wait for the office to take them, and tells until when; the time is
// zero if the office names none.
func (s *Session) Withheld(ctx context.Context) (int, time.Time, error) {
	objects, err := s.Store.Unbatched(ctx, withheldMost)
	if err != nil || len(objects) == 0 {
		return 0, time.Time{}, err
	}
	ids := map[string]bool{}
	for _, text := range objects {
		var o batch.Object
		if err := json.Unmarshal(text, &o); err != nil {
			return 0, time.Time{}, fmt.Errorf("count withheld applications: %w: %w", ErrDamaged, err)
		}
		ids[o.Application] = true
	}
	opening, err := s.Opening(ctx)
	return len(ids), opening.From, err
}

// sentToday counts what was sent since the day began at the office.
func (s *Session) sentToday(ctx context.Context, office *eligibility.Office) (int, error) {
	zone, today := office.Intake.Zone, office.Intake.Today(s.Site.options.Now())
	return s.Store.SentSince(ctx, time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, zone))
}

// room is how many new applications may leave now.
func (s *Session) room(ctx context.Context) (int, error) {
	o, err := s.Opening(ctx)
	switch {
	case errors.Is(err, eligibility.ErrUnknownOffice): // the rules set it no hours: it must not strand what was captured
		return outbox.AnyNumber, nil
	case err != nil:
		return 0, err
	case !o.Now:
		return 0, nil
	}
	return o.Left, nil
}

// mayHandIn refuses a new application where the programme is closed. A correction of one that was handed in is none.
func (s *Session) mayHandIn(ctx context.Context, id intake.ApplicationID) error {
	pack, err := s.Rules(ctx)
	if err != nil || pack.Accepting {
		return err
	}
	draft, err := s.Store.Draft(ctx, id)
	if err != nil || draft.Revision > 1 {
		return err
	}
	return ErrClosed
}
