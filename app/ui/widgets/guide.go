package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
)

// GuideKind is the shape that a person or a document is to fill.
type GuideKind string

// The guides. ArchGuide is for faces, PageGuide for documents.
const (
	NoGuide   GuideKind = ""
	ArchGuide GuideKind = "arch"
	PageGuide GuideKind = "page"
)

// guideWidth is that of a guide's edge, in px; its middle is the shape.
const guideWidth = 8

// guide is drawn of strips and an arc: as one picture it would be as large as the view, and each of its colours another.
type guide struct {
	kind   GuideKind
	round  canvas.Arc
	strips [4]canvas.Rectangle
}

func (g *guide) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&g.round}
	for i := range g.strips {
		out = append(out, &g.strips[i])
	}
	return out
}

// paint gives the guide the colour of coaching, or of right.
func (g *guide) paint(good bool) {
	k := theme.Current().Tokens()
	edge := k.Maize
	if good {
		edge = k.Good
	}
	g.wear(edge)
	g.round.Hidden = g.kind != ArchGuide
	for i := range g.strips {
		g.strips[i].Hidden = g.kind == NoGuide || g.kind == ArchGuide && i > 1
	}
}

func (g *guide) wear(c color.NRGBA) {
	g.round.FillColor = c
	for i := range g.strips {
		g.strips[i].FillColor = c
	}
}

func (g *guide) layout(size fyne.Size) {
	if g.kind == ArchGuide {
		g.layoutArch(size)
	} else {
		g.layoutPage(size)
	}
}

// layoutArch is a window for head and shoulders, open at the view's foot.
func (g *guide) layoutArch(size fyne.Size) {
	w, h := size.Components()
	radius := min(w*0.26, h*0.42)
	left, top := w/2-radius-guideWidth/2, h*0.175-guideWidth/2
	side := 2*radius + guideWidth
	g.round.StartAngle, g.round.EndAngle = -90, 90
	g.round.CutoutRatio = (side - 2*guideWidth) / side
	box{left, top, side, side}.put(&g.round)
	shoulder := top + side/2
	box{left, shoulder, guideWidth, h - shoulder}.put(&g.strips[0])
	box{left + side - guideWidth, shoulder, guideWidth, h - shoulder}.put(&g.strips[1])
}

// layoutPage is a card lying in the view.
func (g *guide) layoutPage(size fyne.Size) {
	w, h := size.Components()
	left, top := w*0.06-guideWidth/2, h*0.1-guideWidth/2
	wide, high := w-2*left, h-2*top
	box{left, top, wide, guideWidth}.put(&g.strips[0])
	box{left, top + high - guideWidth, wide, guideWidth}.put(&g.strips[1])
	box{left, top + guideWidth, guideWidth, high - 2*guideWidth}.put(&g.strips[2])
	box{left + wide - guideWidth, top + guideWidth, guideWidth, high - 2*guideWidth}.put(&g.strips[3])
}
