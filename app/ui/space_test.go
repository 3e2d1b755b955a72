package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
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

func TestSpaceFits(t *testing.T) {
	for _, language := range locale.Languages() {
		for name, size := range sizes {
			t.Run(fmt.Sprintf("%s %s", language, name), func(t *testing.T) {
				m := newMachine()
				a := open(t, m, newClock(), language, size)
				spaceScreens(t, a, m, func(screen string) {
					fits(t, a, screen)
					picture(t, a, fmt.Sprintf("%s-%s-%s", name, language, screen))
				})
			})
		}
	}
}

func TestSpaceFitsLargeType(t *testing.T) {
	for _, language := range []intake.Language{locale.French, locale.Creole} {
		for name, size := range sizes {
			t.Run(fmt.Sprintf("%s %s", language, name), func(t *testing.T) {
				m := newMachine()
				a := open(t, m, newClock(), language, size)
				tap(t, a, "bar.look")
				tap(t, a, "look.largest")
				tap(t, a, "dialog.close")
				spaceScreens(t, a, m, func(screen string) { fits(t, a, screen) })
			})
		}
	}
}

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
