package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// columnGap is the distance between two columns of a page, in px.
const columnGap = 28

// paneWidth is the width inside the pane of a page that has no side, in px.
func (a *App) paneWidth() float32 {
	m := theme.Current().Measures()
	return a.frame.Size().Width - 2*(m.Margin+m.PadX)
}

// halve says how many rows go into the first of two columns, so that it ends about where the second does, which holds
// something already. Rows are gap px apart; held and width are px, of one column.
func halve(rows []fyne.CanvasObject, gap, held, width float32) int {
	total := held
	for _, r := range rows {
		total += widgets.HeightFor(r, width) + gap
	}
	height := float32(0)
	for i, r := range rows {
		h := widgets.HeightFor(r, width) + gap
		if height += h; height-h/2 >= total/2 {
			return i
		}
	}
	return len(rows)
}

// inTwo puts rows into two columns that end at about the same height, or into one in portrait. All gaps are px.
func (a *App) inTwo(gap float32, rows []fyne.CanvasObject) fyne.CanvasObject {
	first := halve(rows, gap, 0, (a.paneWidth()-gap)/2)
	return widgets.NewSplit(0.5, gap, widgets.NewColumn(gap, rows[:first]...), widgets.NewColumn(gap, rows[first:]...))
}
