package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
)

// label is the word on a target: one line at its full size, smaller where the target is
// narrow but never below small text, then up to maxLabelLines lines.
type label struct {
	text  string
	role  theme.Role
	bold  bool
	color color.NRGBA
	lines [maxLabelLines]*canvas.Text
	size  float32
	most  float32 // px that the size is held below, so that a grid is even; 0 is no limit
	high  float32 // px for several lines, taken rather than small letters; 0 for one line, however small
}

const (
	maxLabelLines = 3
	labelLeading  = 1.2 // height of a line in sizes
)

func newLabel(text string, role theme.Role) *label {
	l := &label{text: text, role: role, bold: role.Bold()}
	for i := range l.lines {
		l.lines[i] = canvas.NewText("", nil)
	}
	return l
}

func (l *label) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.lines[0], l.lines[1], l.lines[2]}
}

func (l *label) face(size float32) face { return face{size: size, mono: l.role.Mono()} }

// natural is the width of the word at its full size.
func (l *label) natural() float32 {
	return l.face(theme.Current().Type(l.role)).width(run{l.text, l.bold})
}

// set chooses the size and the lines for a width and returns the width they take.
func (l *label) set(width float32) float32 {
	th := theme.Current()
	floor := min(th.Least(), th.Type(l.role))
	size := th.Type(l.role)
	if l.most > 0 {
		size = min(size, max(l.most, floor))
	}
	least := floor
	if l.high > 0 {
		least = max(floor, size*0.85) // much smaller than its neighbours looks worse than two lines
	}
	full := size
	for size > least && l.face(size).width(run{l.text, l.bold}) > width {
		size = max(least, size-1)
	}
	if size > floor && l.face(size).width(run{l.text, l.bold}) > width {
		size = l.broken(full, floor, width)
	}
	const tiny = 14 // px: better than a word that is broken
	for size > tiny && l.face(size).longestWord(parse(l.text, l.bold)) > width && width > 0 {
		size--
	}
	lines := [][]run{{{l.text, l.bold}}}
	if l.face(size).width(run{l.text, l.bold}) > width {
		lines = l.face(size).wrap([][]run{{{l.text, l.bold}}}, width)
	}
	l.size = size
	return l.fill(lines)
}

// broken is the largest size, not above full, in which the word broken into lines has room.
func (l *label) broken(full, floor, width float32) float32 {
	words := parse(l.text, l.bold)
	for size := full; size > floor; size-- {
		n := len(l.face(size).wrap([][]run{{{l.text, l.bold}}}, width))
		if n <= maxLabelLines && float32(n)*size*labelLeading <= l.high && l.face(size).longestWord(words) <= width {
			return size
		}
	}
	return floor
}

// fill writes the lines and returns the width of the widest.
func (l *label) fill(lines [][]run) float32 {
	widest := float32(0)
	for i, t := range l.lines {
		t.Text = ""
		if i < len(lines) && len(lines[i]) > 0 {
			t.Text = lines[i][0].text
		}
		t.TextSize, t.TextStyle, t.Color = l.size, l.face(l.size).style(l.bold), l.color
		if t.Text != "" {
			widest = max(widest, t.MinSize().Width)
		}
		t.Alignment = fyne.TextAlignCenter
	}
	return widest
}

// place puts the lines in the middle of a box. set comes first.
func (l *label) place(pos fyne.Position, size fyne.Size) {
	n := 0
	for _, t := range l.lines {
		if t.Text != "" {
			n++
		}
	}
	h := l.size * labelLeading
	y := pos.Y + (size.Height-h*float32(n))/2
	for _, t := range l.lines {
		natural := t.MinSize().Height
		t.Resize(fyne.NewSize(size.Width, natural))
		t.Move(fyne.NewPos(pos.X, y+(h-natural)/2))
		y += h
		canvas.Refresh(t)
	}
}
