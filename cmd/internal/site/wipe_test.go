package site_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/cmd/internal/site"
)

func TestWipe(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	session := unlock(t, open(t, dir))
	handIn(t, session)
	must(t, session.Lock())
	for _, name := range []string{
		site.LockFile, site.LogFile, site.OldLogFile, site.CameraFile, "site.json.part", "transport.key.part", "kiosk.db-wal", "kiosk.db-journal",
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	for range 2 {
		must(t, site.Wipe(dir))
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 0 {
		t.Errorf("%d files are left", len(entries))
	}
	_, err = site.Open(dir, site.Options{})
	mustBe(t, err, site.ErrNoSite)
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
}

// TestWipeBeginsWithTheVault looks, at each removal, at what another name of the vault shows of its bytes.
func TestWipeBeginsWithTheVault(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	slots := filepath.Join(t.TempDir(), "slots")
	must(t, os.Link(filepath.Join(dir, "vault.json"), slots))
	removed := 0
	must(t, site.WipeBy(dir, func(path string) error {
		removed++
		left, err := os.ReadFile(slots)
		must(t, err)
		if len(left) == 0 || len(bytes.Trim(left, "\x00")) > 0 {
			t.Errorf("the vault could be opened when %s went", filepath.Base(path))
		}
		return os.RemoveAll(path)
	}))
	if removed < 3 {
		t.Errorf("%d removals", removed)
	}
}

func TestWipeTouchesNoStranger(t *testing.T) {
	dir := t.TempDir()
	strangers := filepath.Join(dir, "outbox", "letter")
	must(t, os.Mkdir(filepath.Dir(strangers), 0o700))
	must(t, os.WriteFile(strangers, nil, 0o600))
	mustBe(t, site.Wipe(dir), site.ErrNoSite)
	mustBe(t, site.Wipe(filepath.Join(dir, "nowhere")), site.ErrNoSite)
	_, err := os.Stat(strangers)
	must(t, err)

	p, kiosk := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), kiosk, p.newSite(t)))
	photo := filepath.Join(kiosk, "photo.jpg")
	must(t, os.WriteFile(photo, nil, 0o600))
	must(t, site.Wipe(kiosk))
	_, err = os.Stat(photo)
	must(t, err)
}
