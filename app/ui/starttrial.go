package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// trial is the end of the set-up: a made-up application goes through the store to a receipt on the screen, and is deleted.
type trial struct {
	app  *App
	code intake.Code // of the made-up application, "" until it was made
	gone bool        // it was deleted again

	body *fyne.Container
}

func newTrial(a *App) *trial { return &trial{app: a} }

func (t *trial) id() string { return "start.trial" }

func (t *trial) build() *widgets.Page {
	a := t.app
	t.body = widgets.NewColumn(0)
	page := &widgets.Page{
		Header: widgets.NewHeader(a.text("start.made"), a.text("start.made_why")),
		Body:   t.body,
		Right:  []fyne.CanvasObject{widgets.NewButton("next", widgets.Primary, a.text("start.begin"), a.openHome).WithArrow(assets.IconArrowRight)},
	}
	if a.desk.Sticks != nil {
		page.Left = []fyne.CanvasObject{widgets.NewButton("usb", widgets.Secondary, a.spare("outbox.carry_usb"), a.openStick).WithIcon(assets.IconUsb)}
	}
	return page
}

func (t *trial) refresh() {
	t.write()
	if t.code == "" {
		t.make()
	}
}

// make writes a made-up application into the store, reads it back and deletes it.
func (t *trial) make() {
	a := t.app
	work(a, func(ctx context.Context) (intake.Code, error) { return a.tryOut(ctx) }, func(code intake.Code, err error) {
		if err != nil {
			a.trouble("try the new kiosk", err)
			return
		}
		t.code, t.gone = code, true
		t.write()
		a.update()
	})
}

// errTrial is a made-up application that the store does not give back.
var errTrial = errors.New("the made-up application is not in the store")

// tryOut takes a made-up application through the store.
func (a *App) tryOut(ctx context.Context) (intake.Code, error) {
	iv, err := a.desk.Interview.Begin(a.words.Language(), intake.ByWorker)
	if err != nil {
		return "", err
	}
	if err := iv.SetPurpose(intake.Screening, true); err != nil {
		return "", err
	}
	if err := iv.SetNames("X", "X", ""); err != nil {
		return "", err
	}
	draft := iv.Draft()
	read, err := a.desk.Records.Draft(ctx, draft.Application)
	if err == nil && read.Code != draft.Code {
		err = errTrial
	}
	return draft.Code, errors.Join(err, a.desk.Drafts.Drop(ctx, draft.Application))
}

func (t *trial) write() {
	a := t.app
	enrolled := widgets.NewBanner(assets.IconCloudSlash, widgets.Quiet, a.text("start.enrols"))
	if a.Kiosk.Site().Enrolled {
		enrolled = widgets.NewBanner(assets.IconCloudCheck, widgets.Good, a.text("start.enrolled"))
	}
	words := []fyne.CanvasObject{enrolled}
	if !t.gone {
		t.body.Objects = []fyne.CanvasObject{widgets.NewColumn(16, words...)}
		return
	}
	words = append(words, widgets.NewBanner(assets.IconCheckCircle, widgets.Good, a.text("start.trial_gone")))
	left := widgets.NewColumn(16, words...)
	slip := widgets.NewCard(widgets.Quiet, widgets.NewColumn(8,
		widgets.NewText(theme.Heading, a.text("start.trial")),
		widgets.NewLine(theme.Code, t.code.String()),
		widgets.NewText(theme.Label, a.text("start.trial_why"))))
	t.body.Objects = []fyne.CanvasObject{widgets.NewSplit(0.5, float32(a.columns(32, 16)), left, slip)}
}

// tick tells when the office has come to know the tablet.
func (t *trial) tick() {
	if t.app.Kiosk.Site().Enrolled {
		t.write()
		t.app.update()
	}
}
