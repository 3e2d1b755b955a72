package ui_test

import (
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
)

func TestAReceiptOpenedAgainNamesTheTurn(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	openFirst(t, a, intake.StateDelivered)
	tap(t, a, "slip")
	said := words(a)
	if !strings.Contains(said, "número 17") {
		t.Errorf("the turn is not named in %q", said)
	}
	if strings.Contains(said, "cita") {
		t.Error("it names a turn, and says that it is no appointment")
	}
}
