package vault_test

import (
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"ventanilla/store/vault"
)

var freeze = flag.Bool("freeze", false, "write testdata/v1.json, v1.identity and v1.key anew; only before a release of the format")

// A vault of format 1 opens for ever: for Ana, for Jo and for the programme.
func TestFrozen(t *testing.T) {
	if *freeze {
		writeFrozen(t)
	}
	path := filepath.Join(t.TempDir(), "vault.json")
	if err := os.WriteFile(path, frozen(t, "v1.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &site{path: path}
	staff := s.read(t).Staff()
	if len(staff) != 2 || staff[0].Role != vault.Supervisor || staff[1].Role != vault.Worker {
		t.Fatal(staff)
	}
	identity, err := age.ParseHybridIdentity(strings.TrimSpace(string(frozen(t, "v1.identity"))))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.read(t).Recover(identity)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []*vault.Session{s.unlock(t, staff[0].ID, anaPhrase), s.unlock(t, staff[1].ID, joPhrase), r} {
		if hex.EncodeToString(u.Key()) != strings.TrimSpace(string(frozen(t, "v1.key"))) {
			t.Fatal("another key")
		}
	}
}

func frozen(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFrozen(t *testing.T) {
	s := newSite(t)
	s.add(t)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"v1.json":     b,
		"v1.identity": []byte(s.recovery.String() + "\n"),
		"v1.key":      []byte(hex.EncodeToString(s.session.Key()) + "\n"),
	} {
		if err := os.WriteFile(filepath.Join("testdata", name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
