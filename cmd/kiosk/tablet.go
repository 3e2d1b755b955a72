package main

import (
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
)

// tabletStops are what the tour shows of a new tablet's days: it is set up in a place without a network, and meets what
// can go wrong.
//
//go:embed tablet.jsonl
var tabletStops []byte

// tablet goes through a new tablet's days, from its set-up in an empty folder to its wiping.
func (g *guide) tablet() error { return g.round(tabletStops) }

// walk does what no touching of targets by their names can say. A word after its name says more.
func (g *guide) walk(name string) error {
	name, more, _ := strings.Cut(name, " ")
	switch name {
	case "led":
		return g.led()
	case "delivered":
		return g.delivered(0)
	case "secret":
		return g.readSecret()
	case "unlock":
		return g.unlock(g.passphrase)
	case "step":
		return g.step(more)
	case "consent":
		return g.consent(g.person.Consent)
	case "quick":
		return g.quick(more)
	case "camera":
		return g.point(more)
	case "live":
		return g.until("a picture of the camera", g.live)
	case "time":
		return g.pass(more)
	case "hold":
		return g.hold(more)
	}
	return fmt.Errorf("the tour knows no walk %q", name)
}

// readSecret remembers the passphrase that the window offers, as a person writes it down.
func (g *guide) readSecret() error {
	g.ask(func() {
		if field, ok := g.app.Find("secret.new"); ok {
			g.passphrase = field.(*widgets.TextField).Text()
		}
	})
	if g.passphrase == "" {
		return errors.New("no passphrase is offered")
	}
	return nil
}

// step goes to a step of a worker's interview, by the rail or, where that has no room, by its dialog.
func (g *guide) step(name string) error {
	rail := false
	err := g.until("the steps", func() bool {
		_, dialog := g.app.Find("steps")
		_, rail = g.app.Find("step.consent")
		return dialog || rail
	})
	if err != nil {
		return err
	}
	if rail {
		return g.tap("step." + name)
	}
	return g.taps("steps", "step."+name)
}

// quick checks what the requirements say to somebody who arrived in a year, or who does not know when.
func (g *guide) quick(arrived string) error {
	err := g.steps(
		func() error { return g.tap("quick") },
		func() error { return g.country(g.language(), "HN") },
		func() error { return g.goOn("nationality") },
	)
	if err != nil {
		return err
	}
	if arrived == "" {
		return g.steps(func() error { return g.tap("soft.does_not_know") }, func() error { return g.goOn("arrival") })
	}
	date, err := intake.ParseDate(arrived)
	if err != nil {
		return err
	}
	return g.steps(func() error { return g.date(date, false) }, func() error { return g.goOn("arrival") })
}

// point holds the camera before other pictures: those of a folder beside the one that it has, or none there is.
func (g *guide) point(folder string) error {
	eye, ok := g.app.Camera.(*eye)
	if !ok {
		return errors.New("the camera cannot be pointed elsewhere")
	}
	eye.turnTo(filepath.Join(g.camera, folder))
	return eye.SetCountdown(false) // which the tour has shown
}

// live reports whether the camera shows something.
func (g *guide) live() bool {
	return !widgets.Walk(g.app.Window().Content(), func(o fyne.CanvasObject) bool {
		c, ok := o.(*widgets.Camera)
		return !ok || !c.Live()
	})
}

// pass lets time pass in which nobody touches anything, once the window has taken what was touched before.
func (g *guide) pass(while string) error {
	d, err := time.ParseDuration(while)
	if err != nil {
		return err
	}
	if err := g.settle(); err != nil {
		return err
	}
	g.clock.pass(d)
	return nil
}

// hold keeps a finger on a target until its button has done what it is for, and takes a picture meanwhile.
func (g *guide) hold(id string) error {
	at, err := g.wait("target "+id, func() (fyne.CanvasObject, bool) { return g.app.Find(id) })
	if err != nil {
		return err
	}
	if err := g.hand.touch(at.x, at.y); err != nil {
		return err
	}
	const half = 2 * time.Second
	err = g.steps(
		func() error { return g.pauseFor(half) },
		func() error { return g.picture(strings.ReplaceAll(id, ".", "-")) },
		func() error {
			return g.until("the end of holding", func() bool { _, still := g.app.Find(id); return !still })
		},
	)
	return errors.Join(err, g.hand.lift(at.x, at.y))
}
