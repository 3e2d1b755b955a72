package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// markHold is how long a finger stays on the mark before it does something: much longer than by accident.
const markHold = 10 * time.Second

// Mark is the app's arch on the dark wall. It shows nothing of it, but a finger that stays on it for ten seconds can be
// heard of.
type Mark struct {
	widget.BaseWidget
	// OnHeld is called after ten seconds under a finger; nil: nothing happens.
	OnHeld func()
	// After calls f on Fyne's goroutine after a time unless stop is called before. It is the real clock unless a test sets it.
	After func(d time.Duration, f func()) (stop func())

	id    string
	side  float32
	image *picture
	stop  func()
}

// NewMark returns the mark in a square of side px.
func NewMark(id string, side float32) *Mark {
	m := &Mark{id: id, side: side, image: newPicture(), After: wallClock}
	m.ExtendBaseWidget(m)
	return m
}

// WidgetID implements Identified.
func (m *Mark) WidgetID() string { return m.id }

// MouseDown implements desktop.Mouseable.
func (m *Mark) MouseDown(*desktop.MouseEvent) {
	m.release()
	if m.OnHeld != nil {
		m.stop = m.After(markHold, func() {
			m.stop = nil
			m.OnHeld()
		})
	}
}

// MouseUp implements desktop.Mouseable.
func (m *Mark) MouseUp(*desktop.MouseEvent) { m.release() }

// MouseIn implements desktop.Hoverable.
func (m *Mark) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (m *Mark) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (m *Mark) MouseOut() { m.release() }

func (m *Mark) release() {
	if m.stop != nil {
		m.stop()
		m.stop = nil
	}
}

// CreateRenderer implements fyne.Widget.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer { return newDrawing(m) }

func (m *Mark) objects() []fyne.CanvasObject { return []fyne.CanvasObject{m.image.Image} }

func (m *Mark) min() fyne.Size { return fyne.NewSquareSize(m.side) }

func (m *Mark) paint() {
	k := theme.Current().Tokens()
	m.image.set(theme.Mark(k.OnCounter, k.Maize))
}

func (m *Mark) layout(fyne.Size) { box{0, 0, m.side, m.side}.put(m.image) }
