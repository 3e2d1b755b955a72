package vault_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/store/vault"
)

func TestWipe(t *testing.T) {
	s := newSite(t)
	s.try(t, noon)
	// Another name for the same bytes shows what is left of them.
	left := filepath.Join(t.TempDir(), "left")
	if err := os.Link(s.path, left); err != nil {
		t.Fatal(err)
	}
	if err := vault.Wipe(s.path); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(s.path)); len(entries) != 0 {
		t.Fatal(entries)
	}
	zeroed(t, left)
	if _, err := vault.Read(s.path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := vault.Wipe(s.path); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkWipe(b *testing.B) {
	path := filepath.Join(b.TempDir(), "vault.json")
	slots := make([]byte, 4096)
	for b.Loop() {
		if err := os.WriteFile(path, slots, 0o600); err != nil {
			b.Fatal(err)
		}
		if err := vault.Wipe(path); err != nil {
			b.Fatal(err)
		}
	}
}

// A slot that was replaced does not lie about.
func TestChangeOverwrites(t *testing.T) {
	s := newSite(t)
	left := filepath.Join(t.TempDir(), "left")
	if err := os.Link(s.path, left); err != nil {
		t.Fatal(err)
	}
	s.add(t)
	zeroed(t, left)
	s.unlock(t, s.ana, anaPhrase)
}

func zeroed(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil || len(b) == 0 {
		t.Fatal(err)
	}
	for _, c := range b {
		if c != 0 {
			t.Fatal("bytes left")
		}
	}
}
