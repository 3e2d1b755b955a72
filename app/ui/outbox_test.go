package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// bars counts the progress bars that the window shows.
func bars(a *ui.App) int {
	n := 0
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		if _, ok := o.(*widgets.Progress); ok && o.Visible() {
			n++
		}
		return o.Visible()
	})
	return n
}

func TestProgressIsShownOnlyOnTheWay(t *testing.T) {
	m := newMachine()
	m.summaries = m.summaries[3:4] // delivered
	m.summaries[0].Initials = ""   // and gone from here
	m.status.Parked = 0
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	for _, tt := range []struct{ onItsWay, waiting, want int }{{3, 14, 1}, {0, 14, 0}, {0, 0, 0}} {
		m.status.OnItsWay, m.status.Waiting = tt.onItsWay, tt.waiting
		a.Tick()
		tap(t, a, "bar.link")
		if got := bars(a); got != tt.want {
			t.Errorf("%d on their way, %d waiting: %d progress bars", tt.onItsWay, tt.waiting, got)
		}
		picture(t, a, "outbox-quiet")
		tap(t, a, "home")
	}
	tap(t, a, "applications")
	fits(t, a, "applications, "+string(intake.StateDelivered))
	picture(t, a, "applications-stub")
}
