package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// picture shows a drawing of the theme in the pixels that it takes on the display.
type picture struct {
	*canvas.Image
	drawing theme.Drawing
}

func newPicture() *picture {
	image := canvas.NewImageFromImage(nil)
	image.FillMode = canvas.ImageFillContain
	return &picture{Image: image}
}

// set shows a drawing.
func (p *picture) set(d theme.Drawing) {
	p.drawing = d
	p.draw()
}

// Resize makes the picture another size, and draws it for that one.
func (p *picture) Resize(size fyne.Size) {
	p.Image.Resize(size)
	p.draw()
}

// draw takes the theme's picture of the drawing where another one is shown.
func (p *picture) draw() {
	side := int(min(p.Size().Width, p.Size().Height)*displayScale() + 0.5)
	if side == 0 || p.drawing == (theme.Drawing{}) {
		return
	}
	if drawn := theme.Current().Draw(p.drawing, side); p.Image.Image != drawn {
		p.Image.Image = drawn
		p.Image.Refresh()
	}
}

// displayScale is how many pixels of the display one px is: the window's, for there is one.
func displayScale() float32 {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		return w.Canvas().Scale()
	}
	return 1
}

// glyph is an icon inside a widget.
type glyph struct {
	*picture
	name assets.IconName
}

func newGlyph(name assets.IconName) *glyph { return &glyph{picture: newPicture(), name: name} }

// set draws an icon in a colour and hides the glyph when there is no name.
func (g *glyph) set(name assets.IconName, c color.NRGBA) {
	g.name = name
	if name == "" {
		g.Hide()
		return
	}
	if !g.Visible() {
		g.Show()
	}
	g.picture.set(theme.Icon(name, c))
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
