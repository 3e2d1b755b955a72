package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// applications is the list of everything that was begun here: search, states, and a page of rows at a time.
type applications struct {
	app    *App
	search Search
	found  []Summary
	counts map[intake.State]int

	field *widgets.TextField
	chips map[intake.State]*widgets.Choice
	rows  []*applicationRow
	empty *widgets.Text
	where *widgets.Text
	pager [2]*widgets.Button
}

func newApplications(a *App) *applications { return &applications{app: a} }

func (l *applications) id() string { return "applications" }

// chipStates are the states that the list can be narrowed to; "" is all of them.
func chipStates() []intake.State {
	return []intake.State{
		"", intake.StateDraft, intake.StateWaiting, intake.StateOnItsWay, intake.StateDelivered, intake.StateParked,
	}
}

// pageRows is how many rows fit.
func (l *applications) pageRows() int {
	switch l.app.look.Class {
	case theme.Portrait:
		return 8
	case theme.Small:
		return 3
	default:
		return 6
	}
}

// showState shows the list narrowed to a state.
func (l *applications) showState(state intake.State) {
	l.search = Search{State: state}
	l.app.show(l)
}

func (l *applications) build() *widgets.Page {
	a := l.app
	l.where = widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2)
	l.pager[0] = widgets.NewButton("rows.before", widgets.Secondary, "", func() { l.turn(-1) }).WithIcon(assets.IconCaretUp)
	l.pager[1] = widgets.NewButton("rows.after", widgets.Secondary, "", func() { l.turn(1) }).WithIcon(assets.IconCaretDown)
	return &widgets.Page{
		Body:  l.buildBody(),
		Left:  []fyne.CanvasObject{a.homeButton(), l.pager[0], l.where, l.pager[1]},
		Right: a.newButtons(),
	}
}

// homeButton goes home.
func (a *App) homeButton() *widgets.Button {
	return widgets.NewButton("home", widgets.Secondary, a.text("action.home"), a.openHome).WithIcon(assets.IconHouseLine)
}

func (l *applications) buildBody() fyne.CanvasObject {
	a := l.app
	l.field = widgets.NewTextField("search", widgets.CodeKind, "").WithIcon(assets.IconMagnifyingGlass).WithHint(a.text("applications.search"))
	l.field.SetText(l.search.Code)
	l.field.OnChanged = l.typed
	head := widgets.NewRow(24, widgets.NewLine(theme.Title, a.text("applications.title")), widgets.Fill(l.field))
	l.chips = map[intake.State]*widgets.Choice{}
	var chips []fyne.CanvasObject
	for _, state := range chipStates() {
		l.chips[state] = widgets.NewSoft("state."+string(state), "", func() { l.narrow(state) })
		chips = append(chips, l.chips[state])
	}
	l.empty = widgets.NewText(theme.Body, "").Toned(widgets.Ink2)
	rows := []fyne.CanvasObject{l.empty}
	l.rows = nil
	for range l.pageRows() {
		row := newApplicationRow(a)
		l.rows, rows = append(l.rows, row), append(rows, row.tile)
	}
	return widgets.NewColumn(14, head, widgets.NewFlow(12, chips...), widgets.NewColumn(0, rows...))
}

func (l *applications) refresh() {
	l.field.SetText(l.search.Code)
	l.write()
	l.find()
}

// find asks the store for the page of rows and the counts of the states.
func (l *applications) find() {
	a, search := l.app, l.search
	search.Limit = l.pageRows()
	type outcome struct {
		found  []Summary
		counts map[intake.State]int
	}
	work(a, func(ctx context.Context) (outcome, error) {
		found, err := a.desk.Records.Find(ctx, search)
		if err != nil {
			return outcome{}, err
		}
		counts, err := a.desk.Records.Counts(ctx)
		return outcome{found, counts}, err
	}, func(o outcome, err error) {
		if err != nil {
			a.trouble("list applications", err)
			return
		}
		if search.Code == l.search.Code && search.State == l.search.State && search.Offset == l.search.Offset {
			l.found, l.counts = o.found, o.counts
			l.write()
			a.update()
		}
	})
}

// write puts what was found on the page.
func (l *applications) write() {
	a := l.app
	for state, chip := range l.chips {
		chip.SetText(a.chipText(state, l.total(state)))
		chip.SetChosen(state == l.search.State)
	}
	for i, row := range l.rows {
		if i < len(l.found) {
			row.set(l.found[i])
		} else {
			row.tile.Hide()
		}
	}
	setVisible(l.empty, len(l.found) == 0)
	l.empty.SetText(a.text(l.emptyKey()))
	l.writePlace()
}

