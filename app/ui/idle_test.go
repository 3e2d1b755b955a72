package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"ventanilla/app/locale"
)

// Somebody who writes on a keyboard with a plug, or touches the same place again and again, is there.
func TestKeysKeepTheWindowOpen(t *testing.T) {
	m, c := newMachine(), newClock()
	a := open(t, m, c, locale.Spanish, sizes["landscape"])
	m.idle = 2 * time.Minute
	unlock(t, a, "marta", m.secret)
	tap(t, a, "applications")
	for range 5 {
		c.now = c.now.Add(time.Minute)
		write(t, a, "search", "a")
		a.Tick()
	}
	home, _ := a.Find("home")
	for range 5 {
		c.now = c.now.Add(time.Minute)
		home.(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		a.Tick()
	}
	for range 5 { // a finger in one place moves no pointer
		c.now = c.now.Add(time.Minute)
		home.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{})
		home.(desktop.Mouseable).MouseUp(&desktop.MouseEvent{})
		a.Tick()
	}
	if a.ScreenID() != "applications" {
		t.Fatalf("somebody is there, and the window shows %q", a.ScreenID())
	}
	c.now = c.now.Add(3 * time.Minute)
	a.Tick()
	if a.ScreenID() != "lock" {
		t.Errorf("nobody is there, and the window shows %q", a.ScreenID())
	}
}

// The window may sleep only while nothing moves: not under a finger, not just after one, not while a page comes.
func TestStill(t *testing.T) {
	m, c := newMachine(), newClock()
	a := open(t, m, c, locale.Spanish, sizes["landscape"])
	const settled = 2 * time.Second
	unlock(t, a, "marta", m.secret)
	if a.Still() {
		t.Error("still while the page comes")
	}
	c.now = c.now.Add(settled)
	if !a.Still() {
		t.Error("not still though nobody is there")
	}
	target, _ := a.Find("new")
	target.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{})
	if a.Still() {
		t.Error("still under a finger")
	}
	target.(desktop.Mouseable).MouseUp(&desktop.MouseEvent{})
	a.Touched()
	if a.Still() {
		t.Error("still just after a finger")
	}
	c.now = c.now.Add(settled)
	if !a.Still() {
		t.Error("not still after it")
	}
}
