package site

import (
	"context"

	"ventanilla/store"
)

// Gesture reports whether the site has agreed that everything may be wiped from the lock screen without a passphrase.
func (s *Site) Gesture() bool { return s.state().Gesture }

// AllowGesture sets whether everything may be wiped from the lock screen without a passphrase: for places where somebody may
// take the kiosk by force. Whoever knows the gesture can then destroy what is not delivered yet. Supervisors only.
func (s *Session) AllowGesture(ctx context.Context, allow bool) error {
	if err := s.supervise(); err != nil {
		return err
	}
	if err := s.Site.keepGesture(allow); err != nil {
		return err
	}
	return s.Store.Record(ctx, store.Changed, "")
}

func (s *Site) keepGesture(allow bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.file
	next.Gesture = allow
	if err := next.save(s.dir); err != nil {
		return err
	}
	s.file = next
	return nil
}
