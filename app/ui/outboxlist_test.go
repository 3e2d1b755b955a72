package ui_test

import (
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

func TestOutboxListFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(screen string)) {
		unlock(t, a, "ana", m.secret)
		tap(t, a, "outbox")
		see("outbox parked")
		tap(t, a, "outbox.all")
		tap(t, a, "batches")
		see("outboxlist batches")
		tap(t, a, "application")
		see("outboxlist of a batch")
		taps(t, a, "back", "rows.after")
		see("outboxlist batches after")
		for _, state := range []intake.State{intake.StateOnItsWay, intake.StateWaiting, intake.StateDelivered, intake.StateParked} {
			tap(t, a, "state."+string(state))
			see("outboxlist " + string(state))
		}
		tap(t, a, "application")
		see("record parked mend")
	})
}

func TestParkedIsMended(t *testing.T) {
	for problem, want := range map[string]struct {
		screen  string
		retried int
	}{
		"object_damaged": {"outbox", 1},
		"portal_foreign": {"outbox", 0},
	} {
		m := newMachine()
		for i := range m.summaries {
			m.summaries[i].Problem = problem
		}
		a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
		unlock(t, a, "ana", m.secret)
		tap(t, a, "outbox")
		tap(t, a, "mend")
		if a.ScreenID() != want.screen || len(m.retried) != want.retried {
			t.Errorf("%s: screen %q, retried %v", problem, a.ScreenID(), m.retried)
		}
		if _, ok := a.Find("dialog.close"); !ok {
			t.Errorf("%s: nothing is said", problem)
		}
	}
}
