package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// sill is the strip between pane and counter; in an interview it shows the steps.
type sill struct {
	widget.BaseWidget
	step, steps int
	segments    []*canvas.Rectangle
}

func newSill() *sill {
	s := &sill{}
	s.ExtendBaseWidget(s)
	return s
}

// set shows step 1 to steps as done or current; 0 steps is a plain sill.
func (s *sill) set(step, steps int) {
	if s.step != step || s.steps != steps {
		s.step, s.steps = step, steps
		s.Refresh()
	}
}

func (s *sill) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *sill) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(s.segments))
	for _, r := range s.segments {
		out = append(out, r)
	}
	return out
}

func (s *sill) min() fyne.Size { return fyne.NewSize(1, theme.Current().Measures().Sill) }

func (s *sill) paint() {
	k, n := theme.Current().Tokens(), max(s.steps, 1)
	for len(s.segments) < n {
		s.segments = append(s.segments, canvas.NewRectangle(nil))
	}
	s.segments = s.segments[:n]
	for i, r := range s.segments {
		r.FillColor = k.Counter2
		if i < s.step {
			r.FillColor = k.Maize
		}
	}
}

func (s *sill) layout(size fyne.Size) {
	const gap = 6
	n := float32(len(s.segments))
	w := (size.Width - gap*(n-1)) / n
	for i, r := range s.segments {
		r.Move(fyne.NewPos(float32(i)*(w+gap), 0))
		r.Resize(fyne.NewSize(w, size.Height))
	}
}
