package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
)

// fieldText is the text in a box, its hint and its caret.
type fieldText struct {
	lines                        []*canvas.Text
	caret                        canvas.Rectangle
	color, hintColor, caretColor color.NRGBA

	origin fyne.Position
	spans  []span  // the lines on the screen
	lead   float32 // px that a hint stands behind the caret
	first  int     // index of the first line on the screen
	face   face
	shown  []rune
}

const caretWidth = 3

func newFieldText() *fieldText {
	t := &fieldText{}
	t.lines = append(t.lines, canvas.NewText("", nil))
	return t
}

func (t *fieldText) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(t.lines)+1)
	for _, l := range t.lines {
		out = append(out, l)
	}
	return append(out, &t.caret)
}

// lay breaks the text for a box and puts lines and caret in their places.
func (t *fieldText) lay(b *buffer, shown []rune, hint string, rows int, pos fyne.Position, size fyne.Size) {
	t.face, t.shown = face{size: theme.Current().Type(theme.Answer)}, shown
	lineHeight := t.face.size * 1.3
	t.origin = pos.AddXY(0, (size.Height-float32(rows)*lineHeight)/2)
	t.breakLines(b, rows, size.Width-caretWidth)
	for len(t.lines) < rows {
		t.lines = append(t.lines, canvas.NewText("", nil))
	}
	for i, line := range t.lines {
		t.show(line, i, hint, size.Width)
		line.Move(t.origin.AddXY(t.lead, float32(i)*lineHeight))
		line.Resize(fyne.NewSize(size.Width, lineHeight))
		canvas.Refresh(line)
	}
	t.placeCaret(b, lineHeight)
}

// breakLines finds the lines that are on the screen, so that the caret is among them.
func (t *fieldText) breakLines(b *buffer, rows int, width float32) {
	if rows == 1 {
		t.spans, t.first = []span{b.window(t.face, t.shown, width)}, 0
		return
	}
	t.spans = spans(t.face, t.shown, width)
	at := t.lineOf(b.caret)
	if len(t.spans) <= rows {
		t.first = 0
	}
	t.first = min(max(t.first, at-rows+1), at)
}

// lineOf is the line that holds the caret.
func (t *fieldText) lineOf(caret int) int {
	for i := len(t.spans) - 1; i > 0; i-- {
		if caret >= t.spans[i].from {
			return i
		}
	}
	return 0
}

// show writes the i-th line on the screen.
func (t *fieldText) show(line *canvas.Text, i int, hint string, width float32) {
	line.Text, line.Color, line.TextSize = "", t.color, t.face.size
	if n := t.first + i; n < len(t.spans) {
		line.Text = string(t.shown[t.spans[n].from:t.spans[n].to])
	}
	t.lead = 0
	if i == 0 && hint != "" {
		t.lead = caretWidth + 3
		line.Text, line.Color = t.fit(hint, width), t.hintColor
		line.TextSize = theme.Current().Type(theme.Soft)
	}
}

// fit shortens a hint that is wider than its box, at a word.
func (t *fieldText) fit(hint string, width float32) string {
	f := face{size: theme.Current().Type(theme.Soft)}
	if f.width(run{text: hint}) <= width {
		return hint
	}
	lines := f.wrap([][]run{{{text: hint}}}, width-f.width(run{text: "…"}))
	return lines[0][0].text + "…"
}

func (t *fieldText) placeCaret(b *buffer, lineHeight float32) {
	at := t.lineOf(b.caret)
	x := t.face.width(run{text: string(t.shown[t.spans[at].from:b.caret])})
	t.caret.FillColor = t.caretColor
	t.caret.Move(t.origin.AddXY(x-1, float32(at-t.first)*lineHeight))
	t.caret.Resize(fyne.NewSize(caretWidth, lineHeight))
}

// caretAt returns the place in the text that is nearest to a position in the field.
func (t *fieldText) caretAt(pos fyne.Position) int {
	if len(t.spans) == 0 {
		return 0
	}
	row := t.first + int((pos.Y-t.origin.Y)/(t.face.size*1.3))
	s := t.spans[min(max(row, 0), len(t.spans)-1)]
	last := float32(0)
	for i := s.from; i < s.to; i++ {
		next := t.face.width(run{text: string(t.shown[s.from : i+1])})
		if pos.X-t.origin.X < (last+next)/2 {
			return i
		}
		last = next
	}
	return s.to
}
