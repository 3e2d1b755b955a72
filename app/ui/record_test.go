package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/theme"
)

// openFirst opens the first application of a state.
func openFirst(t *testing.T, a *ui.App, state intake.State) {
	t.Helper()
	tap(t, a, "applications")
	tap(t, a, "state."+string(state))
	tap(t, a, "application")
}

func TestRecordFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(screen string)) {
		unlock(t, a, "marta", m.secret)
		for _, state := range []intake.State{intake.StateWaiting, intake.StateDelivered, intake.StateParked} {
			openFirst(t, a, state)
			see("record " + string(state))
			tap(t, a, "slip")
			see("slip " + string(state))
			if state == intake.StateWaiting {
				tap(t, a, "enlarge")
				see("slip large")
				tap(t, a, "dialog.close")
			}
			tap(t, a, "back")
			tap(t, a, "back")
			tap(t, a, "home")
		}
		openFirst(t, a, intake.StateWaiting)
		tap(t, a, "show")
		see("record shown")
		tap(t, a, "withdraw")
		see("withdraw")
		tap(t, a, "withdraw.do")
		see("record withdrawn")
	})
}

func TestWithdrawAndUndo(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	openFirst(t, a, intake.StateWaiting)
	tap(t, a, "withdraw")
	tap(t, a, "reason.other_way")
	tap(t, a, "withdraw.do")
	if a.ScreenID() != "record" || m.reason != intake.OtherWay {
		t.Fatalf("screen %q, reason %q", a.ScreenID(), m.reason)
	}
	for _, id := range []string{"change", "withdraw", "slip", "show"} {
		if _, ok := a.Find(id); ok {
			t.Errorf("a withdrawn one offers %q", id)
		}
	}
	tap(t, a, "undo")
	if _, ok := a.Find("change"); !ok {
		t.Error("what was undone cannot be changed")
	}
}

func TestAnswersAreShownOnRequestOnly(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	openFirst(t, a, intake.StateWaiting)
	if strings.Contains(words(a), "Muñoz") || len(m.looked) != 0 {
		t.Fatal("a name is shown that nobody asked for")
	}
	tap(t, a, "show")
	if !strings.Contains(words(a), "Muñoz") || len(m.looked) != 1 {
		t.Fatal("the name is not shown, or nobody has noted it")
	}
	tap(t, a, "back")
	tap(t, a, "application")
	if strings.Contains(words(a), "Muñoz") {
		t.Error("the name is still shown to the next one who opens it")
	}
}

func TestWhatIsGoneCannotBeChanged(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	openFirst(t, a, intake.StateDelivered)
	for _, id := range []string{"change", "show"} {
		if _, ok := a.Find(id); ok {
			t.Errorf("what is gone offers %q", id)
		}
	}
	slip, _ := a.Find("slip")
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(slip); at.Y < sizes["landscape"].Height-theme.Current().Measures().Counter {
		t.Errorf("the receipt's button stands at %v, though the counter has room", at)
	}
	tap(t, a, "slip")
	if a.ScreenID() != "slip" {
		t.Errorf("the receipt of a stub opens %q", a.ScreenID())
	}
}
