package ui

import (
	"cmp"
	"context"

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
	chips map[intake.State]*widgets.Filter
	above *fyne.Container // search and chips
	rows  []*applicationRow
	empty *widgets.Text
	clear *widgets.Button // the search, where nothing is found
	pager *rowPager
}

func newApplications(a *App) *applications { return &applications{app: a} }

func (l *applications) id() string { return "applications" }

// chipStates are the states that the list can be narrowed to; "" is all of them.
func chipStates() []intake.State {
	return []intake.State{
		"", intake.StateDraft, intake.StateWaiting, intake.StateOnItsWay, intake.StateDelivered, intake.StateParked,
	}
}

const (
	mostRows = 14 // that are kept
	listGap  = 6  // px between the chips and the rows
)

// pageRows is how many rows fit below search and chips.
func (l *applications) pageRows() int {
	room := l.app.bodyRoom() - l.above.Size().Height - listGap
	return min(max(int(room/l.rows[0].height()), 1), mostRows)
}

// showState shows the list narrowed to a state.
func (l *applications) showState(state intake.State) {
	l.search = Search{State: state}
	l.app.show(l)
}

func (l *applications) build() *widgets.Page {
	a := l.app
	begin := a.newButtons()
	l.pager = newRowPager(a, l.turn)
	return &widgets.Page{
		Body:  l.buildBody(),
		Left:  l.pager.objects(a.homeButton()),
		Right: begin[len(begin)-1:],
	}
}

// homeButton goes home.
func (a *App) homeButton() *widgets.Button {
	return widgets.NewButton("home", widgets.Secondary, a.spare("action.home"), a.openHome).WithIcon(assets.IconHouseLine)
}

// spare is the word of a button that can do with its icon where a narrow counter meets large type.
func (a *App) spare(key string) string {
	if a.look.Class != theme.Landscape && a.look.Step != theme.Normal {
		return ""
	}
	return a.text(key)
}

func (l *applications) buildBody() fyne.CanvasObject {
	a := l.app
	l.field = widgets.NewTextField("search", widgets.SearchKind, "").WithIcon(assets.IconMagnifyingGlass).WithHint(a.text("applications.search"))
	l.field.SetText(l.search.Words)
	l.field.OnChanged = l.typed
	head := widgets.NewRow(24, widgets.NewLine(theme.Title, a.text("applications.title")), widgets.Fill(l.field))
	l.chips = map[intake.State]*widgets.Filter{}
	var chips []fyne.CanvasObject
	for _, state := range chipStates() {
		l.chips[state] = widgets.NewFilter("state."+string(state), a.stateWord(state), 0, func() { l.narrow(state) })
		chips = append(chips, l.chips[state])
	}
	l.empty = widgets.NewText(theme.Body, "").Toned(widgets.Ink2)
	l.clear = widgets.NewButton("search.clear", widgets.InPane, a.text("applications.clear"), l.clearSearch).WithIcon(assets.IconX)
	rows := []fyne.CanvasObject{l.empty, widgets.Pad(widgets.NewFlow(0, l.clear), 0, listGap, 0, 0)}
	l.rows = nil
	for range mostRows {
		row := newApplicationRow(a)
		l.rows, rows = append(l.rows, row), append(rows, row.tile)
	}
	l.above = widgets.NewColumn(12, head, widgets.NewFlow(10, chips...))
	return widgets.NewColumn(listGap, l.above, widgets.NewColumn(0, rows...))
}

