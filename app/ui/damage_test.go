package ui_test

import (
	"context"
	"fmt"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

func TestDamageFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(screen string)) {
		m.spoilt = ui.ErrDamaged
		unlock(t, a, "ana", m.secret)
		tap(t, a, "applications")
		see("damage found while working")
	})
}

// TestDamageFoundWhileWorkingIsSalvaged: a worker is told whom to call; a supervisor writes the passphrase again, and goes on
// with a copy of what can be read.
func TestDamageFoundWhileWorkingIsSalvaged(t *testing.T) {
	m, fresh := newMachine(), newMachine()
	m.spoilt = fmt.Errorf("read page 7: %w", ui.ErrDamaged)
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	a.Salvage = func(_ context.Context, staff, passphrase string) (ui.Salvaged, error) {
		if staff != "Ana Cux" || passphrase != m.secret || m.locked != 2 {
			t.Errorf("salvaged for %q with %q; the store was locked %d times", staff, passphrase, m.locked)
		}
		return ui.Salvaged{Kiosk: fresh, Lost: 2}, nil
	}
	unlock(t, a, "marta", m.secret)
	tap(t, a, "applications")
	if _, ok := a.Find("salvage"); ok {
		t.Error("offered to a worker")
	}
	taps(t, a, "dialog.close", "home", "lock")
	unlock(t, a, "ana", m.secret)
	tap(t, a, "applications")
	write(t, a, "damage.secret", "something else")
	tap(t, a, "salvage")
	if a.ScreenID() != "applications" {
		t.Fatal("a wrong passphrase locks the store")
	}
	field(t, a, "damage.secret").SetText("")
	write(t, a, "damage.secret", m.secret)
	tap(t, a, "salvage")
	if a.ScreenID() != "lock" {
		t.Fatalf("after it: %q", a.ScreenID())
	}
	tap(t, a, "dialog.close")
	unlock(t, a, "ana", fresh.secret)
	tap(t, a, "applications")
	if _, ok := a.Find("dialog.close"); ok {
		t.Error("the copy is damaged too")
	}
}
