package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// outboxList tells of each application, or of each batch, how far it has come, a page of rows at a time.
type outboxList struct {
	app     *App
	state   intake.State
	batches bool  // not applications of a state
	batch   Batch // whose applications are listed, zero for none
	first   int   // of the page
	asked   outboxSearch
	page    outboxPage

	title *widgets.Text
	chips map[intake.State]*widgets.Filter
	packs *widgets.Filter
	above *fyne.Container
	rows  []*outboxRow
	empty *widgets.Text
	pager *rowPager
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
	l.packs = widgets.NewFilter("batches", a.text("outbox.batches"), 0, l.byBatch)
	chips = append(chips, l.packs)
	l.empty = widgets.NewText(theme.Body, a.text("applications.none_here")).Toned(widgets.Ink2)
	rows := []fyne.CanvasObject{l.empty}
	l.rows = nil
	for range mostRows {
		row := newOutboxRow(a)
		l.rows, rows = append(l.rows, row), append(rows, row.tile)
	}
	l.title = widgets.NewLine(theme.Title, "")
	l.above = widgets.NewColumn(12, l.title, widgets.NewFlow(10, chips...))
	l.pager = newRowPager(a, l.turn)
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), l.goBack).WithIcon(assets.IconArrowLeft)
	retry := widgets.NewButton("retry", widgets.Primary, a.text("outbox.retry"), a.desk.Outbox.DeliverNow).WithIcon(assets.IconArrowClockwise)
	return &widgets.Page{
		Body: widgets.NewColumn(listGap, l.above, widgets.NewColumn(0, rows...)),
		Left: l.pager.objects(back), Right: []fyne.CanvasObject{retry},
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

// outboxPage is a page of what is listed, and how many there are of everything.
type outboxPage struct {
	found  []Dossier
	packs  []Batch // instead of them
	total  int     // of what is listed
	packed int     // batches in all
	counts map[intake.State]int
}

// outboxSearch says what to list.
type outboxSearch struct {
	state        intake.State
	batches      bool
	batch        Batch
	first, limit int
}

// find asks for a page of rows, and how many there are of each state. Of several answers the last one asked for counts.
func (l *outboxList) find() {
	a, s := l.app, outboxSearch{l.state, l.batches, l.batch, l.first, l.pageRows()}
	l.asked = s
	work(a, func(ctx context.Context) (outboxPage, error) { return a.findPage(ctx, s) }, func(p outboxPage, err error) {
		if err != nil {
			a.trouble("list outbox", err)
			return
		}
		if s == l.asked {
			l.page = p
			l.write()
			a.update()
		}
	})
}

func (a *App) findPage(ctx context.Context, s outboxSearch) (p outboxPage, err error) {
	if p.counts, err = a.desk.Records.Counts(ctx); err != nil {
		return p, err
	}
	offset := s.first
	if !s.batches || s.batch.Number > 0 {
		offset = 0 // only how many there are
	}
	packs, packed, err := a.desk.Batches.List(ctx, offset, s.limit)
	if err != nil {
		return p, err
	}
	p.packed = packed
	switch {
	case s.batch.Number > 0:
		p.total = s.batch.Applications
		p.found, err = a.findDossiers(ctx, Search{Batch: s.batch.Number, Offset: s.first, Limit: s.limit})
	case s.batches:
		p.total, p.packs = packed, packs
	default:
		p.total = p.counts[s.state]
		p.found, err = a.findDossiers(ctx, Search{State: s.state, Offset: s.first, Limit: s.limit})
	}
	return p, err
}

// findDossiers opens each of a page of applications.
func (a *App) findDossiers(ctx context.Context, search Search) (found []Dossier, err error) {
	list, err := a.desk.Records.Find(ctx, search)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		d, err := a.desk.Dossiers.Open(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, nil
}

func (l *outboxList) write() {
	a := l.app
	for state, chip := range l.chips {
		chip.Set(a.stateWord(state), l.page.counts[state])
		chip.SetChosen(!l.batches && state == l.state)
	}
	l.packs.Set(a.text("outbox.batches"), l.page.packed)
	l.packs.SetChosen(l.batches)
	l.title.SetText(a.text("outbox.title"))
	if l.batch.Number > 0 {
		l.title.SetText(a.text("outbox.batch", "n", l.batch.Number))
	}
	items := l.items()
	for i, row := range l.rows {
		if i < len(items) {
			row.set(items[i])
		} else {
			row.tile.Hide()
		}
	}
	setVisible(l.empty, len(items) == 0)
	last, total := l.first+len(items), l.page.total
	where := ""
	if len(items) > 0 && a.look.Class == theme.Landscape {
		where = a.text("applications.page", "first", l.first+1, "last", last, "total", total)
	}
	l.pager.write(where, l.first > 0, last < total)
}

func (l *outboxList) narrow(state intake.State) {
	l.state = state
	l.begin(false, Batch{})
}

// begin lists something else from its beginning.
func (l *outboxList) begin(batches bool, batch Batch) {
	l.batches, l.batch, l.first = batches, batch, 0
	l.page.found, l.page.packs = nil, nil
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

func (r *outboxRow) set(item outboxItem) {
	r.icon.Set(item.icon, item.tone)
	r.code.SetText(item.name)
	r.remark.SetText(item.remark)
	r.tile.SetTapped(item.open)
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
		if left := a.leftFor(d.Bytes - d.Arrived); left > 0 {
			parts = append(parts, a.leftWord(left))
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

// leftFor is how long so many bytes of what is on its way take at the rate of now, 0 if that is not known.
func (a *App) leftFor(bytes int64) time.Duration {
	rest := a.status.Total - a.status.Done
	if a.status.Left <= 0 || rest <= 0 {
		return 0
	}
	return max(time.Duration(float64(a.status.Left)*float64(bytes)/float64(rest)), time.Minute)
}

func (a *App) leftWord(left time.Duration) string {
	return a.text("outbox.left", "time", a.count("time.minutes", int((left+30*time.Second)/time.Minute)))
}
