package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/assets"
	"ventanilla/store/cryptvfs"
)

const pageSize = 4096 // bytes of a database's page on the disk, at least

// TestABitFlipsWhileTheStoreIsOpen: whoever is at work is told what it is, and goes on with what can be read.
func TestABitFlipsWhileTheStoreIsOpen(t *testing.T) {
	dir := newSite(t)
	k := openKiosk(t, dir)
	desk := unlockKiosk(t, k)
	const drafts = 60
	for range drafts {
		begin(t, desk)
	}
	k.close() // so that all is in the main file
	victim := spoiling(t, dir)

	eye := newEye("test", "")
	t.Cleanup(eye.close)
	h := newHouse(t.Context(), dir, eye)
	t.Cleanup(h.leave)
	must(t, h.enter())
	a := newWindow(t, ui.Config{Kiosk: h.window(), Salvage: h.salvage, Damaged: damaged})
	unlockWindow(t, a, h.window())
	flip(t, dir, victim)
	touch(t, a, "applications")
	field, ok := a.Find("damage.secret")
	if !ok {
		t.Fatal("nothing is said of the damage")
	}
	a.Window().Canvas().Focus(field.(fyne.Focusable))
	test.Type(field.(fyne.Focusable), secret)
	touch(t, a, "salvage")
	touch(t, a, "dialog.close")
	unlockWindow(t, a, h.window())
	touch(t, a, "applications")
	if _, ok := a.Find("damage.secret"); ok {
		t.Error("the copy is damaged too")
	}
	left, err := h.kiosk.opened().Store.Counts(t.Context())
	must(t, err)
	if n := left["draft"]; n == 0 || n > drafts {
		t.Errorf("%d drafts are left", n)
	}
}

// spoiling finds a bit that, once the store is open, keeps the drafts from being read.
func spoiling(t *testing.T, dir string) (offset int64) {
	t.Helper()
	whole, err := os.Stat(filepath.Join(dir, "kiosk.db"))
	must(t, err)
	for offset = whole.Size() - pageSize/2; offset > 0; offset -= pageSize {
		copied := filepath.Join(t.TempDir(), "kiosk")
		must(t, os.CopyFS(copied, os.DirFS(dir)))
		k := openKiosk(t, copied)
		desk := unlockKiosk(t, k)
		flip(t, copied, offset)
		_, err := desk.Drafts.List(t.Context())
		k.close()
		if errors.Is(err, cryptvfs.ErrDamaged) {
			return offset
		}
	}
	t.Fatal("no bit keeps the drafts from being read")
	return 0
}

func flip(t *testing.T, dir string, offset int64) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "kiosk.db"), os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	one := make([]byte, 1)
	_, err = f.ReadAt(one, offset)
	must(t, err)
	one[0] ^= 0x10
	_, err = f.WriteAt(one, offset)
	must(t, err)
}

// newWindow opens a window as the config says, with the texts of the product; slow work is done at once.
func newWindow(t testing.TB, config ui.Config) *ui.App {
	t.Helper()
	now := func(f func()) { f() }
	config.Texts, config.Now, config.Do, config.Go = catalogue(t), time.Now, now, now
	a := ui.New(test.NewTempApp(t), config)
	a.Window().Resize(fyne.NewSize(1280, 800))
	return a
}

func catalogue(t testing.TB) *locale.Catalogue {
	t.Helper()
	files, err := assets.Locale()
	must(t, err)
	texts, err := locale.Load(files)
	must(t, err)
	return texts
}

// unlockWindow opens the store as the first of its staff.
func unlockWindow(t testing.TB, a *ui.App, k ui.Kiosk) {
	t.Helper()
	touch(t, a, "staff."+k.Staff()[0].ID)
	field, _ := a.Find("passphrase")
	a.Window().Canvas().Focus(field.(fyne.Focusable))
	test.Type(field.(fyne.Focusable), secret)
	touch(t, a, "open")
	if id := a.ScreenID(); id != "supervisor" {
		t.Fatalf("unlocking leads to %q", id)
	}
}
