package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// Stepper is a number between two buttons. It shows no number before a person tapped;
// the first tap gives its start. A finger that stays repeats.
type Stepper struct {
	widget.BaseWidget
	// OnChanged is called with the number after a person changed it.
	OnChanged func(int)

	low, high, start int
	value            int
	known            bool
	less, more       *stepButton
	number           *label
}

// NewStepper returns a stepper from low to high whose first number is start. Its buttons
// are "id.less" and "id.more".
func NewStepper(id string, low, high, start int) *Stepper {
	s := &Stepper{low: low, high: high, start: start, number: newLabel("", theme.Heading)}
	s.less = newStepButton(id+".less", assets.IconMinus, func() { s.step(-1) })
	s.more = newStepButton(id+".more", assets.IconPlus, func() { s.step(1) })
	s.ExtendBaseWidget(s)
	return s
}

// Value returns the number, and whether a person has given one.
func (s *Stepper) Value() (number int, known bool) { return s.value, s.known }

// SetValue shows a number and calls nothing.
func (s *Stepper) SetValue(number int) {
	s.value, s.known = min(max(number, s.low), s.high), true
	s.Refresh()
}

// Clear forgets the number.
func (s *Stepper) Clear() {
	s.known = false
	s.Refresh()
}

func (s *Stepper) step(by int) {
	next := s.start
	if s.known {
		next = s.value + by
	}
	if next < s.low || next > s.high {
		return
	}
	s.SetValue(next)
	if s.OnChanged != nil {
		s.OnChanged(next)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Stepper) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.less, s.more}, s.number.objects()...)
}

func (s *Stepper) paint() {
	s.number.text, s.number.color = "–", theme.Current().Tokens().Ink
	if s.known {
		s.number.text = strconv.Itoa(s.value)
	}
	s.less.setPossible(!s.known || s.value > s.low)
	s.more.setPossible(!s.known || s.value < s.high)
}

const stepNumber = 92 // px between the buttons

func (s *Stepper) min() fyne.Size {
	side := theme.Current().Measures().Button
	return fyne.NewSize(2*side+stepNumber, side)
}

func (s *Stepper) layout(size fyne.Size) {
	side := min(size.Height, theme.Current().Measures().Button)
	y := (size.Height - side) / 2
	box{0, y, side, side}.put(s.less)
	box{side + stepNumber, y, side, side}.put(s.more)
	s.number.set(stepNumber - 8)
	s.number.place(fyne.NewPos(side, y), fyne.NewSize(stepNumber, side))
}

// stepButton is a square with an icon that repeats while it is held.
type stepButton struct {
	target
	glyph  *glyph
	icon   assets.IconName
	repeat repeater
}

func newStepButton(id string, icon assets.IconName, act func()) *stepButton {
	b := &stepButton{glyph: newGlyph(""), icon: icon, repeat: repeater{clock: wallClock, act: act}}
	b.id = id
	b.onTap = func() {
		if b.repeat.tapped() {
			act()
		}
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *stepButton) setPossible(possible bool) {
	if possible == b.Disabled() {
		if possible {
			b.Enable()
		} else {
			b.repeat.release()
			b.Disable()
		}
	}
}

// MouseDown implements desktop.Mouseable.
func (b *stepButton) MouseDown(e *desktop.MouseEvent) {
	b.target.MouseDown(e)
	if !b.Disabled() {
		b.repeat.press()
	}
}

// MouseUp implements desktop.Mouseable.
func (b *stepButton) MouseUp(e *desktop.MouseEvent) {
	b.repeat.release()
	b.target.MouseUp(e)
}

// MouseOut implements desktop.Hoverable.
func (b *stepButton) MouseOut() {
	b.repeat.release()
	b.target.MouseOut()
}

// TypedKey implements fyne.Focusable.
func (b *stepButton) TypedKey(e *fyne.KeyEvent) {
	b.repeat.done = 0
	b.target.TypedKey(e)
}

func (b *stepButton) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

func (b *stepButton) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&b.ring, &b.plate, b.glyph.Image}
}

func (b *stepButton) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Quiet, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	switch {
	case b.Disabled():
		s.fill, s.stroke, s.text = k.Pane, k.Line, k.Edge
	case b.pressed:
		s.fill = k.Sel
	}
	b.wear(s, theme.RadiusChoice)
	b.paintRing(k.Focus)
	b.glyph.set(b.icon, s.text)
}

func (b *stepButton) min() fyne.Size { return fyne.NewSquareSize(theme.MinTarget) }

func (b *stepButton) layout(size fyne.Size) {
	b.layoutPlate(size)
	put(b.glyph, size.Width/2, size.Height/2, 30)
}
