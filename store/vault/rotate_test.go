package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"ventanilla/store/vault"
)

var errCut = errors.New("power cut")

func TestRotate(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	old := bytes.Clone(s.session.Key())
	err := s.session.Rotate(func(from, to []byte) error {
		if !bytes.Equal(from, old) || bytes.Equal(from, to) || len(to) != vault.KeySize {
			t.Error("keys to swap are not old and new")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fresh := s.session.Key()
	if bytes.Equal(fresh, old) || s.session.Rotating() {
		t.Fatal("not rotated")
	}
	r, err := s.read(t).Recover(s.recovery)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []*vault.Session{s.unlock(t, jo, joPhrase), s.unlock(t, s.ana, anaPhrase), r} {
		if !bytes.Equal(u.Key(), fresh) {
			t.Fatal("somebody still has the old key")
		}
	}
	s.session.Lock()
	if _, err := s.session.Add("Eli", vault.Worker, joPhrase); !errors.Is(err, vault.ErrLocked) {
		t.Fatal(err)
	}
}

// Cut off before or after the database is encrypted anew, whoever comes next
// goes on with the same two keys.
func TestRotateCutOff(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	var old, fresh []byte
	err := s.session.Rotate(func(from, to []byte) error {
		old, fresh = bytes.Clone(from), bytes.Clone(to)
		return errCut
	})
	if !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	for range 2 {
		u := s.unlock(t, jo, joPhrase)
		if !u.Rotating() {
			t.Fatal("not rotating")
		}
		if _, err := s.session.Add("Eli", vault.Worker, joPhrase); !errors.Is(err, vault.ErrRotating) {
			t.Fatal(err)
		}
		err := u.Rotate(func(from, to []byte) error {
			if !bytes.Equal(from, old) || !bytes.Equal(to, fresh) {
				t.Error("other keys")
			}
			return errCut
		})
		if !errors.Is(err, errCut) {
			t.Fatal(err)
		}
	}
	r, err := s.read(t).Recover(s.recovery)
	if err != nil || !r.Rotating() {
		t.Fatal(err)
	}
	if err := r.Rotate(func(_, _ []byte) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if u := s.unlock(t, jo, joPhrase); !bytes.Equal(u.Key(), fresh) || u.Rotating() {
		t.Fatal("rotation not finished")
	}
}
