package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

func TestFrameFollowsTheScreen(t *testing.T) {
	f := assistedFrame()
	p, _ := namePage()
	f.Open(p)
	w := show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	var heard []theme.Class
	f.OnClass = func(c theme.Class) { heard = append(heard, c) }
	for _, size := range []fyne.Size{portrait, small, small, landscape} {
		w.Resize(size)
		if theme.Current().Class() != theme.ClassFor(size) {
			t.Errorf("%v: class %s", size, theme.Current().Class())
		}
	}
	if want := "[portrait small landscape]"; fmt.Sprint(heard) != want {
		t.Errorf("told %v, want %s", heard, want)
	}
}

// pages are one page of each kind.
func pages() map[string]*widgets.Page {
	name, _ := namePage()
	return map[string]*widgets.Page{
		"name": name, "worker": workerPage(),
		"date":  datePage(widgets.NewDatePicker("d", today, dateWords)),
		"birth": datePage(widgets.NewBirthPicker("b", today, dateWords)),
		"pick":  onCounter(&widgets.Page{Body: countryPick()}, "", 1),
	}
}

func TestTargetsAreBigAndOnTheScreen(t *testing.T) {
	for name, size := range sizes {
		for _, mode := range []theme.Mode{theme.Worker, theme.Assisted} {
			for page, p := range pages() {
				f := assistedFrame()
				f.Open(p)
				show(t, theme.Look{Mode: mode}, size, f)
				checkTargets(t, fmt.Sprint(name, " ", mode, " ", page), f, size)
			}
		}
	}
}

// checkTargets fails for a target that is too small or off the screen to the side.
func checkTargets(t *testing.T, where string, f *widgets.Frame, size fyne.Size) {
	t.Helper()
	n := 0
	widgets.Walk(f, func(o fyne.CanvasObject) bool {
		id, ok := o.(widgets.Identified)
		if !ok {
			return true
		}
		n++
		s, at := id.Size(), fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if s.Width < theme.MinTarget || s.Height < theme.MinTarget {
			t.Errorf("%s: %q is %v × %v px", where, id.WidgetID(), s.Width, s.Height)
		}
		if at.X < 0 || at.X+s.Width > size.Width {
			t.Errorf("%s: %q reaches over the side, from %v to %v", where, id.WidgetID(), at.X, at.X+s.Width)
		}
		return true
	})
	if n < 3 {
		t.Errorf("%s: only %d targets", where, n)
	}
}

func TestDialogCovers(t *testing.T) {
	f := assistedFrame()
	p, _ := namePage()
	f.Open(p)
	w := show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	left := 0
	f.ShowDialog(widgets.NewDialog("Salir", widgets.NewBody("¿Salir?"),
		widgets.NewButton("stay", widgets.Secondary, "Quedarme", f.HideDialog),
		widgets.NewButton("leave", widgets.Primary, "Salir", func() { left++ })))
	for _, id := range []string{"next", "help", "field.given"} {
		if widgets.Find(f, id) != nil {
			t.Errorf("%q can be reached behind the dialog", id)
		}
	}
	for range 4 {
		test.FocusNext(w.Canvas())
		id, ok := w.Canvas().Focused().(widgets.Identified)
		if !ok || id.WidgetID() != "stay" && id.WidgetID() != "leave" {
			t.Errorf("the focus went behind the dialog, to %v", w.Canvas().Focused())
		}
	}
	tapID(t, f, "leave")
	tapID(t, f, "stay")
	if left != 1 || f.Dialog() != nil || widgets.Find(f, "next") == nil {
		t.Error("the dialog does not go away")
	}
}

func TestKeyboardReachesEverything(t *testing.T) {
	f := assistedFrame()
	tapped := 0
	button := widgets.NewButton("only", widgets.InPane, "Agregar", func() { tapped++ })
	choice := widgets.NewChoice("choice", "mayo", func() { tapped++ })
	f.SetTop()
	f.Open(&widgets.Page{Body: widgets.NewRow(12, button, choice)})
	w := show(t, theme.Look{}, landscape, f)
	for _, o := range []interface {
		fyne.Focusable
		RingShown() bool
	}{button, choice} {
		test.FocusNext(w.Canvas())
		if !o.RingShown() {
			t.Error("no ring where the focus is")
		}
		o.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if tapped != 4 || button.RingShown() {
		t.Errorf("%d taps by keys, want 4; the first ring shown: %v", tapped, button.RingShown())
	}
}

func TestNotReadyDoesNothing(t *testing.T) {
	tapped := 0
	b := widgets.NewButton("b", widgets.Primary, "Espere", func() { tapped++ })
	c := widgets.NewChoice("c", "31", func() { tapped++ })
	b.SetReady(false)
	c.SetPossible(false)
	f := bodyFrame(t, widgets.NewRow(12, b, c))
	tapID(t, f, "b")
	tapID(t, f, "c")
	b.SetReady(true)
	tapID(t, f, "b")
	if tapped != 1 {
		t.Errorf("%d taps went through, want 1", tapped)
	}
}

// longPage is a body of many choices.
func longPage(tapped func(i int)) fyne.CanvasObject {
	column := widgets.NewColumn(8)
	for i := range 30 {
		column.Add(widgets.NewChoice(fmt.Sprint("c", i), fmt.Sprint("opción ", i), func() { tapped(i) }))
	}
	return column
}

func TestScrollByFinger(t *testing.T) {
	f := bodyFrame(t, longPage(func(int) {}))
	canvas := fyne.CurrentApp().Driver().CanvasForObject(f)
	top := func() float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(widgets.Find(f, "c0")).Y
	}
	before := top()
	test.Drag(canvas, fyne.NewPos(400, 500), 0, -200)
	if got := before - top(); got != 200 {
		t.Errorf("moved by %v, want 200", got)
	}
	test.Drag(canvas, fyne.NewPos(400, 500), 0, 9000)
	if top() != before {
		t.Error("scrolled beyond the top")
	}
	test.Drag(canvas, fyne.NewPos(400, 500), 0, -90000)
	if !f.Body().AtEnd() {
		t.Error("does not reach the end")
	}
}

