package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// outboxList tells of each application how far it has come, a page of rows at a time.
type outboxList struct {
	app    *App
	state  intake.State
	first  int // of the page
	found  []Dossier
	counts map[intake.State]int

	chips map[intake.State]*widgets.Filter
	above *fyne.Container
	rows  []*outboxRow
	empty *widgets.Text
	where *widgets.Text
	pager [2]*widgets.Button
}

// outboxStates are those that the list can be of.
func outboxStates() []intake.State {
	return []intake.State{intake.StateOnItsWay, intake.StateWaiting, intake.StateParked, intake.StateDelivered}
}

// openOutboxList shows all that is on its way, or of the first state in which there is something.
func (a *App) openOutboxList() {
	a.outboxList.first = 0
	a.show(a.outboxList)
}

func (l *outboxList) id() string { return "outboxlist" }

func (l *outboxList) build() *widgets.Page {
	a := l.app
	l.chips = map[intake.State]*widgets.Filter{}
	var chips []fyne.CanvasObject
	for _, state := range outboxStates() {
		l.chips[state] = widgets.NewFilter("state."+string(state), a.stateWord(state), 0, func() { l.narrow(state) })
		chips = append(chips, l.chips[state])
	}
	l.empty = widgets.NewText(theme.Body, a.text("applications.none_here")).Toned(widgets.Ink2)
	rows := []fyne.CanvasObject{l.empty}
	l.rows = nil
	for range mostRows {
		row := newOutboxRow(a)
		l.rows, rows = append(l.rows, row), append(rows, row.tile)
	}
	l.above = widgets.NewColumn(12, widgets.NewLine(theme.Title, a.text("outbox.title")), widgets.NewFlow(10, chips...))
	l.where = widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2)
	l.pager[0] = widgets.NewButton("rows.before", widgets.Secondary, "", func() { l.turn(-1) }).WithIcon(assets.IconCaretUp)
	l.pager[1] = widgets.NewButton("rows.after", widgets.Secondary, "", func() { l.turn(1) }).WithIcon(assets.IconCaretDown)
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), a.openOutbox).WithIcon(assets.IconArrowLeft)
	retry := widgets.NewButton("retry", widgets.Primary, a.text("outbox.retry"), a.desk.Outbox.DeliverNow).WithIcon(assets.IconArrowClockwise)
	return &widgets.Page{
		Body: widgets.NewColumn(listGap, l.above, widgets.NewColumn(0, rows...)),
		Left: []fyne.CanvasObject{back, l.pager[0], l.where, l.pager[1]}, Right: []fyne.CanvasObject{retry},
	}
}

func (l *outboxList) refresh() {
	l.write()
	l.app.update() // the rows that fit depend on the chips' lines
	l.find()
}

// tick follows the delivery while somebody looks on.
func (l *outboxList) tick() {
	if l.app.status != l.app.outbox.shown {
		l.app.outbox.shown = l.app.status
		l.find()
	}
}

func (l *outboxList) pageRows() int {
	room := l.app.bodyRoom() - l.above.Size().Height - listGap
	return min(max(int(room/l.rows[0].height()), 1), mostRows)
}

// find asks for a page of rows, and how many there are of each state.
func (l *outboxList) find() {
	a, state, first := l.app, l.state, l.first
	search := Search{State: state, Offset: first, Limit: l.pageRows()}
	type outcome struct {
		found  []Dossier
		counts map[intake.State]int
	}
	work(a, func(ctx context.Context) (o outcome, err error) {
		list, err := a.desk.Records.Find(ctx, search)
		if err != nil {
			return o, err
		}
		for _, s := range list {
			d, err := a.desk.Dossiers.Open(ctx, s.ID)
			if err != nil {
				return o, err
			}
			o.found = append(o.found, d)
		}
		o.counts, err = a.desk.Records.Counts(ctx)
		return o, err
	}, func(o outcome, err error) {
		if err != nil {
			a.trouble("list outbox", err)
			return
		}
		if state == l.state && first == l.first {
			l.found, l.counts = o.found, o.counts
			l.write()
			a.update()
		}
	})
}

