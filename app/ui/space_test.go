package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"ventanilla/app/ui"
)

// spaceScreens visits what a disk that fills up and a damaged store change.
func spaceScreens(t *testing.T, a *ui.App, m *machine, visit func(name string)) {
	t.Helper()
	m.broken = fmt.Errorf("unlock: %w", ui.ErrDamaged)
	unlock(t, a, "luis", m.secret)
	visit("lock, damaged")
	m.broken = nil
	for _, space := range []ui.Space{ui.SpaceLow, ui.SpaceFull} {
		m.status.Space = space
		a.Tick()
		unlock(t, a, "ana", m.secret)
		visit("home, space " + string(space))
		if _, ok := a.Find("stand"); ok {
			tap(t, a, "stand")
			visit("other desk, space " + string(space))
		}
		tap(t, a, "lock")
	}
}

func TestSpaceFits(t *testing.T) { inEachLook(t, spaceScreens) }

func TestAFullDiskIsSaidBesideTheCamera(t *testing.T) {
	for name, size := range sizes {
		s, a := enterStudio(t, "fr", size)
		s.status.Space = ui.SpaceFull
		a.Tick()
		toPortrait(t, a)
		s.lens.frames <- portrait()
		s.until(t, says(a, "Prendre la photo"))
		if want := a.Texts.In("fr").Text("space.no_photos"); !strings.Contains(words(a), want) {
			t.Errorf("%s: it is not said", name)
		}
		fits(t, a, "photo, space full")
		picture(t, a, "photo-space-"+name)
	}
}
