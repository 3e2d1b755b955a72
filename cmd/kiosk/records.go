package main

import (
	"context"
	"crypto/ed25519"

	"ventanilla/app/intake"
	"ventanilla/app/receipt"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// records hands applications in and finds them again.
type records struct {
	kiosk   *kiosk
	session *site.Session
}

// HandIn implements ui.Records. The code on the slip is signed, so that a forged slip can be told.
func (r *records) HandIn(ctx context.Context, draft intake.Draft) (ui.Slip, error) {
	revision, err := r.session.HandIn(ctx, draft.Application)
	if err != nil {
		return ui.Slip{}, closedError(err)
	}
	go r.kiosk.settle(context.WithoutCancel(ctx))
	return r.slip(ctx, ui.Slip{
		Code: revision.Code, Initials: revision.Answers.Applicant.Initials(),
		Day: intake.DayOf(revision.Captured.Device.In(r.kiosk.zone)), Site: r.kiosk.Site(),
		People: 1 + len(revision.Answers.Household), Photos: len(revision.Answers.Photos), Lacking: revision.Answers.Lacking(),
	}), nil
}

// slip signs a receipt and draws its QR.
func (r *records) slip(ctx context.Context, slip ui.Slip) ui.Slip {
	signed, err := r.sign(ctx, slip)
	if err == nil {
		slip.Signed = signed
		slip.QR, err = receipt.QR(signed)
	}
	if err != nil {
		r.kiosk.log.Error("draw the receipt", "error", err) // it is handed in, and the code can be read and written down
	}
	return slip
}

// sign gives the text of the slip's QR.
func (r *records) sign(ctx context.Context, slip ui.Slip) (string, error) {
	keys, err := r.session.Store.Keys(ctx)
	if err != nil {
		return "", err
	}
	return receipt.Receipt{
		Code: slip.Code, Day: slip.Day, Office: slip.Site.Office, Site: slip.Site.Name,
		People: slip.People, Photos: slip.Photos, Device: string(r.kiosk.site.Device()),
	}.Sign(ed25519.NewKeyFromSeed(keys.Signing))
}

// Find implements ui.Records.
func (r *records) Find(ctx context.Context, search ui.Search) ([]ui.Summary, error) {
	list, err := r.session.Store.List(ctx, store.Filter{
		State: search.State, Words: search.Words, Batch: search.Batch, Limit: search.Limit, Offset: search.Offset,
	})
	if err != nil {
		return nil, err
	}
	found := make([]ui.Summary, len(list))
	for i, s := range list {
		if found[i], err = r.summary(ctx, s); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// summary is an application as the window lists it.
func (r *records) summary(ctx context.Context, s store.Summary) (summary ui.Summary, err error) {
	summary = ui.Summary{
		ID: s.Application, Code: s.Code, State: s.State, Initials: s.Initials, Lacking: s.Lacking,
		Problem: s.Problem, Changed: s.CapturedAt,
		Revision: s.Revision, Withdrawn: s.Withdrawn, Undoable: s.Undoable, InReview: s.InReview,
	}
	summary.Case, err = r.caseOf(ctx, s.Application)
	return summary, err
}

// caseOf is what the portal last said of an application, nil if nothing.
func (r *records) caseOf(ctx context.Context, id intake.ApplicationID) (*ui.Case, error) {
	status, ok, err := r.session.CaseStatus(ctx, id)
	if err != nil || !ok {
		return nil, err
	}
	return &ui.Case{State: string(status.State), Note: status.Note, Since: status.At}, nil
}

// Counts implements ui.Records.
func (r *records) Counts(ctx context.Context) (map[intake.State]int, error) {
	return r.session.Store.Counts(ctx)
}

// Draft implements ui.Records.
func (r *records) Draft(ctx context.Context, id intake.ApplicationID) (intake.Draft, error) {
	return r.session.Store.Draft(ctx, id)
}
