package vault_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

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
	start := time.Now()
	if err := vault.Wipe(s.path); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > time.Second {
		t.Fatal(took)
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
