package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// target is what every tappable widget embeds: id, tap, pressed state, keyboard focus
// with its ring, and the plate that it is drawn on.
type target struct {
	widget.DisableableWidget
	id      string
	onTap   func()
	pressed bool
	lifted  *fyne.PointEvent // where a finger was lifted, while no tap came yet
	focused bool
	plate   canvas.Rectangle
	ring    canvas.Rectangle
}

// WidgetID implements Identified.
func (t *target) WidgetID() string { return t.id }

// Focused reports whether the keyboard's focus is here.
func (t *target) Focused() bool { return t.focused }

// SetTapped replaces what a tap does.
func (t *target) SetTapped(tapped func()) { t.onTap = tapped }

// Tapped implements fyne.Tappable.
func (t *target) Tapped(*fyne.PointEvent) { t.tap() }

func (t *target) tap() {
	t.lifted = nil
	t.setPressed(false)
	if !t.Disabled() && t.onTap != nil {
		t.onTap()
	}
}

// MouseDown implements desktop.Mouseable: a finger is on the target.
func (t *target) MouseDown(*desktop.MouseEvent) {
	t.lifted = nil
	t.setPressed(!t.Disabled())
	t.withHost(typingHost.fingerCame)
}

// MouseUp implements desktop.Mouseable.
func (t *target) MouseUp(e *desktop.MouseEvent) {
	if t.pressed {
		t.lifted = &e.PointEvent
	}
	t.setPressed(false)
}

// takeLift returns once where a finger was lifted without a tap.
func (t *target) takeLift() *fyne.PointEvent {
	lifted := t.lifted
	t.lifted = nil
	return lifted
}

// MouseIn implements desktop.Hoverable.
func (t *target) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (t *target) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable: a finger that slides off presses nothing.
func (t *target) MouseOut() { t.setPressed(false) }

// held reports whether a finger is on the target.
func (t *target) held() bool { return t.pressed }

func (t *target) setPressed(on bool) {
	if t.pressed != on {
		t.pressed = on
		t.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (t *target) FocusGained() {
	t.focused = true
	t.Refresh()
	t.withHost(typingHost.keyed)
	t.reveal()
}

// reveal scrolls the page to the target if it is hidden above or below.
func (t *target) reveal() {
	c := fyne.CurrentApp().Driver().CanvasForObject(&t.plate)
	if c == nil {
		return
	}
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		s, ok := o.(*Scroll)
		if ok && !Walk(s.content, func(o fyne.CanvasObject) bool { return o != &t.plate }) {
			s.Reveal(&t.plate)
		}
		return true
	})
}

// FocusLost implements fyne.Focusable.
func (t *target) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedRune implements fyne.Focusable.
func (t *target) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: space and return tap.
func (t *target) TypedKey(e *fyne.KeyEvent) {
	t.withHost(typingHost.hardwareTyped)
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.tap()
	}
}

// paintRing shows the ring while the focus is here.
func (t *target) paintRing(c color.NRGBA) {
	t.ring.FillColor = color.Transparent
	t.ring.StrokeColor = c
	t.ring.StrokeWidth = theme.Current().Tokens().RingWidth
	t.ring.Hidden = !t.focused
}

// layoutPlate puts the plate on the whole target and the ring around it.
func (t *target) layoutPlate(size fyne.Size) {
	k := theme.Current().Tokens()
	t.plate.Resize(size)
	around := k.RingWidth + k.RingSpacing
	t.ring.CornerRadius = t.plate.CornerRadius + around
	t.ring.Move(fyne.NewPos(-around, -around))
	t.ring.Resize(size.AddWidthHeight(2*around, 2*around))
}

// skin is the look of a plate in one state.
type skin struct {
	fill, stroke, text color.NRGBA
	width              float32
}

func (t *target) wear(s skin, radius float32) {
	t.plate.FillColor, t.plate.StrokeColor, t.plate.StrokeWidth = s.fill, s.stroke, s.width
	t.plate.CornerRadius = radius
	if s.width == 0 {
		t.plate.StrokeColor = color.Transparent
	}
}
