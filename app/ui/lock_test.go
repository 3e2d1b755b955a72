package ui_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

func TestLockHelpFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, visit func(string)) {
		visit("lock")
		tap(t, a, "staff.marta")
		write(t, a, "passphrase", "CORRECTO")
		visit("capitals")
		if _, ok := a.Find("key.close"); ok {
			tap(t, a, "key.close")
		}
		tap(t, a, "forgot")
		visit("forgot")
		tap(t, a, "dialog.close")
		m.failed = ui.ErrDamaged
		unlock(t, a, "ana", m.secret)
		visit("damaged")
		tap(t, a, "dialog.close")
		m.failed = ui.ErrDisk
		unlock(t, a, "marta", m.secret)
		visit("disk")
		m.failed = nil
		unlock(t, a, "ana", m.secret)
		tap(t, a, "bar.staff")
		visit("menu")
		tap(t, a, "staff.pin")
		visit("pin")
		tap(t, a, "dialog.close")
		tap(t, a, "wipe")
		visit("wipe")
		tap(t, a, "wipe.gesture")
		visit("gesture")
		tap(t, a, "wipe.gesture.change")
		tap(t, a, "home")
		tap(t, a, "lock")
		hold(t, a)
		visit("wipe now")
	})
}

// hold keeps a finger on the mark of the lock screen until its time is over.
func hold(t *testing.T, a *ui.App) {
	t.Helper()
	o, ok := a.Find("mark")
	if !ok {
		t.Fatal("no mark")
	}
	mark := o.(*widgets.Mark)
	var due func()
	mark.After = func(_ time.Duration, f func()) func() {
		due = f
		return func() { due = nil }
	}
	mark.MouseDown(&desktop.MouseEvent{})
	mark.MouseUp(&desktop.MouseEvent{})
	if due != nil {
		t.Error("a finger that was lifted still holds")
	}
	mark.MouseDown(&desktop.MouseEvent{})
	if due != nil {
		due()
	}
}

func TestTheGestureNeedsAnAgreement(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	hold(t, a)
	if a.ScreenID() != "lock" {
		t.Fatal("wipes though nobody has agreed on it")
	}
	unlock(t, a, "ana", m.secret)
	tap(t, a, "wipe")
	tap(t, a, "wipe.gesture")
	tap(t, a, "wipe.gesture.change")
	if !m.gesture {
		t.Fatal("not allowed")
	}
	tap(t, a, "home")
	tap(t, a, "lock")
	hold(t, a)
	if a.ScreenID() != "wipe.now" || m.wiped {
		t.Fatalf("screen %q, wiped %v", a.ScreenID(), m.wiped)
	}
	tap(t, a, "keep")
	if a.ScreenID() != "lock" {
		t.Fatal("no way back")
	}
	hold(t, a)
	o, _ := a.Find("wipe.hold")
	o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	if m.wiped {
		t.Fatal("a tap must not wipe")
	}
}

func TestSleepLocks(t *testing.T) {
	m, c := newMachine(), newClock()
	a := open(t, m, c, locale.Spanish, sizes["landscape"])
	awake := time.Duration(0)
	a.Awake = func() time.Duration { return awake }
	unlock(t, a, "marta", m.secret)
	for range 5 {
		c.now, awake = c.now.Add(time.Second), awake+time.Second
		a.Tick()
	}
	if a.ScreenID() != "home" {
		t.Fatal("locks though nobody slept")
	}
	c.now, awake = c.now.Add(time.Minute), awake+time.Second
	a.Tick()
	if a.ScreenID() != "lock" || m.locked != 1 {
		t.Errorf("after a minute of sleep: screen %q, locked %d times", a.ScreenID(), m.locked)
	}
}

func TestSalvageGoesOnWithWhatIsReadable(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	m.failed = ui.ErrDamaged
	unlock(t, a, "marta", m.secret)
	if _, ok := a.Find("salvage"); ok {
		t.Error("offered to a worker")
	}
	fresh := newMachine()
	a.Salvage = func(_ context.Context, staff, passphrase string) (ui.Salvaged, error) {
		if staff != "Ana Cux" || passphrase != m.secret {
			t.Errorf("salvaged for %q with %q", staff, passphrase)
		}
		return ui.Salvaged{Kiosk: fresh, Lost: 2}, nil
	}
	unlock(t, a, "ana", m.secret)
	tap(t, a, "salvage")
	tap(t, a, "dialog.close")
	unlock(t, a, "ana", fresh.secret)
	if a.ScreenID() != "supervisor" {
		t.Errorf("after it: %q", a.ScreenID())
	}
}

func TestPINLeavesAnInterview(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "bar.staff")
	tap(t, a, "staff.pin")
	for _, refused := range []string{"12", "1111", "3456"} {
		field(t, a, "pin.digits").SetText("")
		write(t, a, "pin.digits", refused)
		tap(t, a, "pin.save")
		if field(t, a, "pin.digits").Problem() == "" {
			t.Fatalf("%s is taken", refused)
		}
	}
	field(t, a, "pin.digits").SetText("")
	write(t, a, "pin.digits", "8305")
	tap(t, a, "pin.save")
	leave := func(secret string) {
		t.Helper()
		write(t, a, "leave.secret", secret)
		tap(t, a, "leave.leave")
	}
	handOver := func() {
		t.Helper()
		tap(t, a, "handover")
		tap(t, a, "bar.help")
		tap(t, a, "help.leave")
	}
	handOver()
	leave("8306")
	leave("8305")
	if a.ScreenID() != "home" {
		t.Fatalf("the PIN leads to %q", a.ScreenID())
	}
	handOver()
	for range 3 {
		leave("0000")
	}
	leave("8305")
	if a.ScreenID() != "languages" {
		t.Fatal("the PIN counts after three wrong ones")
	}
	field(t, a, "leave.secret").SetText("")
	leave(o.secret)
	if a.ScreenID() != "home" {
		t.Fatalf("the passphrase leads to %q", a.ScreenID())
	}
}