func (l *applications) refresh() {
	l.field.SetText(l.search.Words)
	l.write()
	l.app.update() // the rows that fit depend on the chips' lines
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
		if search.Words == l.search.Words && search.State == l.search.State && search.Offset == l.search.Offset {
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
		chip.Set(a.stateWord(state), l.total(state))
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
	setVisible(l.clear, len(l.found) == 0 && l.search.Words != "")
	l.writePlace()
}

// stateWord names a state, and "" as all of them.
func (a *App) stateWord(state intake.State) string {
	if state == "" {
		return a.text("applications.all")
	}
	return a.text("state." + string(state))
}

// emptyKey is the text for a list without rows.
func (l *applications) emptyKey() string {
	if l.total("") == 0 {
		return "applications.empty"
	}
	if l.search.Words == "" {
		return "applications.none_here"
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

// writePlace says which rows these are. While words are searched for, the number of matches is not known.
func (l *applications) writePlace() {
	first, last, total := l.search.Offset+1, l.search.Offset+len(l.found), l.total(l.search.State)
	text := l.app.text("applications.page", "first", first, "last", last, "total", total)
	more := last < total
	if l.search.Words != "" {
		text, more = "", len(l.found) == l.pageRows()
	}
	if len(l.found) == 0 {
		text, more = "", false
	}
	l.pager.write(text, l.search.Offset > 0, more)
}

func (l *applications) typed(words string) {
	l.search.Words, l.search.Offset = words, 0
	l.find()
}

func (l *applications) clearSearch() {
	l.field.SetText("")
	l.typed("")
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
	stub    *widgets.Icon // in the place of the initials of what is delivered and gone from here
	code    *widgets.Text
	badge   *widgets.Badge
	lacking *widgets.Text
	when    *widgets.Text
}

func newApplicationRow(a *App) *applicationRow {
	r := &applicationRow{
		app: a, round: widgets.NewRound("", false, discSide), stub: widgets.NewIcon(assets.IconCheckCircle, widgets.Good, discSide), code: widgets.NewLine(theme.Code, ""),
		badge:   widgets.NewBadge(assets.IconClock, widgets.Way, ""),
		lacking: widgets.NewText(theme.SmallText, ""), when: widgets.NewLine(theme.SmallText, "").Toned(widgets.Ink2),
	}
	r.tile = widgets.NewListRow("application", r.arrange(), nil)
	return r
}

const (
	rowGap   = 4  // px between the two lines of a narrow row
	discSide = 52 // px
)

// narrow reports whether a row needs two lines: in portrait, and for large type on a small screen.
func (r *applicationRow) narrow() bool {
	look := r.app.look
	return look.Class == theme.Portrait || look.Class == theme.Small && look.Step != theme.Normal
}

// arrange puts the parts on one line, or on two.
func (r *applicationRow) arrange() fyne.CanvasObject {
	disc := widgets.NewRow(0, r.round, r.stub)
	chevron := widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 28)
	badge := widgets.NewRow(0, r.badge)
	if r.narrow() {
		head := widgets.NewRow(16, r.code, badge)
		foot := widgets.NewRow(16, widgets.Middle(r.lacking), r.when)
		return widgets.NewRow(16, disc, widgets.Middle(widgets.NewColumn(rowGap, head, foot)), chevron)
	}
	const badgeWidth = 250
	return widgets.NewRow(18, disc, r.code, widgets.Sized(badge, badgeWidth, 0), widgets.Middle(r.lacking), r.when, chevron)
}

// height is the height of a row whose texts do not wrap, in px.
func (r *applicationRow) height() float32 {
	least := r.tile.MinSize().Height
	if !r.narrow() {
		return least
	}
	const padding = 12
	line := theme.Current().Type(theme.SmallText) * theme.SmallText.Leading()
	if r.app.look.Step != theme.Normal {
		line *= 2 // what is missing takes two lines
	}
	return max(least, r.badge.MinSize().Height+rowGap+line+padding)
}

func (r *applicationRow) set(s Summary) {
	a := r.app
	stub := s.Initials == "" && s.State == intake.StateDelivered
	r.round.Set(cmp.Or(s.Initials, "–"), false)
	setVisible(r.round, !stub)
	setVisible(r.stub, stub)
	r.code.SetText(s.Code.String())
	icon, tone := a.summaryLook(s)
	r.badge.Set(icon, tone, a.summaryWord(s))
	r.lacking.SetText(a.remark(s))
	r.when.SetText(a.when(s))
	r.tile.SetTapped(func() { a.openSummary(s) })
	r.tile.Show()
}

// openSummary goes on with a draft, and shows what was handed in.
func (a *App) openSummary(s Summary) {
	if s.State != intake.StateDraft || s.Revision > 1 {
		a.openDossier(s, func() { a.show(a.list) })
		return
	}
	work(a, func(ctx context.Context) (intake.Draft, error) { return a.desk.Records.Draft(ctx, s.ID) },
		func(draft intake.Draft, err error) {
			if err != nil {
				a.trouble("open draft", err)
				return
			}
			a.resume(draft)
		})
}

// remark is what a list says beside the state: what is missing, or why it is parked.
func (a *App) remark(s Summary) string {
	if s.Withdrawn && s.State != intake.StateWithdrawn {
		return a.text("record.untold")
	}
	switch s.State {
	case intake.StateParked:
		return a.text("parked." + s.Problem)
	case intake.StateDelivered, intake.StateWithdrawn:
		if s.Case != nil {
			return a.caseWord(*s.Case)
		}
		return ""
	default:
		return a.lacking(s.Lacking)
	}
}
