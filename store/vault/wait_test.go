package vault_test

import (
	"errors"
	"testing"
	"time"

	"ventanilla/store/vault"
)

// try is a wrong passphrase after a restart: how long to wait now, or 0 if it
// was looked at.
func (s *site) try(t testing.TB, now time.Time) time.Duration {
	t.Helper()
	_, err := s.read(t).Unlock(s.ana, "wrong passphrase", now)
	var wait *vault.WaitError
	switch {
	case errors.As(err, &wait) && errors.Is(err, vault.ErrWait):
		return wait.For
	case !errors.Is(err, vault.ErrPassphrase):
		t.Fatal(err)
	}
	return 0
}

func TestWaits(t *testing.T) {
	s := newSite(t)
	now := noon
	for i := range 5 {
		if got := s.try(t, now); got != 0 {
			t.Fatalf("try %d waits %v", i+1, got)
		}
	}
	for _, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute} {
		if got := s.try(t, now); got != want {
			t.Fatalf("waits %v, want %v", got, want)
		}
		// The right passphrase waits too.
		if _, err := s.read(t).Unlock(s.ana, anaPhrase, now.Add(want-time.Second)); !errors.Is(err, vault.ErrWait) {
			t.Fatal(err)
		}
		now = now.Add(want)
		if got := s.try(t, now); got != 0 {
			t.Fatalf("still waits %v", got)
		}
	}
	for range 30 {
		now = now.Add(time.Hour)
		if got := s.try(t, now); got != 0 {
			t.Fatalf("waits %v beyond an hour", got)
		}
	}
	now = now.Add(time.Hour)
	if _, err := s.read(t).Unlock(s.ana, anaPhrase, now); err != nil {
		t.Fatal(err)
	}
	for range 5 { // all is forgiven
		if got := s.try(t, now); got != 0 {
			t.Fatalf("waits %v", got)
		}
	}
}

// Setting the clock back does not shorten a wait.
func TestWaitsClockBack(t *testing.T) {
	s := newSite(t)
	for range 6 {
		s.try(t, noon)
	}
	back := noon.Add(-24 * time.Hour)
	if got := s.try(t, back); got != 30*time.Second {
		t.Fatal(got)
	}
	if got := s.try(t, back.Add(29*time.Second)); got != time.Second {
		t.Fatal(got)
	}
	if got := s.try(t, back.Add(30*time.Second)); got != 0 {
		t.Fatal(got)
	}
}

// A clock that jumps ahead forgives nothing, and nobody is locked out until the
// time to which it had jumped.
func TestWaitsClockForward(t *testing.T) {
	s := newSite(t)
	for range 6 {
		s.try(t, noon)
	}
	ahead := noon.AddDate(10, 0, 0)
	if got := s.try(t, ahead); got != 0 {
		t.Fatal(got)
	}
	if got := s.try(t, ahead); got != time.Minute {
		t.Fatalf("waits %v: failures were forgotten", got)
	}
	if got := s.try(t, noon.Add(time.Hour)); got != time.Minute {
		t.Fatalf("waits %v after the clock was set right", got)
	}
	if _, err := s.read(t).Unlock(s.ana, anaPhrase, noon.Add(time.Hour+time.Minute)); err != nil {
		t.Fatal(err)
	}
}

// One person's waits are not another's, and a supervisor ends them.
func TestWaitsAreOnesOwn(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	for range 6 {
		s.try(t, noon)
	}
	s.unlock(t, jo, joPhrase)
	if err := s.session.Reset(s.ana, "frase nueva de Ana"); err != nil {
		t.Fatal(err)
	}
	s.unlock(t, s.ana, "frase nueva de Ana")
}