func (a *App) chipText(state intake.State, n int) string {
	key := "applications.all"
	if state != "" {
		key = "state." + string(state)
	}
	return a.text(key) + " " + strconv.Itoa(n)
}

// emptyKey is the text for a list without rows.
func (l *applications) emptyKey() string {
	if l.total("") == 0 {
		return "applications.empty"
	}
	return "applications.none_found"
}

// total is how many applications are in a state.
func (l *applications) total(state intake.State) int {
	if state != "" {
		return l.counts[state]
	}
	sum := 0
	for _, n := range l.counts {
		sum += n
	}
	return sum
}

// writePlace says which rows these are. While a code is searched, the number of matches is not known.
func (l *applications) writePlace() {
	first, last, total := l.search.Offset+1, l.search.Offset+len(l.found), l.total(l.search.State)
	text := l.app.text("applications.page", "first", first, "last", last, "total", total)
	more := last < total
	if l.search.Code != "" {
		text, more = "", len(l.found) == l.pageRows()
	}
	if len(l.found) == 0 {
		text, more = "", false
	}
	l.where.SetText(text)
	l.pager[0].SetReady(l.search.Offset > 0)
	l.pager[1].SetReady(more)
	for _, b := range l.pager {
		setVisible(b, l.search.Offset > 0 || more)
	}
}

func (l *applications) typed(code string) {
	l.app.touched()
	l.search.Code, l.search.Offset = code, 0
	l.find()
}

func (l *applications) narrow(state intake.State) {
	l.search.State, l.search.Offset = state, 0
	l.write()
	l.find()
}

func (l *applications) turn(direction int) {
	l.search.Offset = max(0, l.search.Offset+direction*l.pageRows())
	l.find()
}

// applicationRow is one application in the list.
type applicationRow struct {
	app     *App
	tile    *widgets.Tile
	round   *widgets.Round
	code    *widgets.Text
	badge   *widgets.Badge
	lacking *widgets.Text
	when    *widgets.Text
}

func newApplicationRow(a *App) *applicationRow {
	r := &applicationRow{
		app: a, round: widgets.NewRound("", false, 52), code: widgets.NewLine(theme.Code, ""),
		badge:   widgets.NewBadge(assets.IconClock, widgets.Way, ""),
		lacking: widgets.NewText(theme.Label, ""), when: widgets.NewLine(theme.SmallText, "").Toned(widgets.Ink2),
	}
	r.tile = widgets.NewListRow("application", r.arrange(), nil)
	return r
}

// arrange puts the parts on one line, or on two in portrait.
func (r *applicationRow) arrange() fyne.CanvasObject {
	chevron := widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 28)
	r.lacking = widgets.NewText(theme.SmallText, "")
	badge := widgets.NewRow(0, r.badge)
	if r.app.look.Class == theme.Portrait {
		head := widgets.NewRow(16, r.code, badge, widgets.Fill(nil), r.when)
		return widgets.NewRow(16, r.round, widgets.Middle(widgets.NewColumn(4, head, r.lacking)), chevron)
	}
	const badgeWidth = 250
	return widgets.NewRow(18, r.round, r.code, widgets.Sized(badge, badgeWidth, 0), widgets.Middle(r.lacking), r.when, chevron)
}

func (r *applicationRow) set(s Summary) {
	a := r.app
	r.round.Set(s.Initials, false)
	r.code.SetText(s.Code.String())
	icon, tone := stateLook(s.State)
	r.badge.Set(icon, tone, a.text("state."+string(s.State)))
	r.lacking.SetText(a.remark(s))
	r.when.SetText(a.when(s))
	r.tile.SetTapped(func() { a.openSummary(s) })
	r.tile.Show()
}

// openSummary shows how an application stands.
func (a *App) openSummary(s Summary) { a.openRecord(s) }

// remark is what a list says beside the state: what is missing, or why it is parked.
func (a *App) remark(s Summary) string {
	switch s.State {
	case intake.StateParked:
		return a.text("parked." + s.Problem)
	case intake.StateDelivered, intake.StateWithdrawn:
		return ""
	default:
		return a.lacking(s.Lacking)
	}
}
