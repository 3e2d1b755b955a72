package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// reached wants each target of the screen to get the focus by Tab, and to show it.
func reached(t *testing.T, a *ui.App, name string) {
	t.Helper()
	want := map[string]bool{}
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		i, ok := o.(widgets.Identified)
		if d, can := o.(fyne.Disableable); ok && !(can && d.Disabled()) && !strings.HasPrefix(i.WidgetID(), "key.") {
			want[i.WidgetID()] = true
		}
		return true
	})
	c := a.Window().Canvas()
	c.Unfocus()
	for range 2 * len(want) {
		test.FocusNext(c)
		i, ok := c.Focused().(widgets.Identified)
		if !ok {
			t.Fatalf("%s: the focus is on %T", name, c.Focused())
		}
		if f, ok := c.Focused().(interface{ Focused() bool }); !ok || !f.Focused() {
			t.Errorf("%s: %s does not show the focus", name, i.WidgetID())
		}
		delete(want, i.WidgetID())
		if down, ok := a.Find("page.down"); ok && down.(fyne.Disableable).Disabled() {
			delete(want, "page.down") // the focus has brought the end into sight already
		}
	}
	for id := range want {
		t.Errorf("%s: Tab does not reach %s", name, id)
	}
	c.Unfocus()
}

// TestTabReachesEverything walks the interview of an applicant and of a worker.
func TestTabReachesEverything(t *testing.T) {
	for _, way := range [][]string{{"handover", "language.es"}, {"new"}} {
		a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
		reached(t, a, "home")
		taps(t, a, way...)
		stroll(t, a, func(screen string) { reached(t, a, screen) })
		reached(t, a, "receipt")
	}
}

// key moves the focus to a target with Tab, and touches it with a key.
func key(t *testing.T, a *ui.App, id string, name fyne.KeyName) {
	t.Helper()
	c := a.Window().Canvas()
	for range 200 {
		test.FocusNext(c)
		if i, ok := c.Focused().(widgets.Identified); ok && i.WidgetID() == id {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
			return
		}
	}
	t.Fatalf("Tab does not lead to %s on %s", id, a.ScreenID())
}

// TestAnInterviewByKeysAlone hands in an application without a finger.
func TestAnInterviewByKeysAlone(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	key(t, a, "new", fyne.KeyReturn)
	key(t, a, "consent.screening.yes", fyne.KeySpace)
	key(t, a, "next", fyne.KeyReturn)
	write(t, a, "field.given", "Wendy")
	for a.ScreenID() != "review" {
		if a.ScreenID() == "sex" {
			key(t, a, "choice.F", fyne.KeySpace)
		}
		key(t, a, "next", fyne.KeyReturn)
	}
	key(t, a, "hand_in", fyne.KeyReturn)
	at(t, a, "receipt")
	if len(o.handed) != 1 || o.handed[0].Answers.Applicant.Sex != intake.Female {
		t.Errorf("handed in: %+v", o.handed)
	}
}
