package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// SlipText is what stands on a receipt slip.
type SlipText struct {
	Title, Kind     string      // "Ventanilla", "Comprobante"
	CodeLabel, Code string      // the code is set in mono
	QR              image.Image // square; nil leaves it out
	Beside          []string    // beside the QR: initials first, then date and places
	Given           string      // what was handed in and what is missing
	Promise         string      // free of charge, not a visa
}

// Slip is the receipt on the screen: white in every palette, standing on the sill.
type Slip struct {
	widget.BaseWidget
	ground, rule, line canvas.Rectangle
	mark               *picture
	qr                 *canvas.Image
	title, kind        *Text
	label, code        *Text
	beside             *fyne.Container
	given, promise     *Text
}

const (
	slipWidth = 452
	slipPad   = 36
	slipQR    = 180
)

// NewSlip returns a slip.
func NewSlip(t SlipText) *Slip {
	paper := func(role theme.Role) *Text { return NewText(role, "").Toned(OnPaper) }
	s := &Slip{
		mark: newPicture(), qr: canvas.NewImageFromImage(nil),
		title: paper(theme.Heading), kind: paper(theme.SmallText).Aligned(fyne.TextAlignTrailing),
		label: paper(theme.SmallText), code: NewLine(theme.BigCode, "").Toned(OnPaper),
		beside: NewColumn(0), given: paper(theme.SmallText), promise: paper(theme.SmallText),
	}
	s.qr.FillMode = canvas.ImageFillContain
	s.qr.ScaleMode = canvas.ImageScalePixels
	s.ExtendBaseWidget(s)
	s.Set(t)
	return s
}

// Set writes another receipt on the slip.
func (s *Slip) Set(t SlipText) {
	s.title.SetText(t.Title)
	s.kind.SetText(t.Kind)
	s.label.SetText(t.CodeLabel)
	s.code.SetText(t.Code)
	s.given.SetText(t.Given)
	s.promise.SetText(t.Promise)
	s.beside.Objects = nil
	for i, line := range t.Beside {
		text := NewText(theme.SmallText, line).Toned(OnPaper)
		text.bold = i == 0
		s.beside.Objects = append(s.beside.Objects, text)
	}
	s.qr.Image, s.qr.Hidden = t.QR, t.QR == nil
	s.qr.Refresh()
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Slip) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Slip) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		&s.ground, &s.rule, &s.line, s.mark.Image, s.qr, s.title, s.kind, s.label, s.code, s.beside, s.given, s.promise,
	}
}

func (s *Slip) paint() {
	k := theme.New(theme.Look{}).Tokens() // paper has the light palette's colours
	s.ground.FillColor, s.rule.FillColor, s.line.FillColor = k.Paper, k.OnPaper, k.Line
	s.ground.TopLeftCornerRadius, s.ground.TopRightCornerRadius = 20, 20
	s.mark.set(theme.Mark(k.Action, k.Maize))
}

// blocks calls put with each block of the slip and its place, from the top, and returns
// the height. It is the one place that knows the order.
func (s *Slip) blocks(width float32, put func(o fyne.CanvasObject, b box)) float32 {
	inside := width - 2*slipPad
	y := float32(28)
	next := func(o fyne.CanvasObject, h, gap float32) {
		put(o, box{slipPad, y, inside, h})
		y += h + gap
	}
	put(s.mark, box{slipPad - 2, y + 3, 30, 30})
	put(s.title, box{slipPad + 44, y, inside * 0.6, s.title.lineHeight()})
	put(s.kind, box{slipPad + inside*0.5, y + 4, inside * 0.5, s.kind.lineHeight()})
	y += s.title.lineHeight() + 14
	next(&s.rule, 3, 14)
	next(s.label, s.label.HeightFor(inside), 2)
	next(s.code, s.code.lineHeight(), 14)
	if s.qr.Visible() {
		beside := inside - slipQR - 24
		h := max(slipQR, heightFor(s.beside, beside))
		put(s.qr, box{slipPad, y, slipQR, slipQR})
		put(s.beside, box{slipPad + slipQR + 24, y, beside, h})
		y += h + 16
	}
	next(s.given, s.given.HeightFor(inside), 12)
	next(&s.line, 2, 12)
	next(s.promise, s.promise.HeightFor(inside), 18)
	return y
}

// HeightFor returns the height that the slip wants.
func (s *Slip) HeightFor(width float32) float32 {
	return s.blocks(width, func(fyne.CanvasObject, box) {})
}

func (s *Slip) min() fyne.Size { return fyne.NewSize(slipWidth, s.HeightFor(slipWidth)) }

func (s *Slip) layout(size fyne.Size) {
	s.ground.Resize(size)
	s.blocks(size.Width, func(o fyne.CanvasObject, b box) { b.put(o) })
}
