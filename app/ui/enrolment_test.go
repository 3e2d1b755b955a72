package ui_test

import (
	"context"
	"errors"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

const freshCode = "GT-7K3M-90QX-VB2D-H5T7"

// enrolments note the codes with which a machine was presented to its office.
type enrolments struct{ *machine }

func (enrolments) Code(text string) error {
	if text != freshCode {
		return errors.New("mistyped")
	}
	return nil
}

func (e enrolments) Ask(_ context.Context, code string) (ui.Kiosk, error) {
	e.asked = append(e.asked, code)
	return e.renewed, nil
}

func TestEnrolmentFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(screen string)) {
		m.status.Link, m.health.unknown = ui.LinkCode, true
		unlock(t, a, "ana", m.secret)
		a.Tick()
		taps(t, a, "diagnostics")
		see("diagnostics, code refused")
		tap(t, a, "enrol")
		taps(t, a, "back", "home", "outbox")
		see("outbox, code refused")
		tap(t, a, "enrol")
		see("new code")
		write(t, a, "enrolment.code", "GT-7K3M-90QX-VB2D-H5T8")
		see("new code, mistyped")
	})
}

// TestARefusedCodeIsRenewed: the outbox offers it only to supervisors and only while the office refuses the tablet, and leads
// back to where it was asked for, or to the lock screen of the kiosk that took this one's place.
func TestARefusedCodeIsRenewed(t *testing.T) {
	for _, link := range []ui.Link{ui.LinkCode, ui.LinkRefused, ui.LinkCopied, ui.LinkNone, ui.LinkUp} {
		t.Run(string(link), func(t *testing.T) {
			m := newMachine()
			m.status.Link = link
			a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
			unlock(t, a, "marta", m.secret)
			tap(t, a, "bar.link")
			if _, ok := a.Find("enrol"); ok {
				t.Error("a worker is offered it")
			}
			taps(t, a, "home", "lock")
			unlock(t, a, "ana", m.secret)
			tap(t, a, "outbox")
			_, offered := a.Find("enrol")
			_, retry := a.Find("retry")
			if want := link != ui.LinkNone && link != ui.LinkUp; offered != want || retry == want {
				t.Fatalf("offered: %v, to try again: %v", offered, retry)
			}
			if !offered {
				return
			}
			tap(t, a, "enrol")
			write(t, a, "enrolment.code", freshCode)
			where := "outbox"
			if link == ui.LinkCopied {
				m.renewed, where = newMachine(), "lock"
			}
			tap(t, a, "send")
			if len(m.asked) != 1 || m.asked[0] != freshCode || a.ScreenID() != where {
				t.Errorf("asked with %q, then %q", m.asked, a.ScreenID())
			}
			if _, ok := a.Find("dialog.close"); !ok {
				t.Error("nothing is said")
			}
		})
	}
}
