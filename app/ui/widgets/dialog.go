package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Dialog is a smaller window on its own counter, with at most two buttons. It covers
// everything behind it. Show it with Frame.ShowDialog.
type Dialog struct {
	widget.BaseWidget
	title   *Text
	body    fyne.CanvasObject
	buttons []*Button
	row     *fyne.Container
	full    bool

	pane, sill canvas.Rectangle
}

// NewDialog returns a dialog; the button that goes on stands last. An empty title takes no room.
func NewDialog(title string, body fyne.CanvasObject, buttons ...*Button) *Dialog {
	d := &Dialog{title: NewText(theme.Heading, title), body: body, buttons: buttons}
	objects := make([]fyne.CanvasObject, len(buttons))
	for i, b := range buttons {
		objects[i] = b
	}
	d.row = NewGrid(max(len(buttons), 1), 12, objects...)
	d.ExtendBaseWidget(d)
	return d
}

// Full makes the dialog as large as the screen and returns it.
func (d *Dialog) Full() *Dialog {
	d.full = true
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer { return newDrawing(d) }

func (d *Dialog) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&d.pane, &d.sill, d.title, d.body, d.row}
}

func (d *Dialog) paint() {
	k := theme.Current().Tokens()
	d.pane.FillColor, d.sill.FillColor = k.Pane, k.Counter2
	d.pane.TopLeftCornerRadius, d.pane.TopRightCornerRadius = theme.RadiusPane, theme.RadiusPane
}

const (
	dialogPad  = 32
	dialogMost = 760 // px wide
)

// titleHeight is the height of the title at a width, 0 if there is none.
func (d *Dialog) titleHeight(width float32) float32 {
	if d.title.text == "" {
		return 0
	}
	return d.title.HeightFor(width)
}

// HeightFor returns the height of window, sill and buttons at a width.
func (d *Dialog) HeightFor(width float32) float32 {
	m := theme.Current().Measures()
	inside := width - 2*dialogPad
	return 2*dialogPad - 4 + d.titleHeight(inside) + 8 + heightFor(d.body, inside) + m.Sill + 14 + m.Button
}

func (d *Dialog) min() fyne.Size {
	return fyne.NewSize(d.body.MinSize().Width+2*dialogPad, d.HeightFor(max(d.Size().Width, 320)))
}

func (d *Dialog) layout(size fyne.Size) {
	m := theme.Current().Measures()
	foot := size.Height - m.Button
	paneHeight := foot - 14 - m.Sill
	box{0, 0, size.Width, paneHeight}.put(&d.pane)
	box{0, paneHeight, size.Width, m.Sill}.put(&d.sill)
	inside := size.Width - 2*dialogPad
	h := d.titleHeight(inside)
	box{dialogPad, dialogPad - 4, inside, h}.put(d.title)
	top := dialogPad + 4 + h
	box{dialogPad, top, inside, paneHeight - top - dialogPad}.put(d.body)
	box{0, foot, size.Width, m.Button}.put(d.row)
}

// layoutDialog puts the dialog in the middle of what the keyboard leaves free.
func (f *Frame) layoutDialog(size fyne.Size) {
	m := theme.Current().Measures()
	box{0, 0, size.Width, size.Height}.put(&f.counter)
	f.counter.Hidden = false
	keys := f.layoutKeyboard(size, size.Height-m.KeyGap)
	room := size.Height - keys
	w := min(size.Width-2*m.Margin, dialogMost)
	h := min(f.dialog.HeightFor(w), room-16)
	if f.dialog.full {
		w, h = size.Width-2*m.Margin, room-2*m.Margin
	}
	box{(size.Width - w) / 2, max((room-h)/2, 8), w, h}.put(f.dialog)
}
