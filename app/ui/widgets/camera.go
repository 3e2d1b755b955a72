package widgets

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// GuideKind is the shape that a person or a document is to fill.
type GuideKind string

// The guides. ArchGuide is for faces, PageGuide for documents.
const (
	NoGuide   GuideKind = ""
	ArchGuide GuideKind = "arch"
	PageGuide GuideKind = "page"
)

// Camera shows frames as they come, 4:3 or what its place gives, with a guide above them.
type Camera struct {
	widget.BaseWidget
	picture *canvas.Image
	ground  canvas.Rectangle
	guide   *canvas.Image
	kind    GuideKind
	good    bool
	drawn   string // name of the guide that is drawn
	buttons []fyne.CanvasObject
	disc    canvas.Rectangle // under the countdown
	count   *canvas.Text
	frame   image.Image
	buffer  *image.RGBA
	least   fyne.Size
}

const (
	cameraRadius = 16
	countSide    = 168 // px of the disc of the countdown
)

// NewCamera returns a camera view without a frame. The buttons stand at the bottom left,
// one above the other.
func NewCamera(kind GuideKind, buttons ...fyne.CanvasObject) *Camera {
	c := &Camera{picture: canvas.NewImageFromImage(nil), guide: canvas.NewImageFromResource(nil), kind: kind, buttons: buttons, least: fyne.NewSize(320, 240)}
	c.picture.FillMode, c.picture.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleFastest
	c.picture.CornerRadius = cameraRadius
	c.picture.Hide()
	c.guide.FillMode = canvas.ImageFillStretch
	c.count = canvas.NewText("", color.Transparent)
	c.count.Alignment = fyne.TextAlignCenter
	c.ExtendBaseWidget(c)
	return c
}

// Sized gives the view a least size in px and returns it.
func (c *Camera) Sized(width, height float32) *Camera {
	c.least = fyne.NewSize(width, height)
	return c
}

// NewCameraButton returns a small button for the camera view.
func NewCameraButton(id string, icon assets.IconName, tapped func()) *Button {
	return NewButton(id, Bar, "", tapped).onPicture().WithIcon(icon).Wide(64)
}

// SetFrame shows a frame, cut to the shape of the view; nil shows none. The frame is kept
// to cut it again when the view changes: nobody may write into it.
func (c *Camera) SetFrame(frame image.Image) {
	c.frame = frame
	if frame == nil {
		c.wipe()
		return
	}
	c.picture.Image = c.cover(frame)
	if !c.picture.Visible() {
		c.picture.Show()
	}
	c.picture.Refresh()
}

// wipe leaves nothing of the last frame.
func (c *Camera) wipe() {
	c.picture.Hide()
	if c.buffer != nil {
		clear(c.buffer.Pix)
		c.picture.Refresh()
	}
	c.picture.Image, c.buffer = nil, nil
}

// SetCount shows a number large over the picture; 0 shows none.
func (c *Camera) SetCount(n int) {
	text := ""
	if n > 0 {
		text = strconv.Itoa(n)
	}
	if c.count.Text != text {
		c.count.Text = text
		c.Refresh()
	}
}

// SetGood turns the guide from coaching to right.
func (c *Camera) SetGood(good bool) {
	if c.good != good {
		c.good = good
		c.Refresh()
	}
}

// SetGuide changes the guide.
func (c *Camera) SetGuide(kind GuideKind) {
	if c.kind != kind {
		c.kind = kind
		c.Refresh()
	}
}

// cover copies the middle of a frame, in the shape of the view, into the buffer that is
// painted. A part of a picture will not do: the GL painter ignores where it begins.
func (c *Camera) cover(frame image.Image) image.Image {
	b := coverBounds(frame.Bounds(), c.Size())
	if c.buffer == nil || c.buffer.Bounds().Size() != b.Size() {
		c.buffer = image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	}
	draw.Draw(c.buffer, c.buffer.Bounds(), frame, b.Min, draw.Src)
	return c.buffer
}

