package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// audit is the record of what was done: sentences, narrowed by person, kind and day, and whether it is whole.
type audit struct {
	app     *App
	search  AuditSearch
	found   []AuditEntry
	total   int
	people  []AuditPerson
	verdict AuditVerdict
	stage   auditStage
	done    int // entries that are followed
	of      int

	pills   [3]*widgets.Filter // who, what, when
	banner  *widgets.Banner
	bar     *widgets.Progress
	show    *widgets.Button
	above   *fyne.Container // all over the rows
	rows    []*auditRow
	empty   *widgets.Text
	pager   *rowPager
	earlier int // days by which the choice of days begins before today
}

// auditStage is how far the record is followed.
type auditStage string

const (
	auditFollowing auditStage = "following"
	auditWhole     auditStage = "whole"
	auditBroken    auditStage = "broken"
)

func newAudit(a *App) *audit { return &audit{app: a, stage: auditFollowing} }

func (r *audit) id() string { return "audit" }

// openAudit shows the record from its newest entry and follows it from its first.
func (a *App) openAudit() {
	a.audit.search, a.audit.earlier = AuditSearch{}, 0
	a.show(a.audit)
	a.audit.follow()
}

const (
	mostAuditRows = 16 // that are kept
	auditGap      = 12 // px between the parts
)

func (r *audit) build() *widgets.Page {
	a := r.app
	r.pager = newRowPager(a, r.turn)
	page := &widgets.Page{
		Body: r.buildBody(),
		Left: r.pager.objects(a.homeButton()),
	}
	if a.desk.Sticks != nil {
		page.Right = []fyne.CanvasObject{
			widgets.NewButton("audit.carry", widgets.Secondary, a.spare("audit.carry"), r.carry).WithIcon(assets.IconUsb),
		}
	}
	return page
}

func (r *audit) buildBody() fyne.CanvasObject {
	a := r.app
	for i, open := range []func(){r.openWho, r.openWhat, r.openWhen} {
		r.pills[i] = widgets.NewFilter([]string{"audit.who", "audit.what", "audit.day"}[i], "", -1, open)
	}
	pills := widgets.NewFlow(10, r.pills[0], r.pills[1], r.pills[2])
	title := widgets.NewLine(theme.Title, a.text("audit.title"))
	head := widgets.NewRow(24, title, widgets.Fill(pills))
	if a.look.Class == theme.Portrait || a.look.Step != theme.Normal {
		head = widgets.NewColumn(auditGap, title, pills)
	}
	r.banner, r.bar = widgets.NewBanner(assets.IconHourglass, widgets.Quiet, ""), widgets.NewProgress()
	r.show = widgets.NewButton("audit.show", widgets.InPane, a.text("audit.show"), r.showFault)
	r.empty = widgets.NewText(theme.Body, a.text("audit.none")).Toned(widgets.Ink2)
	r.above = widgets.NewColumn(auditGap, head, r.banner, r.bar, r.show)
	rows := []fyne.CanvasObject{r.empty}
	r.rows = nil
	for range mostAuditRows {
		row := newAuditRow(a)
		r.rows, rows = append(r.rows, row), append(rows, row.object)
	}
	return widgets.NewColumn(auditGap, r.above, widgets.NewColumn(0, rows...))
}

// pageRows is how many rows fit below what is above them.
func (r *audit) pageRows() int {
	room := r.app.bodyRoom() - r.above.Size().Height - auditGap
	return min(max(int(room/r.app.auditRowHeight()), 1), mostAuditRows)
}

func (r *audit) refresh() {
	r.write()
	r.app.update() // the rows that fit depend on the lines of the pills
	r.find()
}

