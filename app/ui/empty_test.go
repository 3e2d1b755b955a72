package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// delivered leaves a machine with nothing but what the office has.
func delivered(m *machine) {
	m.summaries = slices.DeleteFunc(m.summaries, func(s ui.Summary) bool { return s.State != intake.StateDelivered })
	m.status = ui.Status{Link: ui.LinkNone, Delivered: len(m.summaries)}
}

func TestAWipeThatLosesNothingSaysSo(t *testing.T) {
	for name, size := range sizes {
		m := newMachine()
		delivered(m)
		a := open(t, m, newClock(), locale.Spanish, size)
		unlock(t, a, "ana", m.secret)
		tap(t, a, "wipe")
		mustSay(t, a, "Ningún borrador", "Ninguna sin comprobante", "Aquí no se pierde nada.", "12 en la oficina")
		mustNotSay(t, a, "No están en ningún otro lugar.", "La oficina no las ha confirmado.")
		if _, ok := a.Find("rescue"); ok {
			t.Error("there is nothing to rescue, and a button for it")
		}
		fits(t, a, "wipe, nothing lost")
		picture(t, a, "wipe-nothing-lost-"+name)
	}
}

func TestASearchThatFindsNothingIsCleared(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "applications")
	write(t, a, "search", "zzz")
	if _, ok := a.Find("application"); ok {
		t.Fatal("something is found")
	}
	fits(t, a, "nothing found")
	picture(t, a, "find-nothing")
	tap(t, a, "search.clear")
	if _, ok := a.Find("application"); !ok || field(t, a, "search").Text() != "" {
		t.Error("the list does not come back")
	}
	if _, ok := a.Find("search.clear"); ok {
		t.Error("there is nothing to clear, and a button for it")
	}
}

// TestTheOutboxListsWhatItHasRoomFor: as many as can be seen without paging.
func TestTheOutboxListsWhatItHasRoomFor(t *testing.T) {
	for name, least := range map[string]int{"landscape": 4, "portrait": 5, "small": 1} {
		m := newMachine()
		delivered(m)
		a := open(t, m, newClock(), locale.Spanish, sizes[name])
		unlock(t, a, "ana", m.secret)
		tap(t, a, "outbox")
		if got := strings.Count(words(a), "B7KQ4"); got < least {
			t.Errorf("%s: %d applications, want %d", name, got, least)
		}
		if _, paged := a.Find("page.down"); paged {
			t.Errorf("%s: it is paged", name)
		}
		fits(t, a, "outbox, all delivered")
		picture(t, a, "outbox-delivered-"+name)
	}
}

func TestWhereThereIsNoPhotoNoFrameIsShown(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	none := a.Texts.In(locale.Spanish).Text("photo.none")
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	mustNotSay(t, a, none)
	tap(t, a, "soft.refused")
	mustSay(t, a, none)
	tap(t, a, "soft.retry")
	mustNotSay(t, a, none)
}
