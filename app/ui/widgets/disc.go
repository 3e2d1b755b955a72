package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// ReadAloud is the round button that reads a page aloud and, while it does, stops.
type ReadAloud struct {
	target
	glyph   *glyph
	playing bool
	onWall  bool
	side    float32
}

// NewReadAloud returns the disc at rest.
func NewReadAloud(id string, tapped func()) *ReadAloud {
	r := &ReadAloud{glyph: newGlyph("")}
	r.id, r.onTap = id, tapped
	r.ExtendBaseWidget(r)
	return r
}

// OnWall draws the disc for the dark wall and returns it.
func (r *ReadAloud) OnWall() *ReadAloud {
	r.onWall = true
	return r
}

// SetPlaying shows whether a recording plays.
func (r *ReadAloud) SetPlaying(playing bool) {
	if r.playing != playing {
		r.playing = playing
		r.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (r *ReadAloud) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *ReadAloud) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&r.ring, &r.plate, r.glyph.Image}
}

func (r *ReadAloud) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Pane, stroke: k.Action, width: k.Stroke, text: k.Action}
	switch {
	case r.onWall:
		s = skin{fill: k.Counter2, text: k.OnCounter}
	case r.playing:
		s = skin{fill: k.Action, text: k.Pane}
	case r.pressed:
		s.fill = k.Sel
	}
	r.wear(s, r.diameter()/2)
	r.paintRing(k.Focus)
	icon := assets.IconSpeakerHigh
	if r.playing {
		icon = assets.IconSquare
	}
	r.glyph.set(icon, s.text)
}

func (r *ReadAloud) diameter() float32 {
	if r.side > 0 {
		return r.side
	}
	return theme.Current().Measures().ReadAloud
}

func (r *ReadAloud) min() fyne.Size { return fyne.NewSquareSize(r.diameter()) }

func (r *ReadAloud) layout(size fyne.Size) {
	r.plate.CornerRadius = size.Width / 2
	r.layoutPlate(size)
	const part = 0.56 // of the diameter
	put(r.glyph, size.Width/2, size.Height/2, r.diameter()*part)
}

// Round is a person's initials on a disc.
type Round struct {
	widget.BaseWidget
	text  *label
	disc  canvas.Rectangle
	solid bool
	side  float32
}

// NewRound returns initials on a disc of side px; 0 is the look's own size. A solid disc
// stands for the person that is chosen or speaking.
func NewRound(initials string, solid bool, side float32) *Round {
	r := &Round{text: newLabel(initials, theme.Label), solid: solid, side: side}
	r.text.bold = true
	r.ExtendBaseWidget(r)
	return r
}

// Set changes the initials and whether the disc is solid.
func (r *Round) Set(initials string, solid bool) {
	r.text.text, r.solid = initials, solid
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *Round) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *Round) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&r.disc}, r.text.objects()...)
}

func (r *Round) paint() {
	k := theme.Current().Tokens()
	r.disc.FillColor, r.text.color = k.Sel, k.Action
	if r.solid {
		r.disc.FillColor, r.text.color = k.Action, k.Pane
	}
	r.disc.StrokeColor = color.Transparent
	r.text.role = theme.Label
	if r.diameter() > 60 {
		r.text.role = theme.Answer
	}
}

func (r *Round) diameter() float32 {
	if r.side > 0 {
		return r.side
	}
	return theme.Current().Measures().Round
}

func (r *Round) min() fyne.Size { return fyne.NewSquareSize(r.diameter()) }

func (r *Round) layout(size fyne.Size) {
	r.disc.Resize(size)
	r.disc.CornerRadius = size.Width / 2
	r.text.set(size.Width - 4)
	r.text.place(fyne.Position{}, size)
}
