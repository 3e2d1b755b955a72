package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Card is a ground with content that cannot be tapped.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tone    Tone
	outline bool
	padX    float32
	padY    float32
	ground  canvas.Rectangle
}

// NewCard returns a card of a tone around content.
func NewCard(tone Tone, content fyne.CanvasObject) *Card {
	c := &Card{content: content, tone: tone, padX: 22, padY: 16}
	c.ExtendBaseWidget(c)
	return c
}

// Padded sets the room left and right, above and below, in px, and returns the card.
func (c *Card) Padded(x, y float32) *Card {
	c.padX, c.padY = x, y
	return c
}

// SetTone changes the ground; outlined draws the edge of what is going on now.
func (c *Card) SetTone(tone Tone, outlined bool) {
	c.tone, c.outline = tone, outlined
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *Card) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&c.ground, c.content}
}

func (c *Card) paint() {
	th := theme.Current()
	k := th.Tokens()
	c.ground.FillColor, c.ground.CornerRadius = c.tone.ground(k), theme.RadiusButton
	c.ground.StrokeColor, c.ground.StrokeWidth = c.tone.color(k), 0
	switch {
	case c.outline:
		c.ground.StrokeWidth = k.StrokeActive
	case th.Look().Palette == theme.Contrast && c.tone != Quiet && c.tone != Ink:
		c.ground.StrokeWidth = k.Stroke // white on white: the state needs an edge
	}
}

// HeightFor returns the height of the card at a width.
func (c *Card) HeightFor(width float32) float32 {
	return heightFor(c.content, width-2*c.padX) + 2*c.padY
}

func (c *Card) min() fyne.Size {
	m := c.content.MinSize()
	h := m.Height + 2*c.padY
	if c.Size().Width > 0 {
		h = c.HeightFor(c.Size().Width)
	}
	return fyne.NewSize(m.Width+2*c.padX, h)
}

func (c *Card) layout(size fyne.Size) {
	c.ground.Resize(size)
	box{c.padX, c.padY, size.Width - 2*c.padX, size.Height - 2*c.padY}.put(c.content)
}

// Tile is content that can be tapped: a card with an edge, a row of a list with a line
// below it, a person to choose.
type Tile struct {
	target
	content fyne.CanvasObject
	chosen  bool
	flat    bool
	tick    tick
	line    canvas.Rectangle
	padX    float32
	padY    float32
	height  float32
}

// NewTile returns a card that can be tapped. Its content must hold no target.
func NewTile(id string, content fyne.CanvasObject, tapped func()) *Tile {
	t := &Tile{content: content, tick: newTick(), padX: 20, padY: 12}
	t.id, t.onTap = id, tapped
	t.ExtendBaseWidget(t)
	return t
}

// NewListRow returns a row of a list, 74 px high, with a line below it.
func NewListRow(id string, content fyne.CanvasObject, tapped func()) *Tile {
	t := NewTile(id, content, tapped)
	t.flat, t.padX, t.padY, t.height = true, 0, 6, 74
	return t
}

// Padded sets the room left and right, above and below, in px, and returns the tile.
func (t *Tile) Padded(x, y float32) *Tile {
	t.padX, t.padY = x, y
	return t
}

// High gives the tile a least height, in px, and returns it.
func (t *Tile) High(height float32) *Tile {
	t.height = max(height, theme.MinTarget)
	return t
}

// Chosen reports whether the tile is chosen.
func (t *Tile) Chosen() bool { return t.chosen }

// SetChosen shows the tile as chosen or not.
func (t *Tile) SetChosen(chosen bool) {
	if t.chosen != chosen {
		t.chosen = chosen
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

func (t *Tile) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&t.ring, &t.plate, &t.line, t.content}
	return append(out, t.tick.objects()...)
}

func (t *Tile) skin() skin {
	k := theme.Current().Tokens()
	switch {
	case t.chosen:
		return skin{fill: k.Sel, stroke: chosenStroke(), width: k.StrokeActive}
	case t.pressed && t.flat:
		return skin{fill: k.Sel}
	case t.flat:
		return skin{}
	case t.pressed:
		return skin{fill: k.Sel, stroke: k.Edge, width: k.Stroke}
	default:
		return skin{fill: k.Quiet, stroke: k.Edge, width: k.Stroke}
	}
}

func (t *Tile) paint() {
	k := theme.Current().Tokens()
	radius := float32(theme.RadiusButton)
	if t.flat && !t.chosen {
		radius = 0
	}
	t.wear(t.skin(), radius)
	t.paintRing(k.Focus)
	t.tick.paint(t.chosen)
	t.line.FillColor, t.line.Hidden = k.Line, !t.flat
}

// HeightFor returns the height of the tile at a width.
func (t *Tile) HeightFor(width float32) float32 {
	return max(t.height, theme.MinTarget, heightFor(t.content, width-2*t.padX)+2*t.padY)
}

func (t *Tile) min() fyne.Size {
	m := t.content.MinSize()
	h := max(t.height, theme.MinTarget, m.Height+2*t.padY)
	if t.Size().Width > 0 {
		h = t.HeightFor(t.Size().Width)
	}
	return fyne.NewSize(m.Width+2*t.padX, h)
}

func (t *Tile) layout(size fyne.Size) {
	t.layoutPlate(size)
	h := min(heightFor(t.content, size.Width-2*t.padX), size.Height)
	box{t.padX, (size.Height - h) / 2, size.Width - 2*t.padX, h}.put(t.content)
	box{0, size.Height - 2, size.Width, 2}.put(&t.line)
	t.tick.layout(size)
}

// Divider is a line between parts.
type Divider struct {
	widget.BaseWidget
	line canvas.Rectangle
}

// NewDivider returns a line 2 px high.
func NewDivider() *Divider {
	d := &Divider{}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *Divider) CreateRenderer() fyne.WidgetRenderer { return newDrawing(d) }

func (d *Divider) objects() []fyne.CanvasObject { return []fyne.CanvasObject{&d.line} }
func (d *Divider) min() fyne.Size               { return fyne.NewSize(1, 2) }
func (d *Divider) paint()                       { d.line.FillColor = theme.Current().Tokens().Line }
func (d *Divider) layout(size fyne.Size)        { d.line.Resize(size) }
