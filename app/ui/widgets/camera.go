package widgets

import (
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

// Camera shows frames as they come, 4:3 or what its place gives, with a guide above them.
type Camera struct {
	widget.BaseWidget
	picture *canvas.Image
	ground  canvas.Rectangle
	guide   guide
	good    bool
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
	c := &Camera{picture: canvas.NewImageFromImage(nil), guide: guide{kind: kind}, buttons: buttons, least: fyne.NewSize(320, 240)}
	c.picture.FillMode, c.picture.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleFastest
	c.picture.CornerRadius = cameraRadius
	c.picture.Hide()
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

// Live reports whether a frame is shown.
func (c *Camera) Live() bool { return c.frame != nil }

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
	out := append([]fyne.CanvasObject{&c.ground, c.picture}, c.guide.objects()...)
	return append(append(out, &c.disc, c.count), c.buttons...)
}

func (c *Camera) min() fyne.Size { return c.least }

func (c *Camera) paint() {
	c.ground.FillColor, c.ground.CornerRadius = theme.Current().Tokens().Counter, cameraRadius
	c.guide.paint(c.good)
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
	c.guide.layout(size)
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
