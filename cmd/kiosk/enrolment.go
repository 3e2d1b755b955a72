package main

import (
	"context"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
)

// enrolment makes the portal know this kiosk again.
type enrolment struct {
	kiosk   *kiosk
	session *site.Session
}

// Code implements ui.Enrolment.
func (e enrolment) Code(text string) error {
	code, err := batch.ParseEnrolmentCode(text)
	if err == nil && intake.Office(code.Office()) != e.kiosk.site.Office() {
		err = site.ErrOtherOffice
	}
	return err
}

// Ask implements ui.Enrolment. A kiosk that the portal knew becomes a new device to it, and is opened again.
func (e enrolment) Ask(ctx context.Context, code string) (ui.Kiosk, error) {
	if e.kiosk.site.Enrolled() {
		if err := e.session.Renew(ctx, code); err != nil {
			return nil, err
		}
		return e.kiosk.reopen()
	}
	if err := e.session.Ask(ctx, code); err != nil {
		return nil, err
	}
	e.kiosk.site.Wake()
	return nil, nil
}
