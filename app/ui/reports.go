package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/report"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Reports are figures of what was taken here, for supervisors. They tell nothing about a person.
type Reports interface {
	Report(ctx context.Context, period report.Period) (report.Report, error)
	// Save writes the report of a period into a folder as CSV and returns the name of the file.
	Save(ctx context.Context, folder string, period report.Period) (string, error)
}

// reports shows the figures of a period as tables with bars.
type reports struct {
	app    *App
	period report.Period
	shown  report.Report
	read   bool // shown is there

	pills map[report.Period]*widgets.Filter
	body  *fyne.Container
}

func newReports(a *App) *reports { return &reports{app: a, period: report.Month} }

func (r *reports) id() string { return "reports" }

func (a *App) openReports() { a.show(a.reports) }

const reportGap = 16 // px between the parts

func (r *reports) build() *widgets.Page {
	a := r.app
	r.pills = map[report.Period]*widgets.Filter{}
	var pills []fyne.CanvasObject
	for _, period := range report.Periods() {
		r.pills[period] = widgets.NewFilter("period."+string(period), a.text("report.period."+string(period)), -1, func() { r.choose(period) })
		r.pills[period].Set(a.text("report.period."+string(period)), -1)
		pills = append(pills, r.pills[period])
	}
	title := widgets.NewLine(theme.Title, a.text("report.title"))
	head := widgets.NewRow(24, title, widgets.Fill(widgets.NewFlow(10, pills...)))
	if a.look.Class == theme.Portrait || a.look.Step != theme.Normal {
		head = widgets.NewColumn(12, title, widgets.NewFlow(10, pills...))
	}
	r.body = widgets.NewColumn(reportGap)
	page := &widgets.Page{
		Body: widgets.NewColumn(reportGap, head, r.body),
		Left: []fyne.CanvasObject{a.homeButton()},
	}
	if a.desk.Sticks != nil {
		page.Right = []fyne.CanvasObject{
			widgets.NewButton("report.carry", widgets.Secondary, a.spare("report.carry"), r.carry).WithIcon(assets.IconUsb),
		}
	}
	return page
}

func (r *reports) choose(period report.Period) {
	r.period, r.read = period, false
	r.refresh()
}

func (r *reports) refresh() {
	r.write()
	a, period := r.app, r.period
	work(a, func(ctx context.Context) (report.Report, error) { return a.desk.Reports.Report(ctx, period) },
		func(shown report.Report, err error) {
			if err != nil {
				a.trouble("make report", err)
				return
			}
			if period == r.period {
				r.shown, r.read = shown, true
				r.write()
				a.update()
			}
		})
}

func (r *reports) carry() {
	a, period := r.app, r.period
	a.openCarryOut(a.text("report.carry_title"), func(ctx context.Context, folder string) (string, error) {
		return a.desk.Reports.Save(ctx, folder, period)
	})
}

// write puts the report on the page.
func (r *reports) write() {
	a := r.app
	for period, pill := range r.pills {
		pill.SetChosen(period == r.period)
	}
	switch {
	case !r.read:
		r.body.Objects = nil
		return
	case r.shown.Total.Shown == report.Exactly && r.shown.Total.N == 0:
		r.body.Objects = []fyne.CanvasObject{widgets.NewText(theme.Body, a.text("report.empty")).Toned(widgets.Ink2)}
		return
	}
	cards := []fyne.CanvasObject{
		r.card("state", r.shown.States), r.card("verdict", r.shown.Verdicts), r.card("office", r.shown.Offices), r.card("language", r.shown.Languages),
	}
	if lacking := r.shown.Lacking; lacking.Withheld || len(lacking.Rows) > 0 {
		cards = append(cards, r.card("lacking", lacking))
	}
	rule := widgets.NewSmall(a.text("report.rule"))
	r.body.Objects = []fyne.CanvasObject{
		widgets.NewSplit(0.5, reportGap, r.totalCard(), r.timeCard()), a.inTwo(reportGap, cards),
	}
	if len(r.shown.Days.Rows) > 1 { // many, and most of a young site are nothing: they come last
		r.body.Objects = append(r.body.Objects, r.daysCard())
	}
	r.body.Objects = append(r.body.Objects, rule)
}
