package site_test

import (
	"testing"
	"time"

	"ventanilla/cmd/internal/site"
)

// TestClockFiveYearsOff unlocks and captures with a clock that is years wrong, and wants it seen where that can be known.
func TestClockFiveYearsOff(t *testing.T) {
	_, dir, ana := newKiosk(t)
	handIn(t, ana)
	must(t, ana.Lock())
	for _, off := range []struct {
		now       time.Time
		backwards bool
	}{
		{noon.AddDate(-5, 0, 0), true},
		{noon.AddDate(5, 0, 0), false},
		{noon, true}, // behind what was captured five years ahead
	} {
		s, err := site.Open(dir, site.Options{Now: func() time.Time { return off.now }})
		must(t, err)
		session, err := s.Unlock(t.Context(), ana.Staff.ID, passphrase)
		must(t, err)
		handIn(t, session)
		clock, err := session.Store.Clock(t.Context())
		must(t, err)
		if clock.Backwards != off.backwards {
			t.Errorf("in %d: backwards %v", off.now.Year(), clock.Backwards)
		}
		must(t, session.VerifyAudit(t.Context()))
		must(t, session.Lock())
	}
}
