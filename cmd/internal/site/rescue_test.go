package site_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/vault"
)

// damaged makes a kiosk with two applications, hides away what it was, and spoils one page of its store.
func damaged(t *testing.T) (dir string, handed intake.Revision, spoil func(page int64)) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, newPortal(t).newSite(t)))
	session := unlock(t, open(t, dir))
	handed = handIn(t, session)
	_, err := session.Store.StartDraft(t.Context(), intake.Application{Applicant: intake.Person{GivenNames: "Luis"}})
	must(t, err)
	must(t, session.Lock())
	path := filepath.Join(dir, "kiosk.db")
	whole, err := os.ReadFile(path)
	must(t, err)
	return dir, handed, func(page int64) {
		spoiled := append([]byte{}, whole...)
		spoiled[(page-1)*4096+100] ^= 1
		must(t, os.WriteFile(path, spoiled, 0o600))
	}
}

func rescue(t *testing.T, from string) (to string, lost store.Lost) {
	t.Helper()
	to = filepath.Join(t.TempDir(), "rescued")
	lost, err := site.Rescue(t.Context(), from, to, "", passphrase, site.Options{})
	must(t, err)
	return to, lost
}

func TestRescueMakesAWorkingKiosk(t *testing.T) {
	dir, handed, spoil := damaged(t)
	spoil(1) // nothing of SQLite's opens it
	if _, err := open(t, dir).Unlock(t.Context(), open(t, dir).Staff()[0].ID, passphrase); err == nil {
		t.Fatal("the store is not damaged")
	}
	to, lost := rescue(t, dir)
	if lost.Any() || lost.Pages != 1 {
		t.Errorf("lost %+v", lost)
	}
	s := open(t, to)
	session := unlock(t, s)
	list, err := session.Store.List(t.Context(), store.Filter{})
	must(t, err)
	if len(list) != 2 || s.Device() != open(t, dir).Device() {
		t.Errorf("%d applications", len(list))
	}
	waiting, err := s.Outbox().Waiting(t.Context())
	must(t, err)
	if len(waiting) != 1 {
		t.Errorf("%d batches wait, want that with %s", len(waiting), handed.Application)
	}
	handIn(t, session)
	info, err := os.Stat(filepath.Join(to, "outbox"))
	must(t, err)
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the outbox is open to others: %v", info.Mode())
	}
}

// Whichever page is lost, the new kiosk opens and takes applications.
func TestRescueWithoutKeysOrSettings(t *testing.T) {
	dir, handed, spoil := damaged(t)
	keys := 0
	for page := int64(3); page < 12; page++ {
		spoil(page)
		to, lost := rescue(t, dir)
		s := open(t, to)
		session := unlock(t, s)
		handIn(t, session)
		settings, err := session.Store.Settings(t.Context())
		must(t, err)
		if settings.Office != "GT" || settings.Device != string(s.Device()) {
			t.Errorf("without page %d: settings %+v", page, settings)
		}
		if lost.Keys {
			keys++
			if s.Device() == open(t, dir).Device() || s.Enrolled() {
				t.Error("with other keys it is still the same device")
			}
			must(t, session.Ask(t.Context(), string(newPortal(t).code)))
			waiting, err := session.Store.Summary(t.Context(), handed.Application)
			must(t, err)
			if waiting.State != intake.StateWaiting || waiting.Objects == 0 {
				t.Errorf("what was handed in is not sealed again: %+v", waiting)
			}
		}
		must(t, session.Lock())
	}
	if keys != 1 {
		t.Errorf("the keys lay on %d pages: the test looks in the wrong place", keys)
	}
}

func TestRescueRefuses(t *testing.T) {
	dir, _, spoil := damaged(t)
	spoil(1)
	into := func(to, secret string) error {
		_, err := site.Rescue(t.Context(), dir, to, "", secret, site.Options{})
		return err
	}
	fresh := filepath.Join(t.TempDir(), "new")
	mustBe(t, into(dir, passphrase), site.ErrExists)
	mustBe(t, into(fresh, "another passphrase here"), vault.ErrPassphrase)
	if _, err := os.Stat(fresh); err == nil {
		t.Error("something was left behind")
	}
}

// TestADiskThatCannotReadASealedObject: the rest of the outbox is rescued; what lies beside it is needed whole.
func TestADiskThatCannotReadASealedObject(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copied")
	must(t, os.Mkdir(filepath.Join(from, "objects"), 0o700))
	for _, name := range []string{"bad", "good"} {
		must(t, os.WriteFile(filepath.Join(from, "objects", name), []byte(name), 0o600))
	}
	read := func(path string) ([]byte, error) {
		if filepath.Base(path) == "bad" {
			return nil, syscall.EIO
		}
		return os.ReadFile(path)
	}
	must(t, site.CopyTree(from, to, read))
	entries, err := os.ReadDir(filepath.Join(to, "objects"))
	must(t, err)
	if len(entries) != 1 || entries[0].Name() != "good" {
		t.Errorf("copied %v", entries)
	}
	mustBe(t, site.CopyTree(filepath.Join(from, "objects", "bad"), filepath.Join(to, "bad"), read), syscall.EIO)
}
