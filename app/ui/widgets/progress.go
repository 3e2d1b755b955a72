package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Progress is a bar; say the amount and the time left beside it.
type Progress struct {
	widget.BaseWidget
	part        float32
	track, done canvas.Rectangle
}

// NewProgress returns an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// SetPart shows how much is done, from 0 to 1.
func (p *Progress) SetPart(part float32) {
	if part = min(max(part, 0), 1); part != p.part {
		p.part = part
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *Progress) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&p.track, &p.done}
}

const progressHeight = 16

func (p *Progress) min() fyne.Size { return fyne.NewSize(120, progressHeight) }

func (p *Progress) paint() {
	th := theme.Current()
	k := th.Tokens()
	p.track.FillColor, p.done.FillColor = k.Line, k.Action
	p.track.StrokeWidth = 0
	if th.Look().Palette == theme.Contrast {
		p.track.FillColor, p.track.StrokeColor, p.track.StrokeWidth = k.Pane, k.Line, 2
	}
	p.track.CornerRadius, p.done.CornerRadius = progressHeight/2, progressHeight/2
	p.done.Hidden = p.part == 0
}

func (p *Progress) layout(size fyne.Size) {
	y := (size.Height - progressHeight) / 2
	box{0, y, size.Width, progressHeight}.put(&p.track)
	box{0, y, max(progressHeight, size.Width*p.part), progressHeight}.put(&p.done)
}

// Toggle is a switch that is on or off. Say what it switches beside it, and "on" or
// "off" in words.
type Toggle struct {
	target
	// OnChanged is called after a person switched.
	OnChanged func(on bool)
	on        bool
	knob      canvas.Rectangle
}

// NewToggle returns a switch.
func NewToggle(id string, on bool, changed func(on bool)) *Toggle {
	t := &Toggle{on: on, OnChanged: changed}
	t.id = id
	t.onTap = func() {
		t.SetOn(!t.on)
		if t.OnChanged != nil {
			t.OnChanged(t.on)
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// On reports whether the switch is on.
func (t *Toggle) On() bool { return t.on }

// SetOn switches and calls nothing.
func (t *Toggle) SetOn(on bool) {
	t.on = on
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

func (t *Toggle) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&t.ring, &t.plate, &t.knob}
}

const (
	toggleWidth = 84
	knobSide    = 40
	knobInset   = 8
)

func (t *Toggle) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Quiet, stroke: k.Edge, width: k.Stroke, text: k.Edge}
	if t.on {
		s = skin{fill: k.Action, stroke: k.Action, width: k.Stroke, text: k.Pane}
	}
	t.wear(s, theme.MinTarget/2)
	t.paintRing(k.Focus)
	t.knob.FillColor, t.knob.CornerRadius = s.text, knobSide/2
}

func (t *Toggle) min() fyne.Size { return fyne.NewSize(toggleWidth, theme.MinTarget) }

func (t *Toggle) layout(size fyne.Size) {
	t.layoutPlate(size)
	x := float32(knobInset)
	if t.on {
		x = size.Width - knobInset - knobSide
	}
	box{x, (size.Height - knobSide) / 2, knobSide, knobSide}.put(&t.knob)
}
