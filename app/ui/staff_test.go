package ui_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// staffScreens visits every screen of the supervisor and calls visit on each.
func staffScreens(t *testing.T, a *ui.App, m *machine, visit func(name string)) {
	t.Helper()
	visit("lock")
	tap(t, a, "staff.ana")
	visit("lock, typing")
	unlock(t, a, "ana", m.secret)
	visit("supervisor")
	for _, id := range []string{"applications", "outbox", "usb", "wipe"} {
		tap(t, a, id)
		visit(id)
		tap(t, a, "home")
	}
	tap(t, a, "stand")
	visit("home")
	tap(t, a, "stand")
	for _, id := range []string{"bar.look", "bar.language", "bar.staff"} {
		tap(t, a, id)
		visit(id)
		tap(t, a, "dialog.close")
	}
	tap(t, a, "usb")
	tap(t, a, "next")
	visit("usb, safe to remove")
}

func TestStaffScreensFit(t *testing.T) {
	for _, language := range locale.Languages() {
		for name, size := range sizes {
			t.Run(fmt.Sprintf("%s %s", language, name), func(t *testing.T) {
				m := newMachine()
				a := open(t, m, newClock(), language, size)
				staffScreens(t, a, m, func(screen string) {
					fits(t, a, screen)
					picture(t, a, fmt.Sprintf("%s-%s-%s", name, language, screen))
				})
			})
		}
	}
}

// TestStaffScreensFitEveryLook takes French and Creole, whose texts run longest, through the colours and sizes of type.
func TestStaffScreensFitEveryLook(t *testing.T) {
	for _, language := range []intake.Language{locale.French, locale.Creole} {
		for name, size := range sizes {
			for _, look := range []string{"look.dark", "look.contrast", "look.large", "look.largest"} {
				t.Run(fmt.Sprintf("%s %s %s", language, name, look), func(t *testing.T) {
					m := newMachine()
					a := open(t, m, newClock(), language, size)
					tap(t, a, "bar.look")
					tap(t, a, look)
					tap(t, a, "dialog.close")
					staffScreens(t, a, m, func(screen string) {
						fits(t, a, screen)
						picture(t, a, fmt.Sprintf("%s-%s-%s-%s", name, language, look, screen))
					})
				})
			}
		}
	}
}

func TestLanguageSwitchLosesNothing(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	write(t, a, "passphrase", "half of it")
	tap(t, a, "staff.luis")
	switchTo(t, a, "fr")
	if got := field(t, a, "passphrase").Text(); got != "half of it" {
		t.Errorf("the passphrase became %q", got)
	}
	if !tile(t, a, "staff.luis").Chosen() {
		t.Error("nobody is chosen any more")
	}
	unlock(t, a, "ana", m.secret)
	tap(t, a, "applications")
	write(t, a, "search", "B7K")
	tap(t, a, "state.waiting")
	switchTo(t, a, "ht")
	if got := field(t, a, "search").Text(); got != "B7K" {
		t.Errorf("the search became %q", got)
	}
	if a.ScreenID() != "applications" {
		t.Errorf("the screen became %q", a.ScreenID())
	}
}

func switchTo(t *testing.T, a *ui.App, language intake.Language) {
	t.Helper()
	if _, ok := a.Find("key.close"); ok {
		tap(t, a, "key.close")
	}
	tap(t, a, "bar.language")
	tap(t, a, "language."+string(language))
}

func field(t *testing.T, a *ui.App, id string) *widgets.TextField {
	t.Helper()
	o, ok := a.Find(id)
	if !ok {
		t.Fatalf("no field %q", id)
	}
	return o.(*widgets.TextField)
}

func tile(t *testing.T, a *ui.App, id string) *widgets.Tile {
	t.Helper()
	o, ok := a.Find(id)
	if !ok {
		t.Fatalf("no tile %q", id)
	}
	return o.(*widgets.Tile)
}

