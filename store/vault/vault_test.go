package vault_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/store/vault"
)

const (
	anaPhrase = "cuatro gatos miran pájaros"
	joPhrase  = "hay 3 sillas rotas aquí"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// site is a vault with a supervisor, Ana, and its recovery identity.
type site struct {
	path     string
	recovery *age.HybridIdentity
	ana      vault.StaffID
	session  *vault.Session
}

func newSite(t testing.TB) *site {
	t.Helper()
	recovery, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vault.json")
	s, err := vault.Create(path, vault.Config{
		Name: "Ana", Passphrase: anaPhrase, Recovery: []string{recovery.Recipient().String()}, WorkFactor: 2, Weak: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Lock)
	return &site{path: path, recovery: recovery, ana: s.Staff().ID, session: s}
}

func (s *site) read(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.Read(s.path)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (s *site) unlock(t testing.TB, id vault.StaffID, passphrase string) *vault.Session {
	t.Helper()
	u, err := s.read(t).Unlock(id, passphrase, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(u.Lock)
	return u
}

func TestCreateReadUnlock(t *testing.T) {
	s := newSite(t)
	key := bytes.Clone(s.session.Key())
	if len(key) != vault.KeySize || bytes.Equal(key, make([]byte, vault.KeySize)) {
		t.Fatal("no key")
	}
	v := s.read(t)
	if got := v.Staff(); len(got) != 1 || got[0] != s.session.Staff() || got[0].Role != vault.Supervisor || got[0].Name != "Ana" {
		t.Fatal(got)
	}
	if _, err := v.Unlock(s.ana, "wrong passphrase", noon); !errors.Is(err, vault.ErrPassphrase) {
		t.Fatal(err)
	}
	if _, err := v.Unlock("nobody", anaPhrase, noon); !errors.Is(err, vault.ErrNoStaff) {
		t.Fatal(err)
	}
	for _, typed := range []string{anaPhrase, "  cuatro gatos  miran pa\u0301jaros "} { // other spaces, other Unicode form
		if u := s.unlock(t, s.ana, typed); !bytes.Equal(u.Key(), key) {
			t.Fatal("another key")
		}
	}
	info, err := os.Stat(s.path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatal(info.Mode(), err)
	}
	if _, err := vault.Create(s.path, vault.Config{Name: "Eve", Passphrase: anaPhrase, WorkFactor: 2, Weak: true}); !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
}

func TestLockClearsKey(t *testing.T) {
	s := newSite(t)
	key := s.session.Key()
	s.session.Lock()
	if !bytes.Equal(key, make([]byte, vault.KeySize)) || s.session.Key() != nil {
		t.Fatal("key still there")
	}
	if _, err := s.session.Add("Jo", vault.Worker, joPhrase); !errors.Is(err, vault.ErrLocked) {
		t.Fatal(err)
	}
	s.session.Lock()
}

func TestWorkFactor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vault.json")
	for _, factor := range []int{-1, 1, vault.MinWorkFactor - 1, 21} {
		if _, err := vault.Create(path, vault.Config{Name: "Ana", Passphrase: anaPhrase, WorkFactor: factor}); err == nil {
			t.Fatalf("work factor %d taken", factor)
		}
	}
	if got := vault.MeasureWorkFactor(); got < vault.MinWorkFactor || got > 20 {
		t.Fatal(got)
	}
}

// No bit of the file changes unseen, at the latest when it is unlocked.
func TestTampered(t *testing.T) {
	s := newSite(t)
	if _, err := s.session.Add("Jo", vault.Worker, joPhrase); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(t *testing.T, b []byte) {
		t.Helper()
		if err := os.WriteFile(s.path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := vault.Read(s.path)
		if err == nil {
			_, err = v.Unlock(s.ana, anaPhrase, noon)
			os.Remove(s.path + ".waits")
		}
		if err == nil {
			t.Fatal("unlocked")
		}
	}
	for at := 0; at < len(whole); at += 1 + len(whole)/120 {
		b := bytes.Clone(whole)
		b[at] ^= 1 << (at % 7)
		refused(t, b)
	}
	for name, b := range map[string][]byte{
		"role raised": bytes.Replace(whole, []byte(`"role": "worker"`), []byte(`"role": "supervisor"`), 1),
		"name":        bytes.Replace(whole, []byte(`"Jo"`), []byte(`"Al"`), 1),
		"disabled":    bytes.Replace(whole, []byte(`"worker"`), []byte("\"worker\",\n   \"disabled\": true"), 1),
		"weaker":      bytes.Replace(whole, []byte(`"work_factor": 2`), []byte(`"work_factor": 1`), 1),
		"serial":      bytes.Replace(whole, []byte(`"serial": 2`), []byte(`"serial": 3`), 1),
		"space":       append(bytes.Clone(whole), ' '),
		"cut":         whole[:len(whole)/2],
		"empty":       nil,
	} {
		t.Run(name, func(t *testing.T) {
			if bytes.Equal(b, whole) {
				t.Fatal("nothing changed")
			}
			refused(t, b)
		})
	}
	t.Run("control", func(t *testing.T) {
		if err := os.WriteFile(s.path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		s.unlock(t, s.ana, anaPhrase)
	})
}

func TestNewerVersion(t *testing.T) {
	s := newSite(t)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte(`"version": 1`), []byte(`"version": 2`), 1)
	if err := os.WriteFile(s.path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Read(s.path); !errors.Is(err, vault.ErrVersion) {
		t.Fatal(err)
	}
}

// The file says names and roles, and neither key nor passphrase.
func TestFileSaysLittle(t *testing.T) {
	s := newSite(t)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{anaPhrase, string(s.session.Key()), s.recovery.String(), "AGE-SECRET-KEY"} {
		if strings.Contains(string(b), secret) {
			t.Fatal("secret in the file")
		}
	}
}
