package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Enrolment makes the office know this tablet, where it does not or no more.
type Enrolment interface {
	// Code reports whether a one-time code is whole and for the office of this tablet. It is cheap.
	Code(text string) error
	// Ask presents the tablet to the office with a new code, at the next contact by network or stick. What waits is not lost.
	// The kiosk that it returns takes the place of this one, whose desk is closed; nil: this one goes on.
	Ask(ctx context.Context, code string) (Kiosk, error)
}

// enrolment takes the new one-time code of a tablet that the office does not know, or no more.
type enrolment struct {
	app   *App
	entry codeEntry
	from  screen
	busy  bool
	send  *widgets.Button
}

// openEnrolment leads from a screen to the new code, and back to it.
func (a *App) openEnrolment(from screen) {
	e := &enrolment{app: a, from: from}
	e.entry = codeEntry{app: a, check: a.desk.Enrolment.Code, changed: e.refresh}
	a.show(e)
}

func (e *enrolment) id() string { return "enrolment" }

// leave forgets the page, and with it the code.
func (e *enrolment) leave() { delete(e.app.pages, e) }

func (e *enrolment) build() *widgets.Page {
	a := e.app
	e.send = widgets.NewButton("send", widgets.Primary, a.text("enrolment.send"), e.ask).WithIcon(assets.IconPaperPlaneTilt)
	back := widgets.NewButton("back", widgets.Secondary, a.text("action.back"), func() { a.show(e.from) }).WithIcon(assets.IconArrowLeft)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("enrolment.title"), a.text("enrolment.why")),
		Body:   e.entry.build("enrolment.code"),
		Left:   []fyne.CanvasObject{back}, Right: []fyne.CanvasObject{e.send},
	}
}

func (e *enrolment) refresh() { e.send.SetReady(!e.busy && e.entry.ready()) }

func (e *enrolment) ask() {
	a, code := e.app, e.entry.text
	e.busy = true
	e.refresh()
	work(a, func(ctx context.Context) (Kiosk, error) { return a.desk.Enrolment.Ask(ctx, code) }, func(fresh Kiosk, err error) {
		e.busy = false
		e.refresh()
		said := a.text("enrolment.asked")
		if fresh != nil {
			a.Kiosk, a.status = fresh, fresh.Status()
			a.lock()
			said = a.text("enrolment.anew")
		}
		switch {
		case err != nil:
			a.trouble("present the tablet", err)
		case fresh == nil:
			a.show(e.from)
			a.tell(a.text("enrolment.title"), said)
		default:
			a.tell(a.text("enrolment.title"), said)
		}
	})
}

// refusedHere reports whether the office takes nothing from this tablet until it has a new code, and a supervisor is here to
// write it.
func (a *App) refusedHere() bool {
	switch a.status.Link {
	case LinkCode, LinkRefused, LinkCopied:
		return a.desk.Enrolment != nil
	default:
		return false
	}
}

// enrolButton opens the page of the new code.
func (a *App) enrolButton(style widgets.ButtonStyle, from screen) *widgets.Button {
	return widgets.NewButton("enrol", style, a.text("enrolment.open"), func() { a.openEnrolment(from) }).WithIcon(assets.IconKey)
}
