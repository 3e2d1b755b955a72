package ui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

func TestSticksFit(t *testing.T) {
	inEachWindow(t, func(t *testing.T, m *machine, a *ui.App, see func(string)) {
		unlock(t, a, "ana", m.secret)
		see("supervisor with rescue")
		tap(t, a, "usb")
		see("usb ready")
		tap(t, a, "list")
		see("usb to chase")
		tap(t, a, "back")
		tap(t, a, "next")
		see("usb safe")
		tap(t, a, "list")
		see("usb came in")
		tap(t, a, "back")
		tap(t, a, "home")
		tap(t, a, "rescue")
		see("rescue ready")
		tap(t, a, "next")
		see("rescue safe")
	})
}

// TestTroubleWithAStickSaysWhatToDo: each trouble has a text of its own, which fits.
func TestTroubleWithAStickSaysWhatToDo(t *testing.T) {
	troubles := []error{ui.ErrStickFull, ui.ErrStickReadOnly, ui.ErrStickGone, ui.ErrStickUnreliable, errors.New("anything else")}
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(string)) {
		unlock(t, a, "ana", m.secret)
		tap(t, a, "usb")
		for _, trouble := range troubles {
			m.stickFails = fmt.Errorf("write bundle: %w", trouble)
			tap(t, a, "next")
			see("usb " + trouble.Error())
			tap(t, a, "next") // looks for a stick again
		}
	})
}

func TestARescueIsNoHandingIn(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	if _, ok := a.Find("rescue"); ok {
		t.Error("a worker is offered the rescue")
	}
	a = open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "rescue")
	tap(t, a, "next")
	if m.carried != "/media/azul" || len(m.drafts) != 7 {
		t.Errorf("carried to %q, %d drafts left", m.carried, len(m.drafts))
	}
}

func TestANoticeThatAStickBroughtCanBeRead(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	for _, id := range []string{"usb", "next", "list"} {
		tap(t, a, id)
	}
	if !strings.Contains(words(a), "Le bureau ouvre plus tard jeudi.") {
		t.Errorf("what came in is told as %q", words(a))
	}
}
