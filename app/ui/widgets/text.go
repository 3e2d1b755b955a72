package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Text is words in the size of their role. It wraps to its width unless made by NewLine;
// **two stars** around words make them bold.
type Text struct {
	widget.BaseWidget
	role   theme.Role
	tone   Tone
	align  fyne.TextAlign
	text   string
	bold   bool
	single bool

	lines  []*canvas.Text
	broken [][]run // the text in lines, for width and face
	width  float32
	face   face
}

// NewText returns a text that wraps to its width.
func NewText(role theme.Role, text string) *Text {
	t := &Text{role: role, text: text, bold: role.Bold()}
	t.ExtendBaseWidget(t)
	return t
}

// NewLine returns a text that stays on one line and asks for the width of it.
func NewLine(role theme.Role, text string) *Text {
	t := NewText(role, text)
	t.single = true
	return t
}

// NewTitle returns the title of a page.
func NewTitle(text string) *Text { return NewText(theme.Title, text) }

// NewBody returns a text for explanations.
func NewBody(text string) *Text { return NewText(theme.Body, text) }

// NewSmall returns a text for sources, dates and hints, in the second ink.
func NewSmall(text string) *Text { return NewText(theme.SmallText, text).Toned(Ink2) }

// Toned sets the tone and returns the text.
func (t *Text) Toned(tone Tone) *Text {
	t.tone = tone
	return t
}

// Strong sets the whole text in bold and returns it.
func (t *Text) Strong() *Text {
	t.bold = true
	return t
}

// Aligned sets where the lines stand and returns the text.
func (t *Text) Aligned(a fyne.TextAlign) *Text {
	t.align = a
	return t
}

// Text returns the words, with their stars.
func (t *Text) Text() string { return t.text }

// SetText replaces the words; the container has to be refreshed if the height changes.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetTone changes the tone.
func (t *Text) SetTone(tone Tone) {
	if t.tone != tone {
		t.tone = tone
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

// HeightFor returns the height of the text when it is that wide, in px.
func (t *Text) HeightFor(width float32) float32 {
	return t.lineHeight() * float32(len(t.brokenAt(width)))
}

func (t *Text) currentFace() face {
	return face{size: theme.Current().Type(t.role), mono: t.role.Mono()}
}

func (t *Text) lineHeight() float32 {
	return theme.Current().Type(t.role) * t.role.Leading()
}

// brokenAt returns the lines at a width and remembers the last answer.
func (t *Text) brokenAt(width float32) [][]run {
	f := t.currentFace()
	if t.broken != nil && t.width == width && t.face == f {
		return t.broken
	}
	t.broken, t.width, t.face = f.wrap(parse(t.text, t.bold), t.wrapWidth(width)), width, f
	return t.broken
}

func (t *Text) wrapWidth(width float32) float32 {
	const noLimit = 1 << 20
	if t.single || width <= 0 {
		return noLimit
	}
	return width + 0.5 // the width that a text asked for may come back rounded
}

func (t *Text) min() fyne.Size {
	f, paragraphs := t.currentFace(), parse(t.text, t.bold)
	if !t.single {
		const unbroken = 12 // times the size of type: wider words are addresses, numbers and names without end
		return fyne.NewSize(min(f.longestWord(paragraphs), unbroken*f.size), t.HeightFor(t.Size().Width))
	}
	width := float32(0)
	for _, p := range paragraphs {
		width = max(width, f.lineWidth(p))
	}
	return fyne.NewSize(width, t.lineHeight()*float32(len(paragraphs)))
}

func (t *Text) paint() { t.broken = nil }

func (t *Text) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(t.lines))
	for i, l := range t.lines {
		out[i] = l
	}
	return out
}

func (t *Text) layout(size fyne.Size) {
	k, n, h := theme.Current().Tokens(), 0, t.lineHeight()
	for i, line := range t.brokenAt(size.Width) {
		x := t.start(size.Width, line)
		for _, r := range line {
			n++
			piece := t.piece(n)
			piece.Text, piece.TextSize, piece.TextStyle = r.text, t.face.size, t.face.style(r.bold)
			piece.Color = t.tone.color(k)
			natural := piece.MinSize()
			piece.Resize(natural)
			piece.Move(fyne.NewPos(x, float32(i)*h+(h-natural.Height)/2))
			x += t.face.width(r)
			canvas.Refresh(piece)
		}
	}
	t.lines = t.lines[:n]
}

// start is where a line begins.
func (t *Text) start(width float32, line []run) float32 {
	switch t.align {
	case fyne.TextAlignCenter:
		return (width - t.face.lineWidth(line)) / 2
	case fyne.TextAlignTrailing:
		return width - t.face.lineWidth(line)
	default:
		return 0
	}
}

// piece returns the n-th canvas text, an old one where there is one.
func (t *Text) piece(n int) *canvas.Text {
	for len(t.lines) < n {
		t.lines = append(t.lines, canvas.NewText("", nil))
	}
	return t.lines[n-1]
}
