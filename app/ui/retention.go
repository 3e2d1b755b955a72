package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Retention says when answers leave the device, for supervisors.
type Retention interface {
	Plan(ctx context.Context) (RetentionPlan, error)
	// PurgeNow removes the answers and photos of all that the office has signed for, and returns how many applications that
	// were.
	PurgeNow(ctx context.Context) (int, error)
}

// RetentionPlan is what will be removed when.
type RetentionPlan struct {
	Sealed   bool       // answers cannot be read on the device once they are handed in
	KeepDays int        // that answers stay after the office's receipt; 0: they go with it
	Due      []PurgeDay // the soonest first
	Waiting  int        // applications without a receipt, which are never removed
	Drafts   int        // likewise
}

// PurgeDay is how many applications are removed on a day.
type PurgeDay struct {
	Day          intake.Day
	Applications int
}

// retention shows what is removed when, and removes what the office has at once, under a finger that is held.
type retention struct {
	app  *App
	plan RetentionPlan
	busy bool

	rule *widgets.Banner
	due  *fyne.Container
	stay *fyne.Container
	hold *widgets.HeldButton
}

func newRetention(a *App) *retention { return &retention{app: a} }

func (r *retention) id() string { return "retention" }

func (a *App) openRetention() { a.show(a.retention) }

func (r *retention) build() *widgets.Page {
	a := r.app
	r.rule = widgets.NewBanner(assets.IconInfo, widgets.Quiet, "")
	r.due, r.stay = widgets.NewColumn(12), widgets.NewColumn(12)
	r.hold = widgets.NewHeldButton("purge.hold", a.text("retention.hold"), func(seconds int) string {
		return a.count("wipe.holding", seconds)
	}, r.purge)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("retention.title"), ""),
		Body: widgets.NewColumn(16, r.rule, widgets.NewSplit(0.5, float32(a.columns(24, 16)),
			widgets.NewCard(widgets.Quiet, r.due), widgets.NewCard(widgets.Quiet, r.stay))),
		Left:  []fyne.CanvasObject{a.homeButton()},
		Right: []fyne.CanvasObject{r.hold},
	}
}

func (r *retention) refresh() {
	r.write()
	a := r.app
	work(a, a.desk.Retention.Plan, func(plan RetentionPlan, err error) {
		if err != nil {
			a.trouble("read what is to be removed", err)
			return
		}
		r.plan = plan
		r.write()
		a.update()
	})
}

// mostDue is how many days are listed.
func (r *retention) mostDue() int {
	if r.app.look.Class == theme.Small {
		return 3
	}
	return 6
}

func (r *retention) write() {
	a := r.app
	rule := a.count("retention.keep", r.plan.KeepDays)
	if r.plan.Sealed {
		rule = a.text("retention.sealed")
	}
	r.rule.Set(assets.IconHourglass, widgets.Quiet, rule)
	r.writeDue()
	r.stay.Objects = []fyne.CanvasObject{
		widgets.NewText(theme.Heading, a.text("retention.stays")),
		r.line(assets.IconClock, a.count("retention.waiting", r.plan.Waiting)),
		r.line(assets.IconPencilSimple, locale.Capital(a.count("wipe.drafts", r.plan.Drafts))),
		widgets.NewSmall(a.text("retention.stub")),
	}
	r.hold.SetReady(len(r.plan.Due) > 0 && !r.busy)
}

func (r *retention) writeDue() {
	a := r.app
	r.due.Objects = []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("retention.due"))}
	today := intake.DayOf(a.Now())
	for i, d := range r.plan.Due {
		if i == r.mostDue() {
			r.due.Add(widgets.NewSmall(a.count("retention.more", len(r.plan.Due)-i)))
			break
		}
		when := locale.Capital(a.words.Day(d.Day))
		if !d.Day.After(today) {
			when = a.text("retention.now_due")
		}
		r.due.Add(widgets.NewRow(16, widgets.Middle(widgets.NewText(theme.Label, when)),
			widgets.NewLine(theme.Label, a.count("applications.in_count", d.Applications)).Strong()))
	}
	if len(r.plan.Due) == 0 {
		r.due.Add(widgets.NewText(theme.Label, a.text("retention.none")).Toned(widgets.Ink2))
	}
}

func (r *retention) line(icon assets.IconName, text string) fyne.CanvasObject {
	return widgets.NewRow(14, widgets.NewIcon(icon, widgets.Ink2, 28), widgets.Middle(widgets.NewText(theme.Label, text)))
}

// purge is called when the button was held to its end.
func (r *retention) purge() {
	a := r.app
	r.busy = true
	r.write()
	work(a, a.desk.Retention.PurgeNow, func(n int, err error) {
		r.busy = false
		if err != nil {
			a.trouble("remove what the office has", err)
			r.refresh()
			return
		}
		a.frame.ShowDialog(widgets.NewDialog(a.text("carry.done_title"), widgets.NewBody(a.count("retention.done", n)), a.closeButton()))
		r.refresh()
	})
}
