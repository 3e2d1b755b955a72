package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// snackTime is how long a snackbar stays.
const snackTime = 8 * time.Second

// Snackbar says what was just done and offers one button that undoes it.
type Snackbar struct {
	widget.BaseWidget
	text   *Text
	undo   *Button
	ground canvas.Rectangle
}

// NewSnackbar returns a snackbar. Show it with Frame.ShowSnackbar.
func NewSnackbar(id, text, undo string, undone func()) *Snackbar {
	s := &Snackbar{text: NewText(theme.Label, text).Toned(OnCounter)}
	s.undo = NewButton(id, Secondary, undo, undone).WithIcon(assets.IconArrowCounterClockwise)
	s.undo.label.role = theme.Label
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Snackbar) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Snackbar) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&s.ground, s.text, s.undo}
}

func (s *Snackbar) min() fyne.Size { return fyne.NewSize(s.undo.MinSize().Width+160, 72) }

func (s *Snackbar) paint() {
	k := theme.Current().Tokens()
	s.ground.FillColor, s.ground.CornerRadius = k.Counter, theme.RadiusField
	s.ground.StrokeColor, s.ground.StrokeWidth = k.EdgeC, k.Stroke
}

func (s *Snackbar) layout(size fyne.Size) {
	const pad, margin = 20, 8
	s.ground.Resize(size)
	w := s.undo.MinSize().Width
	box{size.Width - margin - w, margin, w, size.Height - 2*margin}.put(s.undo)
	inside := size.Width - w - 2*pad - margin
	h := s.text.HeightFor(inside)
	box{pad, (size.Height - h) / 2, inside, h}.put(s.text)
}

// ShowSnackbar shows a snackbar above the sill for eight seconds or until a page change.
func (f *Frame) ShowSnackbar(s *Snackbar) {
	tapped := s.undo.onTap
	s.undo.SetTapped(func() {
		f.hideSnackbar(s)
		tapped()
	})
	f.dropSnackbar()
	f.snack = s
	f.forget = f.After(snackTime, func() { f.hideSnackbar(s) })
	f.Refresh()
}

// HideSnackbar takes the snackbar away, if there is one.
func (f *Frame) HideSnackbar() {
	if f.snack != nil {
		f.hideSnackbar(f.snack)
	}
}

// hideSnackbar hides a snackbar if it is still the one that is shown.
func (f *Frame) hideSnackbar(s *Snackbar) {
	if f.snack == s {
		f.dropSnackbar()
		f.Refresh()
	}
}

// dropSnackbar forgets the snackbar and its time.
func (f *Frame) dropSnackbar() {
	if f.snack != nil {
		f.forget()
		f.snack = nil
	}
}
