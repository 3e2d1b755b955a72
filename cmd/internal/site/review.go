package site

import (
	"context"
	"errors"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// SetApproval says whether what is handed in from now on waits for a supervisor. What waits already goes on waiting.
// Supervisors only; store.ErrSettings where answers are sealed on submit.
func (s *Session) SetApproval(ctx context.Context, needed bool) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	settings, err := s.Store.Settings(ctx)
	if err != nil || settings.Approval == needed {
		return err
	}
	settings.Approval = needed
	return s.Store.SaveSettings(ctx, settings)
}

// Reviews is [store.Store.Reviews]. Supervisors only.
func (s *Session) Reviews(ctx context.Context) ([]store.Review, error) {
	if err := s.supervise(); err != nil {
		return nil, err
	}
	return s.Store.Reviews(ctx)
}

// Approve lets applications leave, and puts them into the outbox. Supervisors only. Trouble with sealing is logged and
// mended by the next [Session.Work]; other errors are those of [store.Store.Approve].
func (s *Session) Approve(ctx context.Context, ids ...intake.ApplicationID) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Store.Approve(ctx, ids...); err != nil {
		return err
	}
	_, err := s.custody.Submit(ctx)
	s.log("seal what was approved", err)
	s.Site.Wake()
	return nil
}

// SendBack is [store.Store.SendBack]. Supervisors only.
func (s *Session) SendBack(ctx context.Context, id intake.ApplicationID, note string) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Store.SendBack(ctx, id, note)
}

// Twins is [store.Store.Twins]. Supervisors only.
func (s *Session) Twins(ctx context.Context) ([]store.Twins, error) {
	if err := s.supervise(); err != nil {
		return nil, err
	}
	return s.Store.Twins(ctx)
}

// Decide is [store.Store.Decide]. Supervisors only.
func (s *Session) Decide(ctx context.Context, a, b intake.ApplicationID, verdict store.Verdict) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Store.Decide(ctx, a, b, verdict)
}

// Compared is two applications side by side.
type Compared struct {
	Summaries [2]store.Summary
	Answers   [2]*intake.Application // nil where they have left the device
	Fields    []store.Comparison
}

// Compare holds two applications against each other. Supervisors only.
func (s *Session) Compare(ctx context.Context, pair store.Twins) (Compared, error) {
	if err := s.supervise(); err != nil {
		return Compared{}, err
	}
	var c Compared
	for i, id := range []intake.ApplicationID{pair.First, pair.Second} {
		var err error
		if c.Summaries[i], err = s.Store.Summary(ctx, id); err != nil {
			return c, err
		}
		r, err := s.Store.Revision(ctx, id, 0)
		switch {
		case errors.Is(err, store.ErrPurged):
		case err != nil:
			return c, err
		default:
			c.Answers[i] = &r.Answers
		}
	}
	var err error
	c.Fields, err = s.Store.Compare(ctx, pair, c.Answers[0], c.Answers[1])
	return c, err
}
