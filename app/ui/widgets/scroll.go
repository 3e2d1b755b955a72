package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Scroll shows content that may be higher than its place. A finger drags it, a wheel
// turns it, page buttons call Page. It keeps overhang px free on all sides, for ticks and
// focus rings at the content's edge.
type Scroll struct {
	widget.BaseWidget
	// OnScrolled is called when the offset or the height changed.
	OnScrolled func()

	content fyne.CanvasObject
	offset  float32
	full    float32 // height of the content
	over    bool    // it was higher than its room when OnScrolled was last called
	dragged float32 // way of the finger since it came down
	bar     canvas.Rectangle
}

const (
	overhang = 10
	barWidth = 6
	jitter   = 12 // px that a finger may move and still tap
)

// NewScroll returns a scroll over content, which may be nil.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{content: content}
	s.ExtendBaseWidget(s)
	return s
}

// SetContent shows other content from its top.
func (s *Scroll) SetContent(content fyne.CanvasObject) {
	if s.content != content {
		s.content, s.offset = content, 0
		s.Refresh()
	}
}

// Overflows reports whether there is more than can be seen.
func (s *Scroll) Overflows() bool { return s.full > s.Room()+1 }

// AtTop and AtEnd report whether there is nothing more above and below.
func (s *Scroll) AtTop() bool { return s.offset <= 0 }

// AtEnd reports whether there is nothing more below.
func (s *Scroll) AtEnd() bool { return s.offset >= s.full-s.Room()-1 }

// Page scrolls by most of what can be seen, down for +1 and up for -1.
func (s *Scroll) Page(direction float32) {
	const most = 0.85
	s.moveTo(s.offset + direction*most*s.Room())
}

// Reveal scrolls as little as needed to show an object of the content.
func (s *Scroll) Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y - overhang + s.offset
	s.show(top, top+o.Size().Height)
}

// show scrolls as little as needed to show a part of the content, from its top on, in px.
func (s *Scroll) show(top, bottom float32) {
	switch {
	case top < s.offset:
		s.moveTo(top)
	case bottom > s.offset+s.Room():
		s.moveTo(bottom - s.Room())
	}
}

// Scrolled implements fyne.Scrollable.
func (s *Scroll) Scrolled(e *fyne.ScrollEvent) { s.moveTo(s.offset - e.Scrolled.DY) }

// Dragged implements fyne.Draggable: the content follows the finger.
func (s *Scroll) Dragged(e *fyne.DragEvent) {
	s.dragged += max(e.Dragged.DY, -e.Dragged.DY) + max(e.Dragged.DX, -e.Dragged.DX)
	if s.dragged > jitter {
		s.moveTo(s.offset - e.Dragged.DY)
	}
}

// DragEnd implements fyne.Draggable: a finger that hardly moved has tapped.
func (s *Scroll) DragEnd() {
	tapped := s.dragged <= jitter
	s.dragged = 0
	var at *fyne.PointEvent
	var on fyne.Tappable
	Walk(s.content, func(o fyne.CanvasObject) bool {
		if l, ok := o.(interface{ takeLift() *fyne.PointEvent }); ok {
			if e := l.takeLift(); e != nil {
				at, on = e, o.(fyne.Tappable)
			}
		}
		return true
	})
	if tapped && on != nil {
		on.Tapped(at)
	}
}

// Room returns the height that content has without scrolling, in px.
func (s *Scroll) Room() float32 { return max(s.Size().Height-2*overhang, 0) }

func (s *Scroll) moveTo(offset float32) {
	offset = min(max(offset, 0), max(s.full-s.Room(), 0))
	if offset == s.offset {
		return
	}
	s.offset = offset
	s.place()
	canvas.Refresh(s)
	s.scrolled()
}

func (s *Scroll) scrolled() {
	if s.OnScrolled != nil {
		s.OnScrolled()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Scroll) objects() []fyne.CanvasObject {
	if s.content == nil {
		return nil
	}
	return []fyne.CanvasObject{s.content, &s.bar}
}

func (s *Scroll) min() fyne.Size { return fyne.NewSquareSize(2*overhang + theme.MinTarget) }

func (s *Scroll) paint() {
	s.bar.FillColor = theme.Current().Tokens().Edge
	s.bar.CornerRadius = barWidth / 2
}

func (s *Scroll) layout(size fyne.Size) {
	if s.content == nil {
		return
	}
	full := s.full
	width := size.Width - 2*overhang
	s.full = max(heightFor(s.content, width), s.Room())
	s.offset = min(s.offset, max(s.full-s.Room(), 0))
	s.content.Resize(fyne.NewSize(width, s.full))
	s.place()
	if over := s.Overflows(); over != s.over || full != s.full {
		s.over = over
		s.scrolled()
	}
}

// place moves the content and the bar to the offset.
func (s *Scroll) place() {
	s.content.Move(fyne.NewPos(overhang, overhang-s.offset))
	s.bar.Hidden = !s.Overflows()
	if s.bar.Hidden {
		return
	}
	const least = 24 // px of a bar
	length := max(least, s.Room()*s.Room()/s.full)
	way := (s.Room() - length) / (s.full - s.Room())
	s.bar.Resize(fyne.NewSize(barWidth, length))
	s.bar.Move(fyne.NewPos(s.Size().Width-barWidth, overhang+s.offset*way))
}
