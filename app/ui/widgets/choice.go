package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// tick is the disc over the corner of what is chosen.
type tick struct {
	disc  canvas.Rectangle
	glyph *glyph
}

const tickSide = 30

func newTick() tick { return tick{glyph: newGlyph("")} }

// paint shows or hides the disc. The disc is ink in the contrast palette, whose strokes
// are black.
func (t *tick) paint(on bool) {
	k := theme.Current().Tokens()
	t.disc.FillColor, t.disc.CornerRadius = chosenStroke(), tickSide/2
	t.disc.Hidden = !on
	if on {
		t.glyph.set(assets.IconCheck, k.Pane)
	} else {
		t.glyph.set("", k.Pane)
	}
}

func (t *tick) layout(size fyne.Size) {
	put(&t.disc, size.Width-10, 8, tickSide)
	put(t.glyph, size.Width-10, 8, 20)
}

func (t *tick) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&t.disc, t.glyph.Image}
}

// Choice is one answer among several, or a soft answer such as "I don't know". Leave
// 12 px free around it for the tick.
type Choice struct {
	target
	label  *label
	soft   bool
	chosen bool
	tick   tick
	height float32
}

// NewChoice returns an answer that calls tapped; the owner decides what is chosen.
func NewChoice(id, text string, tapped func()) *Choice {
	c := &Choice{label: newLabel(text, theme.Answer), tick: newTick()}
	c.id, c.onTap = id, tapped
	c.ExtendBaseWidget(c)
	return c
}

// NewSoft returns a soft answer: white, regular weight, of the same height as an answer.
func NewSoft(id, text string, tapped func()) *Choice {
	c := NewChoice(id, text, tapped)
	c.soft = true
	c.label.role, c.label.bold = theme.Soft, false
	return c
}

// High gives the choice another least height, in px, and returns it.
func (c *Choice) High(height float32) *Choice {
	c.height = max(height, theme.MinTarget)
	return c
}

// Text returns the word.
func (c *Choice) Text() string { return c.label.text }

// SetText changes the word.
func (c *Choice) SetText(text string) {
	if c.label.text != text {
		c.label.text = text
		c.Refresh()
	}
}

// SetChosen shows the answer as chosen or not.
func (c *Choice) SetChosen(chosen bool) {
	if c.chosen != chosen {
		c.chosen = chosen
		c.Refresh()
	}
}

// SetPossible says whether the answer can be given at all.
func (c *Choice) SetPossible(possible bool) {
	if possible == c.Disabled() {
		if possible {
			c.Enable()
		} else {
			c.Disable()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *Choice) objects() []fyne.CanvasObject {
	out := append([]fyne.CanvasObject{&c.ring, &c.plate}, c.label.objects()...)
	return append(out, c.tick.objects()...)
}

// chosenStroke is the colour of the edge and the tick of what is chosen.
func chosenStroke() color.NRGBA {
	th := theme.Current()
	if th.Look().Palette == theme.Contrast {
		return th.Tokens().Ink
	}
	return th.Tokens().Action
}

func (c *Choice) skin() skin {
	k := theme.Current().Tokens()
	switch {
	case c.Disabled():
		return skin{fill: k.Pane, stroke: k.Line, width: k.Stroke / 2, text: k.Ink2}
	case c.chosen:
		return skin{fill: k.Sel, stroke: chosenStroke(), width: k.StrokeActive, text: k.Ink}
	case c.pressed:
		return skin{fill: k.Sel, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	case c.soft:
		return skin{fill: k.Pane, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	default:
		return skin{fill: k.Quiet, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	}
}

func (c *Choice) paint() {
	s := c.skin()
	c.wear(s, theme.RadiusChoice)
	c.paintRing(theme.Current().Tokens().Focus)
	c.label.color = s.text
	c.label.bold = !c.soft && !c.Disabled() || c.chosen
	c.tick.paint(c.chosen)
}

// What a cell keeps free beside its words, in px.
const (
	choicePad = 20
	cellEdge  = 6 // where a word has to shrink
)

func (c *Choice) min() fyne.Size {
	m := theme.Current().Measures()
	height := c.height
	switch {
	case height > 0:
	case c.soft:
		height = m.Soft
	default:
		height = m.Cell
	}
	return fyne.NewSize(max(c.label.natural()+2*choicePad, theme.MinTarget), height)
}

// fit writes the words. Those that do not fit as they are keep clear of the tick, on several lines where they must; a
// narrow cell, whose word cannot be broken, has no room for that.
func (c *Choice) fit(size fyne.Size) {
	const narrow = 200 // px
	c.label.high = 0
	switch {
	case size.Width < narrow:
		c.label.set(size.Width - 2*cellEdge)
	case c.label.natural() <= size.Width-2*choicePad:
		c.label.set(size.Width)
	default:
		c.label.high = size.Height - 2*cellEdge
		c.label.set(size.Width - 2*tickSide)
	}
}

func (c *Choice) layout(size fyne.Size) {
	c.layoutPlate(size)
	c.fit(size)
	c.label.place(fyne.Position{}, size)
	c.tick.layout(size)
}
