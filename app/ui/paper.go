package ui

import (
	"context"
	"errors"
	"strings"

	"ventanilla/app/ui/widgets"
)

// paper is the receipt in the words of now, for the printer.
func (r *receipt) paper() Paper {
	a, s := r.talk.app, r.talk.slip
	missing := PaperText{Text: r.missing()}
	if len(s.Lacking) > 0 {
		missing.Lead = a.text("receipt.missing")
	}
	next := []string{a.text("receipt.next_1"), a.text("receipt.next_2"), a.text("receipt.next_3"), a.text("receipt.next_4")}
	return Paper{
		Language: a.words.Language(), Title: a.text("receipt.title"), CodeLabel: a.text("receipt.code"),
		Code: s.Code, Day: s.Day, Beside: r.beside(), Signed: s.Signed,
		Blocks: []PaperText{
			{Lead: a.text("receipt.handed_in"), Text: r.given()},
			missing,
			{Text: strings.Join(next, " ")},
			{Lead: a.text("free.short") + ".", Text: a.text("free.nobody") + " " + a.text("receipt.no_promise")},
			{Text: a.text("receipt.check") + " " + a.text("receipt.trusted")},
		},
	}
}

// printOut prints the receipt away from the window, and says what became of it.
func (r *receipt) printOut() {
	a, paper := r.talk.app, r.paper()
	r.print.SetReady(false)
	r.print.SetText(a.text("receipt.printing"))
	a.update()
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Printer.Print(ctx, paper) }, func(_ bool, err error) {
		r.print.SetReady(true)
		r.print.SetText(a.text("receipt.print"))
		if a.current == r {
			r.printed(err)
		}
		a.update()
	})
}

// printed says where the paper is, or that the code can be photographed instead.
func (r *receipt) printed(err error) {
	a := r.talk.app
	if err == nil {
		a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.printed_title"), widgets.NewBody(a.text("receipt.printed")), a.closeButton()))
		return
	}
	key := "receipt.print_failed"
	if errors.Is(err, ErrNoPrinter) {
		key = "receipt.no_printer"
	}
	a.Log.Warn("print receipt", "error", err)
	large := widgets.NewButton("dialog.enlarge", widgets.Primary, a.text("receipt.enlarge"), r.openLarge)
	a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.not_printed"), widgets.NewBody(a.text(key)), a.closeButton(), large))
}
