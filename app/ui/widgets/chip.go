package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// Chip is something chosen, with a × that takes it away. A tap elsewhere on it does
// nothing; the keyboard takes it away with space.
type Chip struct {
	target
	label *label
	cross *glyph
}

const (
	chipHeight = 60
	chipPad    = 24
	crossWidth = 56
)

// NewChip returns a chip that calls removed.
func NewChip(id, text string, removed func()) *Chip {
	c := &Chip{label: newLabel(text, theme.Answer), cross: newGlyph("")}
	c.id, c.onTap = id, removed
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if e.Position.X >= c.Size().Width-crossWidth {
		c.tap()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *Chip) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&c.ring, &c.plate, c.cross.Image}, c.label.objects()...)
}

func (c *Chip) paint() {
	k := theme.Current().Tokens()
	c.wear(skin{fill: k.Action, text: k.Pane}, chipHeight/2)
	c.paintRing(k.Focus)
	c.label.color = k.Pane
	c.cross.set(assets.IconX, k.Pane)
}

func (c *Chip) min() fyne.Size {
	return fyne.NewSize(chipPad+c.label.natural()+crossWidth, chipHeight)
}

func (c *Chip) layout(size fyne.Size) {
	c.layoutPlate(size)
	word := c.label.set(size.Width - chipPad - crossWidth)
	c.label.place(fyne.NewPos(chipPad, 0), fyne.NewSize(word, size.Height))
	put(c.cross, size.Width-crossWidth/2-2, size.Height/2, 26)
}

// Filter is a pill that narrows a list, with the number of what it leaves.
type Filter struct {
	target
	label  *label
	number *label
	check  *glyph
	chosen bool
}

// NewFilter returns a filter that calls tapped.
func NewFilter(id, text string, count int, tapped func()) *Filter {
	f := &Filter{
		label: newLabel(text, theme.Label), number: newLabel(strconv.Itoa(count), theme.Label),
		check: newGlyph(""),
	}
	f.number.bold = true
	f.id, f.onTap = id, tapped
	f.ExtendBaseWidget(f)
	return f
}

// Set changes word and number; a number below 0 is not shown.
func (f *Filter) Set(text string, count int) {
	f.label.text, f.number.text = text, ""
	if count >= 0 {
		f.number.text = strconv.Itoa(count)
	}
	f.Refresh()
}

// SetChosen shows the filter as chosen or not.
func (f *Filter) SetChosen(chosen bool) {
	f.chosen = chosen
	f.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (f *Filter) CreateRenderer() fyne.WidgetRenderer { return newDrawing(f) }

func (f *Filter) objects() []fyne.CanvasObject {
	out := append([]fyne.CanvasObject{&f.ring, &f.plate, f.check.Image}, f.label.objects()...)
	return append(out, f.number.objects()...)
}

func (f *Filter) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Quiet, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	f.check.set("", k.Ink)
	if f.chosen {
		s = skin{fill: k.Sel, stroke: chosenStroke(), width: k.StrokeActive, text: k.Ink}
		f.check.set(assets.IconCheck, k.Ink)
	}
	if f.pressed {
		s.fill = k.Sel
	}
	f.wear(s, theme.MinTarget/2)
	f.paintRing(k.Focus)
	f.label.color, f.number.color, f.label.bold = s.text, s.text, f.chosen
}

// parts are the widths of the check with its gap and of the number with its.
func (f *Filter) parts() (check, number float32) {
	if f.chosen {
		check = 22 + 10
	}
	if f.number.text != "" {
		number = f.number.natural() + 10
	}
	return check, number
}

func (f *Filter) min() fyne.Size {
	check, number := f.parts()
	return fyne.NewSize(2*20+check+f.label.natural()+number, theme.MinTarget)
}

func (f *Filter) layout(size fyne.Size) {
	f.layoutPlate(size)
	check, number := f.parts()
	word := f.label.set(size.Width - 2*12 - check - number)
	digits := f.number.set(size.Width)
	x := (size.Width - word - check - number) / 2
	put(f.check, x+11, size.Height/2, 22)
	f.label.place(fyne.NewPos(x+check, 0), fyne.NewSize(word, size.Height))
	f.number.place(fyne.NewPos(x+check+word+10, 0), fyne.NewSize(digits, size.Height))
}
