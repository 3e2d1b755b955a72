package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// rowPager turns the rows of a list from the counter, and says between its buttons which rows these are.
type rowPager struct {
	app           *App
	before, after *widgets.Button
	where         *widgets.Text
}

// newRowPager returns a pager that calls turn with -1 or +1.
func newRowPager(a *App, turn func(direction int)) *rowPager {
	return &rowPager{
		app:    a,
		before: widgets.NewButton("rows.before", widgets.Secondary, "", func() { turn(-1) }).WithIcon(assets.IconCaretUp),
		after:  widgets.NewButton("rows.after", widgets.Secondary, "", func() { turn(1) }).WithIcon(assets.IconCaretDown),
		where:  widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2),
	}
}

// objects are those for the left of the counter, after the button that stands there first.
func (p *rowPager) objects(first fyne.CanvasObject) []fyne.CanvasObject {
	return []fyne.CanvasObject{first, p.before, p.where, p.after}
}

// write says which rows these are, and whether there are some before them and after them.
func (p *rowPager) write(where string, before, after bool) {
	p.where.SetText(where)
	setVisible(p.where, where != "" && p.app.look.Class != theme.Portrait) // there the counter has no room for it
	p.before.SetReady(before)
	p.after.SetReady(after)
	setVisible(p.before, before || after)
	setVisible(p.after, before || after)
}