// find asks for the page of rows.
func (r *audit) find() {
	a, search := r.app, r.search
	search.Limit = r.pageRows()
	type outcome struct {
		found  []AuditEntry
		total  int
		people []AuditPerson
	}
	work(a, func(ctx context.Context) (outcome, error) {
		found, total, err := a.desk.Audit.Find(ctx, search)
		if err != nil {
			return outcome{}, err
		}
		people, err := a.desk.Audit.People(ctx)
		return outcome{found, total, people}, err
	}, func(o outcome, err error) {
		if err != nil {
			a.trouble("read the record", err)
			return
		}
		r.found, r.total, r.people = o.found, o.total, o.people
		r.write()
		a.update()
	})
}

// follow verifies the whole record; rows can be read meanwhile.
func (r *audit) follow() {
	a := r.app
	r.stage, r.done, r.of = auditFollowing, 0, 0
	progress := func(done, total int) {
		a.Do(func() {
			if r.stage == auditFollowing {
				r.done, r.of = done, total
				r.rewrite()
			}
		})
	}
	work(a, func(ctx context.Context) (AuditVerdict, error) { return a.desk.Audit.Verify(ctx, progress) },
		func(verdict AuditVerdict, err error) {
			if err != nil {
				a.trouble("follow the record", err)
				return
			}
			r.verdict, r.stage = verdict, auditWhole
			if verdict.Fault != "" {
				r.stage = auditBroken
			}
			r.rewrite()
		})
}

// rewrite writes the page if it is shown.
func (r *audit) rewrite() {
	if r.app.current == screen(r) {
		r.write()
		r.app.update()
	}
}

// write puts what was found on the page.
func (r *audit) write() {
	r.writePills()
	r.writeVerdict()
	for i, row := range r.rows {
		if i < len(r.found) {
			row.set(r.found[i], r.faultOf(r.found[i]))
		} else {
			row.object.Hide()
		}
	}
	setVisible(r.empty, len(r.found) == 0)
	r.writePlace()
}

// faultOf is what is wrong with an entry, "" if nothing is.
func (r *audit) faultOf(e AuditEntry) string {
	if r.stage == auditBroken && e.Sequence == r.verdict.Sequence {
		return r.verdict.Fault
	}
	return ""
}

func (r *audit) writeVerdict() {
	a := r.app
	setVisible(r.bar, r.stage == auditFollowing && r.of > 0)
	setVisible(r.show, r.stage == auditBroken)
	switch r.stage {
	case auditWhole:
		r.banner.Set(assets.IconShieldCheck, widgets.Good, a.count("audit.unbroken", r.verdict.Entries))
	case auditBroken:
		r.banner.Set(assets.IconWarningOctagon, widgets.Bad, a.text("audit.fault."+r.verdict.Fault, "n", r.verdict.Sequence))
	default:
		if r.of > 0 {
			r.bar.SetPart(float32(r.done) / float32(r.of))
		}
		r.banner.Set(assets.IconHourglass, widgets.Quiet, a.text("audit.checking", "done", r.done, "total", r.of))
	}
}

func (r *audit) writePlace() {
	first, last := r.search.Offset+1, r.search.Offset+len(r.found)
	text, more := r.app.text("audit.page", "first", first, "last", last, "total", r.total), last < r.total
	if len(r.found) == 0 {
		text, more = "", false
	}
	r.pager.write(text, r.search.Offset > 0, more)
}

func (r *audit) turn(direction int) {
	r.search.Offset = max(0, r.search.Offset+direction*r.pageRows())
	r.find()
}

// showFault goes to the page with the first entry that is wrong.
func (r *audit) showFault() {
	r.search = AuditSearch{Offset: max(0, r.verdict.Entries-r.verdict.Sequence-r.pageRows()/2)}
	r.write()
	r.find()
}

func (r *audit) carry() {
	a := r.app
	a.openCarryOut(a.text("audit.carry_title"), a.desk.Audit.Export)
}

// narrow lists what matches another search, from its newest entry.
func (r *audit) narrow(change func(*AuditSearch)) {
	change(&r.search)
	r.search.Offset = 0
	r.app.frame.HideDialog()
	r.refresh()
}

// auditDay is the day of the entries that are listed.
func (r *audit) auditDay(day intake.Day) {
	r.narrow(func(s *AuditSearch) { s.Day = day })
}
