package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// faces counts the pictures of people that the window shows.
func faces(a *ui.App) (n int) {
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		if _, ok := o.(*widgets.Camera); ok {
			n++
		}
		return true
	})
	return n
}

func TestFacesAreComparedOnlyWhereBothAreHere(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	openReviews(t, a, m)
	tap(t, a, "twins")
	if n := faces(a); n != 2 {
		t.Errorf("%d faces of two people that are here", n)
	}
	tap(t, a, "twins.later")
	if n := faces(a); n != 0 {
		t.Errorf("%d faces where the answers of one have left", n)
	}
	tap(t, a, "back")
	tap(t, a, "twins")
	tap(t, a, "back")
	if n := faces(a); n != 0 {
		t.Errorf("%d faces once the page is left", n)
	}
}
