package ui_test

import (
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
)

// Where the link is paid by the byte, a switch in the outbox keeps the photos back, and says so.
func TestOutboxKeepsPhotosBack(t *testing.T) {
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			m := newMachine()
			a := open(t, m, newClock(), locale.French, size)
			tap(t, a, "staff.ana")
			unlock(t, a, "ana", m.secret)
			tap(t, a, "outbox")
			tap(t, a, "photos")
			if !m.status.CoresOnly {
				t.Fatal("photos still go")
			}
			fits(t, a, "outbox, photos wait")
			picture(t, a, name+"-outbox-photos-wait")
			tap(t, a, "photos")
			if toggle, _ := a.Find("photos"); m.status.CoresOnly || !toggle.(*widgets.Toggle).On() {
				t.Fatal("photos still wait")
			}
		})
	}
}
