package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// ChartBar is one bar of a chart, from the left. Say the number beside it.
type ChartBar struct {
	widget.BaseWidget
	part   float32
	vague  bool
	ground canvas.Rectangle
}

// NewChartBar returns a bar without length.
func NewChartBar() *ChartBar {
	b := &ChartBar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set gives the bar its length, from 0 to 1 of its width. A vague bar is an outline: its length is not known.
func (b *ChartBar) Set(part float32, vague bool) {
	b.part, b.vague = min(max(part, 0), 1), vague
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *ChartBar) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

const chartBarHeight = 14 // px

func (b *ChartBar) objects() []fyne.CanvasObject { return []fyne.CanvasObject{&b.ground} }
func (b *ChartBar) min() fyne.Size               { return fyne.NewSize(60, chartBarHeight) }

func (b *ChartBar) paint() {
	k := theme.Current().Tokens()
	b.ground.FillColor, b.ground.StrokeWidth, b.ground.CornerRadius = k.Action, 0, 4
	if b.vague {
		b.ground.FillColor, b.ground.StrokeColor, b.ground.StrokeWidth = k.Pane, k.Edge, k.Stroke
	}
	b.ground.Hidden = b.part == 0
}

func (b *ChartBar) layout(size fyne.Size) {
	const shortest = 4
	box{0, (size.Height - chartBarHeight) / 2, max(shortest, size.Width*b.part), chartBarHeight}.put(&b.ground)
}