func TestWrongPassphrase(t *testing.T) {
	m := newMachine()
	c := newClock()
	a := open(t, m, c, locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", "no es")
	if a.ScreenID() != "lock" || field(t, a, "passphrase").Problem() == "" {
		t.Fatal("a wrong passphrase must be refused, with a word")
	}
	if field(t, a, "passphrase").Text() != "" {
		t.Error("the wrong passphrase stays in the field")
	}
	m.wait = 20 * time.Second
	unlock(t, a, "marta", m.secret)
	if a.ScreenID() != "lock" {
		t.Fatal("too many wrong ones must wait")
	}
	m.wait = 0
	unlock(t, a, "marta", m.secret)
	if a.ScreenID() != "lock" {
		t.Fatal("nothing is tried before the wait is over")
	}
	c.now = c.now.Add(21 * time.Second)
	a.Tick()
	unlock(t, a, "marta", m.secret)
	if a.ScreenID() != "home" {
		t.Errorf("after the wait: %q", a.ScreenID())
	}
}

func TestRolesSeeWhatIsTheirs(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	for _, id := range []string{"usb", "wipe"} {
		if _, ok := a.Find(id); ok {
			t.Errorf("a worker sees %q", id)
		}
	}
	tap(t, a, "lock")
	if m.locked != 1 || a.ScreenID() != "lock" {
		t.Fatalf("locked %d times, screen %q", m.locked, a.ScreenID())
	}
	unlock(t, a, "ana", m.secret)
	for _, id := range []string{"usb", "wipe"} {
		if _, ok := a.Find(id); !ok {
			t.Errorf("a supervisor does not see %q", id)
		}
	}
}

func TestIdleLocks(t *testing.T) {
	m, c := newMachine(), newClock()
	m.idle = 2 * time.Minute
	a := open(t, m, c, locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	pass := func(d time.Duration) { c.now = c.now.Add(d); a.Tick() }
	pass(80 * time.Second)
	a.Touched()
	pass(80 * time.Second)
	if a.ScreenID() != "home" {
		t.Fatal("a touch must begin the time anew")
	}
	pass(20 * time.Second)
	fits(t, a, "countdown")
	a.Touched()
	pass(25 * time.Second)
	if a.ScreenID() != "home" {
		t.Fatal("a touch must end the countdown")
	}
	pass(2 * time.Minute)
	if a.ScreenID() != "lock" || m.locked != 1 {
		t.Errorf("after the limit: screen %q, locked %d times", a.ScreenID(), m.locked)
	}
}

func TestListPages(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "applications")
	rows := 0
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		if i, ok := o.(widgets.Identified); ok && i.WidgetID() == "application" {
			rows++
		}
		return true
	})
	if rows < 4 {
		t.Errorf("%d rows on the first page", rows)
	}
	tap(t, a, "rows.after")
	tap(t, a, "rows.before")
	tap(t, a, "state.parked")
	tap(t, a, "application")
	if a.ScreenID() != "record" {
		t.Errorf("a parked one opens %q", a.ScreenID())
	}
}

func TestOutboxDelivers(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "bar.link")
	tap(t, a, "retry")
	if m.delivered != 1 {
		t.Errorf("delivered %d times", m.delivered)
	}
}

func TestWipeNeedsThePassphrase(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "wipe")
	o, ok := a.Find("wipe.hold")
	if !ok || !o.(fyne.Disableable).Disabled() {
		t.Fatal("the button must wait for a passphrase")
	}
	write(t, a, "passphrase", m.secret)
	if o.(fyne.Disableable).Disabled() {
		t.Error("the button must be ready with a passphrase")
	}
	tap(t, a, "wipe.hold")
	if m.wiped {
		t.Error("a tap must not wipe")
	}
}

func TestCarryByStick(t *testing.T) {
	m := newMachine()
	m.sticks = nil
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "usb")
	next := func() *widgets.Button {
		o, ok := a.Find("next")
		if !ok {
			t.Fatal("no button to go on with")
		}
		return o.(*widgets.Button)
	}
	if !next().Disabled() {
		t.Error("without a stick there is nothing to start")
	}
	m.sticks = []ui.Stick{{Path: "/media/azul", Name: "AZUL"}, {Path: "/media/rojo", Name: "ROJO"}}
	a.Tick()
	if !next().Disabled() {
		t.Error("with two sticks a person has to choose")
	}
	tap(t, a, "stick./media/rojo")
	tap(t, a, "next")
	if m.carried != "/media/rojo" {
		t.Errorf("carried to %q", m.carried)
	}
	tap(t, a, "next")
	if a.ScreenID() != "supervisor" {
		t.Errorf("after the stick: %q", a.ScreenID())
	}
}

func TestLockScreenTellsTheLink(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.French, sizes["small"])
	for _, link := range []ui.Link{ui.LinkNone, ui.LinkUp, ui.LinkCaptive, ui.LinkRefused, ui.LinkClock, ui.LinkCode, ui.LinkCopied} {
		m.status.Link = link
		a.Tick()
		fits(t, a, "lock, "+string(link))
	}
}