func (l *outboxList) write() {
	a := l.app
	for state, chip := range l.chips {
		chip.Set(a.stateWord(state), l.counts[state])
		chip.SetChosen(state == l.state)
	}
	for i, row := range l.rows {
		if i < len(l.found) {
			row.set(l.found[i])
		} else {
			row.tile.Hide()
		}
	}
	setVisible(l.empty, len(l.found) == 0)
	last, total := l.first+len(l.found), l.counts[l.state]
	l.where.SetText("")
	if len(l.found) > 0 {
		l.where.SetText(a.text("applications.page", "first", l.first+1, "last", last, "total", total))
	}
	setVisible(l.where, a.look.Class == theme.Landscape)
	l.pager[0].SetReady(l.first > 0)
	l.pager[1].SetReady(last < total)
	for _, b := range l.pager {
		setVisible(b, l.first > 0 || last < total)
	}
}

func (l *outboxList) narrow(state intake.State) {
	l.state, l.first, l.found = state, 0, nil
	l.write()
	l.find()
}

func (l *outboxList) turn(direction int) {
	l.first = max(0, l.first+direction*l.pageRows())
	l.find()
}

// outboxRow is one application on its way.
type outboxRow struct {
	app          *App
	tile         *widgets.Tile
	icon         *widgets.Icon
	code, remark *widgets.Text
}

func newOutboxRow(a *App) *outboxRow {
	r := &outboxRow{
		app: a, icon: widgets.NewIcon(assets.IconClock, widgets.Way, 36), code: widgets.NewLine(theme.Code, ""),
		remark: widgets.NewText(theme.SmallText, ""),
	}
	words := widgets.NewRow(18, r.code, widgets.Middle(r.remark))
	if r.narrow() {
		words = widgets.NewColumn(rowGap, r.code, r.remark)
	}
	content := widgets.NewRow(18, r.icon, widgets.Middle(words), widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 28))
	r.tile = widgets.NewListRow("application", content, nil)
	return r
}

func (r *outboxRow) narrow() bool {
	return r.app.look.Class == theme.Portrait || r.app.look.Step != theme.Normal
}

// height is the height of a row, in px; in a narrow one the remark may take two lines.
func (r *outboxRow) height() float32 {
	least := r.tile.MinSize().Height
	if !r.narrow() {
		return least
	}
	const padding, lines = 12, 2
	current := theme.Current()
	line := current.Type(theme.SmallText) * theme.SmallText.Leading()
	return max(least, current.Type(theme.Code)*theme.Code.Leading()+rowGap+lines*line+padding)
}

func (r *outboxRow) set(d Dossier) {
	a := r.app
	icon, tone := a.summaryLook(d.Summary)
	r.icon.Set(icon, tone)
	r.code.SetText(d.Code.String())
	r.remark.SetText(locale.Capital(a.progress(d)))
	r.tile.SetTapped(func() { a.openDossier(d.Summary, func() { a.show(a.outboxList) }) })
	r.tile.Show()
}

// progress says how far an application has come.
func (a *App) progress(d Dossier) string {
	var parts []string
	switch {
	case d.State == intake.StateParked:
		return a.text("parked." + d.Problem)
	case d.InReview:
		return a.text("state.in_review_detail")
	case d.State == intake.StateOnItsWay:
		parts = append(parts, a.text("outbox.of", "done", a.words.Bytes(d.Arrived), "total", a.words.Bytes(d.Bytes)))
		if left := a.leftFor(d); left > 0 {
			parts = append(parts, a.text("outbox.left", "time", a.count("time.minutes", int((left+30*time.Second)/time.Minute))))
		}
	case d.State == intake.StateWaiting:
		parts = append(parts, a.when(d.Summary), a.words.Bytes(d.Bytes))
	default:
		if !d.Receipt.IsZero() {
			parts = append(parts, a.text("outbox.has_since", "when", a.words.When(d.Receipt, a.Now())))
		}
		if !d.Day.IsZero() {
			parts = append(parts, a.text("record.appointment", "day", a.words.Day(d.Day), "n", d.Number))
		}
	}
	return strings.Join(parts, " · ")
}

// leftFor is how long the rest of one application takes at the rate of now, 0 if that is not known.
func (a *App) leftFor(d Dossier) time.Duration {
	rest := a.status.Total - a.status.Done
	if a.status.Left <= 0 || rest <= 0 {
		return 0
	}
	return max(time.Duration(float64(a.status.Left)*float64(d.Bytes-d.Arrived)/float64(rest)), time.Minute)
}
