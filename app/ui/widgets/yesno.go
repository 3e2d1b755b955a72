package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Option is one answer of a YesNo: what it stands for and its word.
type Option struct{ Value, Text string }

// YesNo is a question with two or three short answers in a row: yes, no, don't know.
// Nothing is chosen before a person chooses; a second tap on the chosen one takes it back.
type YesNo struct {
	widget.BaseWidget
	// OnChosen is called with the value that a person chose, "" where it was taken back.
	OnChosen func(value string)

	id      string
	options []Option
	cells   []*Choice
	value   string
}

// NewYesNo returns the cells of a question; each has the id "id.value".
func NewYesNo(id string, options ...Option) *YesNo {
	y := &YesNo{id: id, options: options}
	for i, o := range options {
		y.cells = append(y.cells, NewChoice(id+"."+o.Value, o.Text, func() { y.tapped(i) }))
	}
	y.ExtendBaseWidget(y)
	return y
}

// Value returns what is chosen, or "".
func (y *YesNo) Value() string { return y.value }

// SetValue shows a value as chosen and calls nothing.
func (y *YesNo) SetValue(value string) {
	y.value = value
	for i, c := range y.cells {
		c.SetChosen(y.options[i].Value == value && value != "")
	}
}

func (y *YesNo) tapped(i int) {
	value := y.options[i].Value
	if value == y.value {
		value = ""
	}
	y.SetValue(value)
	if y.OnChosen != nil {
		y.OnChosen(value)
	}
}

// CreateRenderer implements fyne.Widget.
func (y *YesNo) CreateRenderer() fyne.WidgetRenderer { return newDrawing(y) }

func (y *YesNo) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(y.cells))
	for i, c := range y.cells {
		out[i] = c
	}
	return out
}

func (y *YesNo) paint() {}

const (
	yesNoWidth = 104
	yesNoGap   = 10
)

// cell is the size of each cell: 104 px wide, wider where a word needs it.
func (y *YesNo) cell() fyne.Size {
	m := theme.Current().Measures()
	size := fyne.NewSize(yesNoWidth, m.Button)
	if !theme.Current().Assisted() {
		size.Height = m.Cell
	}
	for _, c := range y.cells {
		size.Width = max(size.Width, c.MinSize().Width-8)
	}
	return size
}

func (y *YesNo) min() fyne.Size {
	n, cell := float32(len(y.cells)), y.cell()
	return fyne.NewSize(n*cell.Width+(n-1)*yesNoGap, cell.Height)
}

func (y *YesNo) layout(size fyne.Size) {
	n := float32(len(y.cells))
	w := min(y.cell().Width, (size.Width-(n-1)*yesNoGap)/n)
	for i, c := range y.cells {
		box{float32(i) * (w + yesNoGap), 0, w, size.Height}.put(c)
	}
}
