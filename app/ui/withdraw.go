package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// withdrawal asks whether an application is really to be taken back, and why if the person wants to say so.
type withdrawal struct {
	record *record
	reason intake.WithdrawalReason
	do     *widgets.Button
}

func (r *record) openWithdraw() { r.app.show(&withdrawal{record: r}) }

func (w *withdrawal) id() string { return "withdraw" }

func (w *withdrawal) leave() { delete(w.record.app.pages, w) }

func (w *withdrawal) build() *widgets.Page {
	a := w.record.app
	reasons := newOneOf(&w.reason, intake.WithdrawalReasons(), func(reason intake.WithdrawalReason) (id, word string) {
		return "reason." + string(reason), a.text("withdrawal." + string(reason))
	})
	var choices []fyne.CanvasObject
	for _, choice := range reasons.objects() {
		choices = append(choices, widgets.Pad(choice, 0, 6, 6, 0))
	}
	what := widgets.NewColumn(12)
	for _, line := range []struct {
		icon assets.IconName
		key  string
	}{
		{assets.IconTrash, "withdraw.here"},
		{assets.IconProhibit, "withdraw.unsent"},
		{assets.IconPaperPlaneTilt, "withdraw.office"},
		{assets.IconPlus, "withdraw.later"},
	} {
		what.Add(widgets.NewRow(16, widgets.NewIcon(line.icon, widgets.Way, 32), widgets.Middle(widgets.NewText(theme.Label, a.text(line.key)))))
	}
	why := widgets.NewColumn(8, widgets.NewText(theme.Heading, a.text("withdraw.why")), widgets.NewColumn(4, choices...))
	w.do = widgets.NewButton("withdraw.do", widgets.Equal, a.text("record.withdraw"), w.withdraw).WithIcon(assets.IconArrowCounterClockwise)
	stay := widgets.NewButton("back", widgets.Equal, a.text("withdraw.keep"), func() { a.show(w.record) }).WithIcon(assets.IconArrowLeft)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("withdraw.title"), w.record.dossier.Code.String()),
		Body:   widgets.NewSplit(0.5, float32(a.columns(32, 16)), widgets.NewColumn(0, widgets.NewCard(widgets.Quiet, what)), why),
		Left:   []fyne.CanvasObject{stay}, Right: []fyne.CanvasObject{w.do},
	}
}

func (w *withdrawal) refresh() {}

func (w *withdrawal) withdraw() {
	a, r, reason := w.record.app, w.record, w.reason
	w.do.SetReady(false)
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Changes.Withdraw(ctx, r.key, reason) },
		func(_ bool, err error) {
			w.do.SetReady(true)
			a.show(r)
			if err != nil {
				r.refused("withdraw", err)
			}
		})
}
