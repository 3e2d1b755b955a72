package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Header is the head of a page: what leads (initials, an icon), the title, why it is
// asked, and what stands at the top right (the read-aloud disc).
type Header struct {
	widget.BaseWidget
	title, why *Text
	lead       fyne.CanvasObject
	aside      []fyne.CanvasObject
	compact    bool
}

// NewHeader returns a header; an empty why takes no room.
func NewHeader(title, why string) *Header {
	h := &Header{title: NewTitle(title), why: NewBody(why).Toned(Ink2)}
	h.ExtendBaseWidget(h)
	return h
}

// WithLead puts an object before the title and returns the header.
func (h *Header) WithLead(o fyne.CanvasObject) *Header {
	h.lead = o
	return h
}

// WithAside puts objects at the top right and returns the header.
func (h *Header) WithAside(objects ...fyne.CanvasObject) *Header {
	h.aside = objects
	return h
}

// OnWall writes the header in the colours for the dark wall and returns it.
func (h *Header) OnWall() *Header {
	h.title.tone, h.why.tone = OnCounter, OnCounter2
	return h
}

// Set changes the words.
func (h *Header) Set(title, why string) {
	h.title.SetText(title)
	h.why.SetText(why)
	h.Refresh()
}

// setCompact hides the why while the keyboard takes a small screen's room.
func (h *Header) setCompact(compact bool) {
	if h.compact != compact {
		h.compact = compact
		h.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (h *Header) CreateRenderer() fyne.WidgetRenderer { return newDrawing(h) }

func (h *Header) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{h.title, h.why}
	if h.lead != nil {
		out = append(out, h.lead)
	}
	return append(out, h.aside...)
}

func (h *Header) paint() { h.why.Hidden = h.why.text == "" || h.compact }

const headerGap = 24 // px between the words and what stands beside them

// beside is the width that lead and aside take, with the gaps.
func (h *Header) beside() (lead, aside float32) {
	if h.lead != nil {
		lead = h.lead.MinSize().Width + 16
	}
	for _, o := range visible(h.aside) {
		aside += o.MinSize().Width + headerGap
	}
	return lead, aside
}

func (h *Header) whyGap() float32 {
	if theme.Current().Assisted() {
		return 8
	}
	return 3
}

// HeightFor returns the height of the header at a width.
func (h *Header) HeightFor(width float32) float32 {
	lead, aside := h.beside()
	height := h.title.HeightFor(width - lead - aside)
	if h.why.Visible() {
		height += h.whyGap() + h.why.HeightFor(width-lead-aside)
	}
	if h.lead != nil {
		height = max(height, h.lead.MinSize().Height)
	}
	for _, o := range visible(h.aside) {
		height = max(height, o.MinSize().Height)
	}
	return height
}

func (h *Header) min() fyne.Size {
	lead, aside := h.beside()
	return fyne.NewSize(h.title.MinSize().Width+lead+aside, h.HeightFor(h.Size().Width))
}

func (h *Header) layout(size fyne.Size) {
	lead, aside := h.beside()
	width := size.Width - lead - aside
	titleHeight := h.title.HeightFor(width)
	y := float32(0)
	if h.lead != nil {
		m := h.lead.MinSize()
		h.lead.Resize(m)
		h.lead.Move(fyne.Position{})
		words := titleHeight
		if h.why.Visible() {
			words += h.whyGap() + h.why.HeightFor(width)
		}
		y = max((m.Height-words)/2, 0)
	}
	h.title.Move(fyne.NewPos(lead, y))
	h.title.Resize(fyne.NewSize(width, titleHeight))
	h.why.Move(fyne.NewPos(lead, y+titleHeight+h.whyGap()))
	h.why.Resize(fyne.NewSize(width, h.why.HeightFor(width)))
	h.layoutAside(size.Width)
}

func (h *Header) layoutAside(right float32) {
	shown := visible(h.aside)
	for i := len(shown) - 1; i >= 0; i-- {
		m := shown[i].MinSize()
		right -= m.Width
		shown[i].Resize(m)
		shown[i].Move(fyne.NewPos(right, 0))
		right -= headerGap
	}
}