// coverBounds is the middle of a picture in the shape of a size.
func coverBounds(b image.Rectangle, size fyne.Size) image.Rectangle {
	if size.Width <= 0 || size.Height <= 0 || b.Empty() {
		return b
	}
	scale := min(float32(b.Dx())/size.Width, float32(b.Dy())/size.Height)
	w, h := max(int(size.Width*scale), 1), max(int(size.Height*scale), 1)
	x, y := b.Min.X+(b.Dx()-w)/2, b.Min.Y+(b.Dy()-h)/2
	return image.Rect(x, y, x+w, y+h)
}

// CreateRenderer implements fyne.Widget.
func (c *Camera) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *Camera) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&c.ground, c.picture, c.guide, &c.disc, c.count}, c.buttons...)
}

func (c *Camera) min() fyne.Size { return c.least }

func (c *Camera) paint() {
	c.ground.FillColor, c.ground.CornerRadius = theme.Current().Tokens().Counter, cameraRadius
	c.guide.Hidden = c.kind == NoGuide
	k := theme.Current().Tokens()
	c.disc.FillColor, c.disc.CornerRadius = k.Counter, countSide/2
	c.disc.Hidden = c.count.Text == ""
	c.count.Color, c.count.TextSize = k.OnCounter, countSide/2
	c.count.TextStyle.Bold = true
}

func (c *Camera) layout(size fyne.Size) {
	c.ground.Resize(size)
	if c.picture.Size() != size {
		c.picture.Resize(size)
		if c.frame != nil {
			c.SetFrame(c.frame)
		}
	}
	c.guide.Resize(size)
	c.drawGuide(size)
	box{(size.Width - countSide) / 2, (size.Height - countSide) / 2, countSide, countSide}.put(&c.disc)
	high := c.count.MinSize().Height
	box{0, (size.Height - high) / 2, size.Width, high}.put(c.count)
	y := size.Height - 16
	for i := len(c.buttons) - 1; i >= 0; i-- {
		m := c.buttons[i].MinSize()
		y -= m.Height
		box{16, y, m.Width, m.Height}.put(c.buttons[i])
		y -= 10
	}
}

// drawGuide makes the guide's drawing when its shape or colour changed.
func (c *Camera) drawGuide(size fyne.Size) {
	k := theme.Current().Tokens()
	stroke := k.Maize
	if c.good {
		stroke = k.Good
	}
	if c.kind == NoGuide || size.Width < 1 || size.Height < 1 {
		return
	}
	if r := guideDrawing(c.kind, stroke, size); r.Name() != c.drawn {
		c.drawn, c.guide.Resource = r.Name(), r
		c.guide.Refresh()
	}
}

// guideDrawing is the guide as a drawing of the view's own size, its edge 8 px wide.
func guideDrawing(kind GuideKind, c color.NRGBA, size fyne.Size) fyne.Resource {
	w, h := size.Components()
	shape := pageShape(w, h)
	if kind == ArchGuide {
		shape = archShape(w, h)
	}
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]s %[2]s">` +
		`<path d="%[3]s" fill="none" stroke="%[4]s" stroke-width="8"/></svg>`
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	name := fmt.Sprintf("guide-%s%s-%.0fx%.0f.svg", kind, hex, w, h)
	return fyne.NewStaticResource(name, fmt.Appendf(nil, drawing, px(w), px(h), shape, hex))
}

// px writes a length for a drawing.
func px(v float32) string { return strconv.FormatFloat(float64(v), 'f', 1, 32) }

// path writes a letter and the points behind it.
func path(letter string, points ...float32) string {
	out := letter
	for _, p := range points {
		out += px(p) + " "
	}
	return out
}

// archShape is a window for head and shoulders, open at the view's foot.
func archShape(w, h float32) string {
	const circle = 0.5523 // of the radius: where the control points of a quarter lie
	half := min(w*0.26, h*0.42)
	left, right, top := w/2-half, w/2+half, h*0.175
	shoulder, k := top+half, half*circle
	return path("M", left, h) + path("L", left, shoulder) +
		path("C", left, shoulder-k, w/2-k, top, w/2, top) +
		path("C", w/2+k, top, right, shoulder-k, right, shoulder) + path("L", right, h)
}

// pageShape is a card lying in the view.
func pageShape(w, h float32) string {
	x, y := w*0.06, h*0.1
	return path("M", x, y) + path("L", w-x, y) + path("L", w-x, h-y) + path("L", x, h-y) + "Z"
}
