package vault_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"filippo.io/age"

	"ventanilla/store/vault"
)

// add adds Jo, a worker.
func (s *site) add(t testing.TB) vault.StaffID {
	t.Helper()
	id, err := s.session.Add("Jo", vault.Worker, joPhrase)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestStaff(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	key := s.session.Key()
	if u := s.unlock(t, jo, joPhrase); !bytes.Equal(u.Key(), key) || u.Staff().Role != vault.Worker {
		t.Fatal("another key or role")
	}
	if _, err := s.session.Add(" jo ", vault.Worker, joPhrase); !errors.Is(err, vault.ErrNameTaken) {
		t.Fatal(err)
	}
	if _, err := s.session.Add("Eli", vault.Worker, "short"); !errors.Is(err, vault.ErrWeak) {
		t.Fatal(err)
	}
	if err := s.session.Reset(jo, "otra frase para jo"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.read(t).Unlock(jo, joPhrase, noon); !errors.Is(err, vault.ErrPassphrase) {
		t.Fatal(err)
	}
	u := s.unlock(t, jo, "otra frase para jo")
	if err := u.ChangePassphrase("not it at all", "mi propia frase nueva", noon); !errors.Is(err, vault.ErrPassphrase) {
		t.Fatal(err)
	}
	if err := u.ChangePassphrase("otra frase para jo", "mi propia frase nueva", noon); err != nil {
		t.Fatal(err)
	}
	s.unlock(t, jo, "mi propia frase nueva")
	if err := s.session.Disable(jo); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(s.path); err != nil || bytes.Count(b, []byte(`"identity"`)) != 1 || bytes.Count(b, []byte(`"recipient"`)) != 1 {
		t.Fatal("the keys of who was disabled are still there", err)
	}
	if _, err := s.read(t).Unlock(jo, "mi propia frase nueva", noon); !errors.Is(err, vault.ErrDisabled) {
		t.Fatal(err)
	}
	if err := s.session.Reset(jo, joPhrase); err != nil {
		t.Fatal(err)
	}
	s.unlock(t, jo, joPhrase)
}

func TestWorkerMayNot(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	u := s.unlock(t, jo, joPhrase)
	before, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	_, errAdd := u.Add("Eli", vault.Supervisor, "una frase de cuatro")
	for what, err := range map[string]error{
		"add":     errAdd,
		"disable": u.Disable(s.ana),
		"reset":   u.Reset(s.ana, "una frase de cuatro"),
		"role":    u.SetRole(jo, vault.Supervisor),
		"rotate":  u.Rotate(func(_, _ []byte) error { return nil }),
	} {
		if !errors.Is(err, vault.ErrRole) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if after, _ := os.ReadFile(s.path); !bytes.Equal(before, after) {
		t.Fatal("vault changed")
	}
}

func TestLastSupervisor(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	if err := s.session.Disable(s.ana); !errors.Is(err, vault.ErrLastSupervisor) {
		t.Fatal(err)
	}
	if err := s.session.SetRole(s.ana, vault.Worker); !errors.Is(err, vault.ErrLastSupervisor) {
		t.Fatal(err)
	}
	if err := s.session.SetRole(jo, vault.Supervisor); err != nil {
		t.Fatal(err)
	}
	if err := s.session.Disable(s.ana); err != nil {
		t.Fatal(err)
	}
	if u := s.unlock(t, jo, joPhrase); u.Staff().Role != vault.Supervisor {
		t.Fatal("role not changed")
	}
}

func TestRecover(t *testing.T) {
	s := newSite(t)
	other, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.read(t).Recover(other); !errors.Is(err, vault.ErrRecovery) {
		t.Fatal(err)
	}
	r, err := s.read(t).Recover(s.recovery)
	if err != nil || !bytes.Equal(r.Key(), s.session.Key()) {
		t.Fatal(err)
	}
	if err := r.Reset(s.ana, "frase nueva de Ana"); err != nil {
		t.Fatal(err)
	}
	s.unlock(t, s.ana, "frase nueva de Ana")
}

// Two sessions change the file in turn, neither undoing the other.
func TestChangesMeet(t *testing.T) {
	s := newSite(t)
	second := s.unlock(t, s.ana, anaPhrase)
	jo := s.add(t)
	if _, err := second.Add("Eli", vault.Worker, "una frase de cuatro"); err != nil {
		t.Fatal(err)
	}
	s.unlock(t, jo, joPhrase)
	if got := len(s.read(t).Staff()); got != 3 {
		t.Fatal(got)
	}
	if a, b := s.unlock(t, jo, joPhrase).Serial(), uint64(3); a != b {
		t.Fatal(a)
	}
}

func TestSetRecovery(t *testing.T) {
	s := newSite(t)
	jo := s.add(t)
	next, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	to := []string{next.Recipient().String()}
	if err := s.unlock(t, jo, joPhrase).SetRecovery(to); !errors.Is(err, vault.ErrRole) {
		t.Fatal(err)
	}
	before := s.session.Serial()
	for _, wrong := range [][]string{nil, {"age1nobody"}} {
		if err := s.session.SetRecovery(wrong); err == nil {
			t.Fatalf("recovery to %q was taken", wrong)
		}
	}
	if s.session.Serial() != before {
		t.Fatal("a refused change was counted")
	}
	if err := s.session.SetRecovery(to); err != nil {
		t.Fatal(err)
	}
	v := s.read(t)
	if got := v.Recovery(); len(got) != 1 || got[0] != to[0] {
		t.Fatalf("recipients %q", got)
	}
	if _, err := v.Recover(s.recovery); !errors.Is(err, vault.ErrRecovery) {
		t.Fatal(err)
	}
	u, err := v.Recover(next)
	if err != nil || !bytes.Equal(u.Key(), s.session.Key()) {
		t.Fatal("the new identity does not recover", err)
	}
}
