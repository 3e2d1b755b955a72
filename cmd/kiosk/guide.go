package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// patience is how long a guide waits for something to appear before it gives up.
const patience = 90 * time.Second

// glance is the time between two looks at the window.
const glance = 20 * time.Millisecond

// guide walks a person's way through the window: it looks where things are, and touches the display there.
type guide struct {
	ctx   context.Context
	hand  *hand
	app   *ui.App
	diary io.Writer // a line for each answer once the window has acknowledged it

	person     intake.Application // whose chapter it is
	passphrase string             // of staff
	code       intake.Code        // that the person got
	way        string             // before the names of pictures of an interview
	said       string             // what somebody outside the window said last
	errands    errands
	camera     string // folder of its pictures
	clock      *hourglass

	folder    string // for pictures
	shots     int    // in it
	sheet     sheet  // of them
	sheetName string // its file
}

// place is the middle of something on the display, in pixels.
type place struct{ x, y int }

// tap waits until the target is there and touches it. A button that leads on, or an answer about the consent, is touched no sooner
// than it takes a tap.
func (g *guide) tap(id string) error {
	at, err := g.target(id)
	if err != nil {
		return err
	}
	if slices.Contains([]string{"next", "hand_in", "finish"}, id) || strings.HasPrefix(id, "consent.") {
		if err := g.until("the page to stand", g.app.Stands); err != nil { // of the page that the target is on
			return err
		}
	}
	return g.hand.tap(at.x, at.y)
}

// target waits until a target stands still, and tells where.
func (g *guide) target(id string) (place, error) {
	return g.wait("target "+id, func() (fyne.CanvasObject, bool) { return g.find(id) })
}

// find looks for a target; an id that ends with a star stands for the first that begins so.
func (g *guide) find(id string) (found fyne.CanvasObject, ok bool) {
	begin, many := strings.CutSuffix(id, "*")
	if !many {
		return g.app.Find(id)
	}
	widgets.Walk(g.app.Window().Content(), func(o fyne.CanvasObject) bool {
		if w, is := o.(widgets.Identified); is && strings.HasPrefix(w.WidgetID(), begin) {
			found, ok = o, true
		}
		return !ok
	})
	return found, ok
}

// taps touches one target after another.
func (g *guide) taps(ids ...string) error {
	for _, id := range ids {
		if err := g.tap(id); err != nil {
			return err
		}
	}
	return nil
}

// spell writes text on the keyboard that the window shows, a tap for each letter.
func (g *guide) spell(text string) error {
	for _, r := range text {
		if err := g.key(string(r)); err != nil {
			return err
		}
	}
	return nil
}

// key touches the key that writes a letter, after the keys that lead to it: the other layer, or Shift.
func (g *guide) key(letter string) error {
	find := func() (fyne.CanvasObject, bool) { return g.app.Key(letter) }
	if err := g.until("the keyboard", func() bool { _, ok := g.app.Find("key.close"); return ok }); err != nil {
		return err
	}
	for range 6 {
		if _, there := g.look(find); there {
			return g.strike(letter, find)
		}
		way := "key.layer"
		if _, other := g.look(func() (fyne.CanvasObject, bool) { return g.app.Key(otherCase(letter)) }); other {
			way = "key.shift"
		}
		if err := g.tap(way); err != nil {
			return err
		}
		g.soon(find)
	}
	return fmt.Errorf("there is no key for %q", letter)
}

// strike touches a key and waits until its letter is in the field: what the keys write next follows from it.
func (g *guide) strike(letter string, find func() (fyne.CanvasObject, bool)) error {
	before := 0
	g.ask(func() { before = g.caret() })
	at, err := g.wait("key "+letter, find)
	if err != nil {
		return err
	}
	if err := g.hand.tap(at.x, at.y); err != nil {
		return err
	}
	return g.until("the letter "+letter, func() bool { return g.caret() != before })
}

// caret is how far the field that has the focus is written.
func (g *guide) caret() int {
	if field, ok := g.app.Window().Canvas().Focused().(*widgets.TextField); ok {
		return field.Caret()
	}
	return 0
}

// fill touches a field and writes text into it.
func (g *guide) fill(field, text string) error {
	if err := g.focus(field); err != nil {
		return err
	}
	return g.spell(text)
}

// focus touches a field, and again if the page moved away below the finger.
func (g *guide) focus(field string) error {
	has := func() (fyne.CanvasObject, bool) {
		f, ok := g.app.Window().Canvas().Focused().(*widgets.TextField)
		return f, ok && f.WidgetID() == field
	}
	const tries = 4
	for range tries {
		if err := g.tap(field); err != nil {
			return err
		}
		if g.soon(has) {
			return nil
		}
	}
	return fmt.Errorf("field %s does not take the focus", field)
}