func TestPageButtonsOnTheCounter(t *testing.T) {
	f := bodyFrame(t, longPage(func(int) {}))
	up := widgets.Find(f, "page.up").(*widgets.Button)
	if !up.Disabled() {
		t.Error("goes up from the top")
	}
	for range 9 {
		tapID(t, f, "page.down")
	}
	if !f.Body().AtEnd() || up.Disabled() {
		t.Error("page buttons do not reach the end")
	}
	f.Open(onCounter(&widgets.Page{Body: widgets.NewBody("kurz")}, "", 1))
	if widgets.Find(f, "page.down") != nil {
		t.Error("page buttons on a page that fits")
	}
}

// press is what a driver tells a target and its scroll when a finger comes down, moves
// by that much, and is lifted.
func press(o widgets.Identified, s *widgets.Scroll, by float32) {
	m := o.(desktop.Mouseable)
	m.MouseDown(&desktop.MouseEvent{})
	s.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: by}})
	m.MouseUp(&desktop.MouseEvent{})
	s.DragEnd()
}

func TestAFingerThatTremblesTaps(t *testing.T) {
	tapped := 0
	f := bodyFrame(t, longPage(func(int) { tapped++ }))
	press(widgets.Find(f, "c1"), f.Body(), 5)
	if tapped != 1 {
		t.Errorf("%d taps by a finger that moved 5 px, want 1", tapped)
	}
	press(widgets.Find(f, "c1"), f.Body(), -80)
	press(widgets.Find(f, "c2"), f.Body(), 40)
	if tapped != 1 {
		t.Error("a drag taps")
	}
}

func TestTheMiddleOfANarrowCounterGoesIntoThePane(t *testing.T) {
	f := assistedFrame()
	p, _ := namePage()
	tapped := 0
	p.Left = append(p.Left, widgets.NewButton("again", widgets.Secondary, "Tomar otra foto ahora", func() { tapped++ }))
	f.Open(p)
	w := show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	y := func(id string) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(widgets.Find(f, id)).Y
	}
	if y("again") != y("next") {
		t.Error("not on the counter although there is room")
	}
	w.Resize(portrait)
	if y("again") >= y("next") || y("again") <= y("soft.one") {
		t.Errorf("again at %v, next at %v, soft answers at %v", y("again"), y("next"), y("soft.one"))
	}
	tapID(t, f, "again")
	w.Resize(landscape)
	if y("again") != y("next") || tapped != 1 {
		t.Error("does not come back")
	}
}

func TestUpdateMakesRoom(t *testing.T) {
	first, second := widgets.NewBody("corto"), widgets.NewChoice("c", "mayo", nothing)
	f := bodyFrame(t, widgets.NewColumn(8, widgets.NewColumn(8, first), second))
	before := second.Position().Y
	first.SetText("uno\ndos\ntres")
	f.Update()
	if second.Position().Y <= before {
		t.Error("what stands below a text that grew does not move")
	}
}

func TestSnackbarUndoes(t *testing.T) {
	f := bodyFrame(t, widgets.NewBody("x"))
	undone := 0
	f.ShowSnackbar(widgets.NewSnackbar("undo", "Quitó a Josué", "Deshacer", func() { undone++ }))
	tapID(t, f, "undo")
	clock := &widgets.FakeClock{}
	f.After = clock.After
	f.ShowSnackbar(widgets.NewSnackbar("undo2", "Quitó a Ana", "Deshacer", nothing))
	clock.Advance(7 * time.Second)
	if widgets.Find(f, "undo2") == nil {
		t.Error("gone before eight seconds")
	}
	clock.Advance(time.Second)
	if widgets.Find(f, "undo2") != nil {
		t.Error("still there after eight seconds")
	}
	if undone != 1 || widgets.Find(f, "undo") != nil {
		t.Errorf("undone %d, still there: %v", undone, widgets.Find(f, "undo") != nil)
	}
}
