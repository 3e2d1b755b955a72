package ui_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// rect is a place in the window, in px.
type rect struct{ x, y, w, h float32 }

func (r rect) overlaps(o rect) bool {
	const touch = 3.5 // the two lines of words in the bar stand 3 px into one another, where no letter reaches
	return r.x+touch < o.x+o.w && o.x+touch < r.x+r.w && r.y+touch < o.y+o.h && o.y+touch < r.y+r.h
}

// seen is something on the window that has no widget inside it.
type seen struct {
	what   string
	target bool
	place  rect
}

// look is a walk over all that the window shows.
type look struct {
	t      *testing.T
	name   string
	window rect
	leaves []seen
	maize  int
}

// whole wants a page that is judged at a glance to show all that it has at once: a date, a photo, what the requirements
// say, the receipt. A small screen may page.
func whole(t *testing.T, a *ui.App, name string) {
	t.Helper()
	glanced := slices.Contains([]string{"birth", "arrival", "portrait", "document_photo", "document_back", "conditions", "receipt"}, a.ScreenID())
	if _, paged := a.Find("page.down"); paged && glanced && a.Window().Content().Size() != sizes["small"] {
		t.Errorf("%s: there is more than can be seen at once", name)
		picture(t, a, "paged-"+t.Name()[strings.LastIndex(t.Name(), "/")+1:]+"-"+name)
	}
}

// appearance is how a window is seen: in a language, at a size, in a look of its own or in the usual one.
type appearance struct {
	language intake.Language
	name     string // of the size
	look     string // id of what is chosen for it, "" for the usual
}

// inEachAppearance goes through each language and size, and once more in the largest type for the languages whose texts run
// longest.
func inEachAppearance(t *testing.T, visit func(t *testing.T, as appearance)) {
	t.Helper()
	for _, language := range locale.Languages() {
		looks := []string{""}
		if language == locale.French || language == locale.Creole {
			looks = append(looks, "look.largest")
		}
		for name := range sizes {
			for _, look := range looks {
				t.Run(fmt.Sprintf("%s %s %s", language, name, look), func(t *testing.T) { visit(t, appearance{language, name, look}) })
			}
		}
	}
}

// see checks that a screen fits. The pictures begin with the test's name.
func (as appearance) see(t *testing.T, a *ui.App, screen string) {
	t.Helper()
	fits(t, a, screen)
	test, _, _ := strings.Cut(t.Name(), "/")
	picture(t, a, fmt.Sprintf("%s-%s-%s%s-%s", test, as.name, as.language, as.look, screen))
}

// choose gives the window its look.
func (as appearance) choose(t *testing.T, a *ui.App) {
	t.Helper()
	if as.look != "" {
		taps(t, a, "bar.look", as.look, "dialog.close")
	}
}

// inEachLook opens a locked window in each appearance. What see is given must fit.
func inEachLook(t *testing.T, visit func(t *testing.T, a *ui.App, m *machine, see func(screen string))) {
	t.Helper()
	inEachAppearance(t, func(t *testing.T, as appearance) {
		m := newMachine()
		a := open(t, m, newClock(), as.language, sizes[as.name])
		as.choose(t, a)
		visit(t, a, m, func(screen string) { as.see(t, a, screen) })
	})
}

// fits checks what a person must be able to see and touch: no text runs over its place, nothing lies over anything else or
// outside the window, each target is at least 56 px wide and high, and at most one button is maize. A scroll may hide what
// is below it.
func fits(t *testing.T, a *ui.App, name string) {
	t.Helper()
	content := a.Window().Content()
	size := content.Size()
	l := &look{t: t, name: name, window: rect{0, 0, size.Width, size.Height}}
	l.walk(content, fyne.Position{}, false)
	if l.maize > 1 {
		t.Errorf("%s: %d maize buttons", name, l.maize)
	}
	for i, one := range l.leaves {
		for _, other := range l.leaves[i+1:] {
			if one.place.overlaps(other.place) {
				t.Errorf("%s: %s %v lies over %s %v", name, one.what, one.place, other.what, other.place)
			}
		}
	}
}