// expect waits until the window shows the screen.
func (g *guide) expect(screen string) error {
	return g.until("screen "+screen, func() bool { return g.app.ScreenID() == screen })
}

// ask does something on Fyne's goroutine, and waits for its end.
func (g *guide) ask(question func()) {
	asked := make(chan struct{})
	g.app.Do(func() {
		defer close(asked)
		question()
	})
	<-asked
}

// until waits until something is so. The question is asked on Fyne's goroutine.
func (g *guide) until(what string, so func() bool) error {
	deadline := time.Now().Add(patience)
	for {
		var is bool
		var screen string
		g.ask(func() { is, screen = so(), g.app.ScreenID() })
		if is {
			return nil
		}
		if err := g.pause(deadline); err != nil {
			return fmt.Errorf("wait for %s (on screen %s): %w", what, screen, err)
		}
	}
}

// await waits until the target is there.
func (g *guide) await(id string) error {
	_, err := g.wait("target "+id, func() (fyne.CanvasObject, bool) { return g.find(id) })
	return err
}

// wait looks until something stands still on the screen, and tells where.
func (g *guide) wait(what string, find func() (fyne.CanvasObject, bool)) (place, error) {
	deadline := time.Now().Add(patience)
	var before place
	for seen := false; ; {
		at, found := g.look(find)
		if found && seen && at == before {
			return at, nil
		}
		before, seen = at, found
		if err := g.pause(deadline); err != nil {
			return place{}, fmt.Errorf("wait for %s: %w", what, err)
		}
	}
}

func (g *guide) look(find func() (fyne.CanvasObject, bool)) (at place, found bool) {
	g.ask(func() {
		o, ok := find()
		if d, can := o.(fyne.Disableable); !ok || can && d.Disabled() {
			return
		}
		scale := g.app.Window().Canvas().Scale()
		corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		at = place{
			x: int((corner.X + o.Size().Width/2) * scale),
			y: int((corner.Y + o.Size().Height/2) * scale),
		}
		found = true
	})
	return at, found
}

// otherCase is a small letter for a capital, and a capital for any other.
func otherCase(letter string) string {
	if small := strings.ToLower(letter); small != letter {
		return small
	}
	return strings.ToUpper(letter)
}

// soon reports whether something is there, or comes within two seconds.
func (g *guide) soon(find func() (fyne.CanvasObject, bool)) bool {
	for deadline := time.Now().Add(2 * time.Second); ; {
		if _, found := g.look(find); found {
			return true
		}
		if g.pause(deadline) != nil {
			return false
		}
	}
}

// pause waits for a glance, and says so once the deadline has passed or the tour was ended.
func (g *guide) pause(deadline time.Time) error {
	if time.Now().After(deadline) {
		return fmt.Errorf("not there after %s", patience)
	}
	select {
	case <-g.ctx.Done():
		return g.ctx.Err()
	case <-time.After(glance):
		return nil
	}
}

// picture saves what the display shows as NNN-name.png.
func (g *guide) picture(name string) error {
	if err := g.settle(); err != nil {
		return err
	}
	seen, err := g.hand.look()
	if err != nil {
		return err
	}
	g.shots++
	name = fmt.Sprintf("%03d-%s", g.shots, name)
	g.sheet.add(name, seen)
	return savePNG(filepath.Join(g.folder, name+".png"), seen)
}

// settle waits until the window has painted what it was last told, and nothing moves any more. A camera's picture never
// stands still: it is waited for no longer than a page takes to fade in.
func (g *guide) settle() error {
	for range 3 { // between two of them the window takes what the hand has done
		g.ask(func() {})
	}
	for deadline := time.Now().Add(moment); g.app.Busy(); { // a camera's coach is busy all the time
		if g.pause(deadline) != nil {
			break
		}
	}
	whole := image.Rect(0, 0, int(g.hand.screen.WidthInPixels), int(g.hand.screen.HeightInPixels))
	var before []byte
	for range 8 {
		if err := g.pauseFor(120 * time.Millisecond); err != nil {
			return err
		}
		now, err := g.hand.lookAt(whole)
		if err != nil {
			return err
		}
		if bytes.Equal(now, before) {
			return nil
		}
		before = now
	}
	return nil
}

func (g *guide) pauseFor(d time.Duration) error {
	select {
	case <-g.ctx.Done():
		return g.ctx.Err()
	case <-time.After(d):
		return nil
	}
}
