package ui

import (
	"context"
	"errors"

	"ventanilla/app/ui/widgets"
)

// mendKind is what mends an application that is parked for a reason, as the end of a key.
func mendKind(problem string) string {
	switch problem {
	case "object_damaged", "damaged_record":
		return "seal"
	case "photo_missing":
		return "photo"
	case "too_large", "portal_conflict":
		return "change"
	default:
		return "ask" // only the office can tell
	}
}

// mendWord is the word of the button that mends it.
func (a *App) mendWord(problem string) string { return a.text("mend." + mendKind(problem)) }

// mend does what takes a parked application on, and then calls done.
func (a *App) mend(d Dossier, done func()) {
	switch kind := mendKind(d.Problem); {
	case kind == "photo" || kind == "change":
		a.openDossier(d.Summary, a.openOutbox)
		if r, ok := a.current.(*record); ok {
			r.amend()
		}
	case kind == "seal" && a.desk.Retry != nil:
		work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Retry(ctx, d.ID) }, func(_ bool, err error) {
			a.mended(d, err)
			done()
		})
	case kind == "seal":
		a.tell(d.Code.String(), a.text("mend.supervisor"))
	default:
		a.tell(d.Code.String(), a.text("mend.why.ask"))
	}
}

// mended says what became of a try to seal an application again.
func (a *App) mended(d Dossier, err error) {
	switch {
	case errors.Is(err, ErrGone):
		a.tell(d.Code.String(), a.text("mend.gone"))
	case err != nil:
		a.trouble("retry", err)
	default:
		a.tell(d.Code.String(), a.text("mend.done"))
	}
}

// tell says something that has to be read.
func (a *App) tell(title, text string) {
	a.frame.ShowDialog(widgets.NewDialog(title, widgets.NewBody(text), a.closeButton()))
}