// walk looks at an object whose parent is at that place.
func (l *look) walk(o fyne.CanvasObject, at fyne.Position, scrolled bool) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			l.walk(child, at, scrolled)
		}
	case fyne.Widget:
		l.widget(o, at, scrolled)
	}
}

func (l *look) widget(w fyne.Widget, at fyne.Position, scrolled bool) {
	_, isScroll := w.(*widgets.Scroll)
	place := rect{at.X, at.Y, w.Size().Width, w.Size().Height}
	leaf := true
	for _, child := range test.WidgetRenderer(w).Objects() {
		switch child := child.(type) {
		case *canvas.Text:
			l.text(w, child, scrolled)
		case *canvas.Rectangle:
			l.plate(child)
		case *canvas.Image, *canvas.Arc:
		default:
			leaf = false
			l.walk(child, at, scrolled || isScroll)
		}
	}
	l.target(w, place)
	if leaf || isTarget(w) && !holdsWidgets(w) {
		l.leaf(w, place, scrolled)
	}
}

func isTarget(o fyne.CanvasObject) bool {
	i, ok := o.(widgets.Identified)
	return ok && i.WidgetID() != ""
}

// holdsWidgets reports whether a target has widgets of its own inside, which are looked at by themselves.
func holdsWidgets(w fyne.Widget) bool {
	for _, child := range test.WidgetRenderer(w).Objects() {
		switch child.(type) {
		case *canvas.Text, *canvas.Rectangle, *canvas.Image, *canvas.Arc:
		default:
			return true
		}
	}
	return false
}

func (l *look) target(w fyne.Widget, place rect) {
	if isTarget(w) && (place.w < theme.MinTarget-0.5 || place.h < theme.MinTarget-0.5) {
		l.t.Errorf("%s: target %s is %.0f×%.0f", l.name, describe(w), place.w, place.h)
	}
}

// leaf wants an object to be inside the window, unless it can be scrolled to, and remembers its place.
func (l *look) leaf(w fyne.Widget, place rect, scrolled bool) {
	if place.w < 2 || place.h < 2 {
		return
	}
	const over = 1.5
	if place.x < -over || place.x+place.w > l.window.w+over || !scrolled && (place.y < -over || place.y+place.h > l.window.h+over) {
		l.t.Errorf("%s: %s %v is outside the window", l.name, describe(w), place)
	}
	if !scrolled { // what is scrolled away lies under the counter
		l.leaves = append(l.leaves, seen{describe(w), isTarget(w), place})
	}
}

// text wants a line to lie inside its widget.
func (l *look) text(w fyne.Widget, line *canvas.Text, _ bool) {
	if line.Text == "" || !line.Visible() {
		return
	}
	natural := line.MinSize()
	left := line.Position().X
	switch line.Alignment {
	case fyne.TextAlignCenter:
		left += (line.Size().Width - natural.Width) / 2
	case fyne.TextAlignTrailing:
		left += line.Size().Width - natural.Width
	}
	const over = 1.5
	if left < -over || left+natural.Width > w.Size().Width+over {
		l.t.Errorf("%s: %q runs over %s, %.0f px from %.0f in %.0f", l.name, line.Text, describe(w), natural.Width, left, w.Size().Width)
	}
	if line.Position().Y < -natural.Height/4 || line.Position().Y+natural.Height*3/4 > w.Size().Height+over {
		l.t.Errorf("%s: %q is cut off at the height of %s", l.name, line.Text, describe(w))
	}
}

// plate counts what looks like the button that leads on.
func (l *look) plate(r *canvas.Rectangle) {
	const thinnest = 40 // px; the sill is thinner, and a camera's guide
	size := r.Size()
	if r.Visible() && r.FillColor == theme.Current().Tokens().Maize && min(size.Width, size.Height) > thinnest {
		l.maize++
	}
}

func describe(w fyne.Widget) string {
	name := reflect.TypeOf(w).Elem().Name()
	switch w := w.(type) {
	case widgets.Identified:
		return fmt.Sprintf("%s %s", name, w.WidgetID())
	case interface{ Text() string }:
		return fmt.Sprintf("%s %q", name, w.Text())
	default:
		return name
	}
}
