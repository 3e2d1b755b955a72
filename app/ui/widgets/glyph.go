package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// glyph is an icon inside a widget; it loads a picture only when name or colour change.
type glyph struct {
	*canvas.Image
	name  assets.IconName
	color color.NRGBA
}

func newGlyph(name assets.IconName) *glyph {
	image := canvas.NewImageFromResource(nil)
	image.FillMode = canvas.ImageFillContain
	return &glyph{Image: image, name: name}
}

// set draws an icon in a colour and hides the glyph when there is no name.
func (g *glyph) set(name assets.IconName, c color.NRGBA) {
	if name == "" {
		g.name = ""
		g.Hide()
		return
	}
	if !g.Visible() {
		g.Show()
	}
	if g.Resource != nil && g.name == name && g.color == c {
		return
	}
	g.name, g.color = name, c
	g.Resource = theme.Icon(name, c)
	g.Image.Refresh()
}

// put moves and resizes an object to a square with its middle at x, y.
func put(o fyne.CanvasObject, x, y, side float32) {
	o.Resize(fyne.NewSquareSize(side))
	o.Move(fyne.NewPos(x-side/2, y-side/2))
}

// Icon is an icon as a part of a page.
type Icon struct {
	widget.BaseWidget
	glyph *glyph
	name  assets.IconName
	tone  Tone
	side  float32
}

// NewIcon returns an icon in a tone, side px wide and high.
func NewIcon(name assets.IconName, tone Tone, side float32) *Icon {
	i := &Icon{glyph: newGlyph(name), name: name, tone: tone, side: side}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the icon and its tone.
func (i *Icon) Set(name assets.IconName, tone Tone) {
	i.name, i.tone = name, tone
	i.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return newDrawing(i) }

func (i *Icon) objects() []fyne.CanvasObject { return []fyne.CanvasObject{i.glyph.Image} }
func (i *Icon) min() fyne.Size               { return fyne.NewSquareSize(i.side) }
func (i *Icon) paint()                       { i.glyph.set(i.name, i.tone.color(theme.Current().Tokens())) }
func (i *Icon) layout(size fyne.Size)        { put(i.glyph, size.Width/2, size.Height/2, i.side) }
