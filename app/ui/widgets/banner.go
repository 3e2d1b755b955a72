package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// Banner is one sentence with an icon on the ground of its tone. It cannot be tapped.
type Banner struct {
	widget.BaseWidget
	glyph  *glyph
	icon   assets.IconName
	tone   Tone
	text   *Text
	ground canvas.Rectangle
}

// NewBanner returns a banner; **two stars** around words make them bold.
func NewBanner(icon assets.IconName, tone Tone, text string) *Banner {
	b := &Banner{glyph: newGlyph(""), icon: icon, tone: tone, text: NewText(theme.Label, text)}
	b.ExtendBaseWidget(b)
	return b
}

// Large sets the words in the size of a heading, for the one sentence of the coach, and
// returns the banner.
func (b *Banner) Large() *Banner {
	b.text.role, b.text.bold = theme.Coach, true
	return b
}

// Set changes icon, tone and words.
func (b *Banner) Set(icon assets.IconName, tone Tone, text string) {
	if b.icon == icon && b.tone == tone && b.text.text == text {
		return
	}
	b.icon, b.tone = icon, tone
	b.text.SetText(text)
	b.Refresh()
}

// Text returns the words.
func (b *Banner) Text() string { return b.text.text }

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

func (b *Banner) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&b.ground, b.glyph.Image, b.text}
}

func (b *Banner) paint() {
	k := theme.Current().Tokens()
	b.ground.FillColor, b.ground.CornerRadius = b.tone.ground(k), theme.RadiusField
	icon := b.tone.color(k)
	if b.tone == Quiet {
		icon = k.Ink
	}
	if b.tone == OnCounter {
		icon = k.Maize
		b.text.tone = OnCounter
	}
	b.glyph.set(b.icon, icon)
}

// sides are the lengths of a banner: around, the icon, behind the icon.
func (b *Banner) sides() (pad, icon, gap float32) {
	if b.text.role == theme.Title {
		return 24, 44, 22
	}
	return 20, 30, 16
}

// HeightFor returns the height of the banner at a width.
func (b *Banner) HeightFor(width float32) float32 {
	pad, icon, gap := b.sides()
	const around = 14
	return max(theme.MinTarget, 2*around+b.text.HeightFor(width-2*pad-icon-gap))
}

func (b *Banner) min() fyne.Size {
	pad, icon, gap := b.sides()
	return fyne.NewSize(b.text.MinSize().Width+2*pad+icon+gap, b.HeightFor(max(b.Size().Width, 200)))
}

func (b *Banner) layout(size fyne.Size) {
	pad, icon, gap := b.sides()
	b.ground.Resize(size)
	inside := size.Width - 2*pad - icon - gap
	h := b.text.HeightFor(inside)
	box{pad + icon + gap, (size.Height - h) / 2, inside, h}.put(b.text)
	put(b.glyph, pad+icon/2, size.Height/2, icon)
}

// Badge is a state in an icon and a word, never in a colour alone.
type Badge struct {
	widget.BaseWidget
	glyph  *glyph
	icon   assets.IconName
	tone   Tone
	label  *label
	ground canvas.Rectangle
}

// NewBadge returns a badge.
func NewBadge(icon assets.IconName, tone Tone, text string) *Badge {
	b := &Badge{glyph: newGlyph(""), icon: icon, tone: tone, label: newLabel(text, theme.SmallText)}
	b.label.bold = true
	b.ExtendBaseWidget(b)
	return b
}

// Set changes icon, tone and word.
func (b *Badge) Set(icon assets.IconName, tone Tone, text string) {
	b.icon, b.tone, b.label.text = icon, tone, text
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

func (b *Badge) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&b.ground, b.glyph.Image}, b.label.objects()...)
}

func (b *Badge) paint() {
	k := theme.Current().Tokens()
	b.ground.FillColor, b.ground.CornerRadius = b.tone.ground(k), 10
	b.label.color = b.tone.color(k)
	b.glyph.set(b.icon, b.label.color)
}

const (
	badgePad  = 12
	badgeIcon = 24
	badgeGap  = 8
)

func (b *Badge) min() fyne.Size {
	height := max(40, theme.Current().Type(theme.SmallText)*1.3+8)
	return fyne.NewSize(2*badgePad+badgeIcon+badgeGap+b.label.natural(), height)
}

func (b *Badge) layout(size fyne.Size) {
	b.ground.Resize(size)
	put(b.glyph, badgePad+badgeIcon/2, size.Height/2, badgeIcon)
	word := size.Width - 2*badgePad - badgeIcon - badgeGap
	w := b.label.set(word)
	b.label.place(fyne.NewPos(badgePad+badgeIcon+badgeGap, 0), fyne.NewSize(w, size.Height))
}
