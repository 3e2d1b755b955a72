package widgets

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// ButtonStyle says how much a button weighs and where it stands.
type ButtonStyle string

// The styles. There is one Primary a screen, at the right end of the counter.
const (
	Primary   ButtonStyle = "primary"   // maize, on the counter
	Secondary ButtonStyle = "secondary" // on the counter
	Equal     ButtonStyle = "equal"     // white, where a person must judge; on the counter or in the pane
	InPane    ButtonStyle = "pane"      // secondary in the pane
	Bar       ButtonStyle = "bar"       // in the bar above the pane
)

// Button is a target with a word, an icon or both.
type Button struct {
	target
	style ButtonStyle
	label *label
	glyph *glyph
	icon  assets.IconName
	after bool
	white bool // on a picture: white in every mode
	spilt bool // from the counter into the pane
	width float32
}

// NewButton returns a button that calls tapped.
func NewButton(id string, style ButtonStyle, text string, tapped func()) *Button {
	b := &Button{style: style, label: newLabel(text, theme.Button), glyph: newGlyph("")}
	b.id, b.onTap = id, tapped
	if style == Bar || style == InPane {
		b.label = newLabel(text, theme.Label)
	}
	b.label.bold = true
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon puts an icon before the word and returns the button.
func (b *Button) WithIcon(name assets.IconName) *Button {
	b.icon, b.after = name, false
	return b
}

// WithArrow puts an icon behind the word and returns the button.
func (b *Button) WithArrow(name assets.IconName) *Button {
	b.icon, b.after = name, true
	return b
}

// Plain sets the word in regular weight and returns the button.
func (b *Button) Plain() *Button {
	b.label.bold = false
	return b
}

// Wide gives the button a least width in px and returns it.
func (b *Button) Wide(width float32) *Button {
	b.width = width
	return b
}

// setSpilt draws the button for the pane while the counter has no room for it.
func (b *Button) setSpilt(spilt bool) {
	if b.spilt != spilt {
		b.spilt = spilt
		b.Refresh()
	}
}

// onPicture draws a Bar button white in every mode.
func (b *Button) onPicture() *Button {
	b.white = true
	return b
}

// Text returns the word.
func (b *Button) Text() string { return b.label.text }

// SetText changes the word.
func (b *Button) SetText(text string) {
	if b.label.text != text {
		b.label.text = text
		b.Refresh()
	}
}

// SetIcon changes the icon, and leaves it on its side of the word.
func (b *Button) SetIcon(name assets.IconName) {
	if b.icon != name {
		b.icon = name
		b.Refresh()
	}
}

// SetReady says whether the button can be used yet; give the reason as its word.
func (b *Button) SetReady(ready bool) {
	if ready == b.Disabled() {
		if ready {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

func (b *Button) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&b.ring, &b.plate, b.glyph.Image}, b.label.objects()...)
}

// onCounter reports whether the button stands on the counter's colour.
func (b *Button) onCounter(th *theme.Theme) bool {
	switch b.style {
	case Primary:
		return true
	case Secondary:
		return !b.spilt
	default:
		return b.style == Bar && th.Assisted() && !b.white
	}
}

func (b *Button) skin(th *theme.Theme) skin {
	k := th.Tokens()
	onCounter := b.onCounter(th)
	switch {
	case b.Disabled() && onCounter:
		return skin{fill: k.Counter2, text: k.OnCounter2}
	case b.Disabled():
		return skin{fill: k.Pane, stroke: k.Line, width: k.Stroke, text: k.Ink2}
	case b.style == Primary && b.pressed:
		return skin{fill: k.MaizeDown, text: k.OnMaize}
	case b.style == Primary:
		return skin{fill: k.Maize, text: k.OnMaize}
	case onCounter && b.pressed:
		return skin{fill: k.Counter, stroke: k.OnCounter, width: k.Stroke, text: k.OnCounter}
	case onCounter:
		return skin{fill: k.Counter2, stroke: k.EdgeC, width: k.Stroke, text: k.OnCounter}
	}
	s := skin{fill: k.Pane, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	if b.style == InPane || b.spilt {
		s.stroke, s.text = k.Action, k.Action
	}
	if b.pressed {
		s.fill = k.Sel
	}
	return s
}

func (b *Button) paint() {
	th := theme.Current()
	k, s := th.Tokens(), b.skin(th)
	radius := float32(theme.RadiusButton)
	if b.style == Bar {
		radius = theme.RadiusChoice
	}
	b.wear(s, radius)
	ring := k.OnCounter
	if !b.onCounter(th) {
		ring = k.Focus
	}
	b.paintRing(ring)
	b.label.color = s.text
	b.glyph.set(b.icon, s.text)
}

// parts are the lengths that a button is put together from.
func (b *Button) parts() (pad, icon, gap, height float32) {
	th := theme.Current()
	m := th.Measures()
	switch {
	case b.style == Bar:
		pad, icon, gap, height = 18, 28, 10, m.TopButton
	case b.style == InPane && !th.Assisted():
		pad, icon, gap, height = 20, 28, 12, m.Soft
	case b.style == InPane:
		pad, icon, gap, height = m.ButtonPad, 28, 12, m.Soft
	default:
		pad, icon, gap, height = m.ButtonPad, 28, 12, m.Button
	}
	if b.icon == "" {
		icon, gap = 0, 0
	}
	if b.label.text == "" {
		pad, gap = (height-icon)/2, 0
	}
	return pad, icon, gap, height
}

func (b *Button) min() fyne.Size {
	pad, icon, gap, height := b.parts()
	width := 2*pad + icon + gap
	if b.label.text != "" {
		width += b.label.natural()
	}
	if b.style == Primary {
		width = max(width, theme.Current().Measures().PrimaryMin)
	}
	return fyne.NewSize(max(width, b.width, theme.MinTarget), height)
}

func (b *Button) layout(size fyne.Size) {
	b.layoutPlate(size)
	_, icon, gap, _ := b.parts()
	const least = 12 // px beside a word that is too long for its button
	word := b.label.set(size.Width - icon - gap - 2*least)
	x := (size.Width - word - icon - gap) / 2
	if b.after {
		put(b.glyph, x+word+gap+icon/2, size.Height/2, icon)
	} else {
		put(b.glyph, x+icon/2, size.Height/2, icon)
		x += icon + gap
	}
	b.label.place(fyne.NewPos(x, 0), fyne.NewSize(word, size.Height))
}
