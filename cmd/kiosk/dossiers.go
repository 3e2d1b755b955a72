package main

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/vault"
)

// dossiers opens single applications and changes them.
type dossiers struct{ records *records }

// Open implements ui.Dossiers.
func (d dossiers) Open(ctx context.Context, id intake.ApplicationID) (ui.Dossier, error) {
	session := d.records.session
	s, err := session.Store.Summary(ctx, id)
	if err != nil {
		return ui.Dossier{}, err
	}
	held, err := session.Held(ctx, id)
	if err != nil {
		return ui.Dossier{}, err
	}
	summary, err := d.records.summary(ctx, s)
	if err != nil {
		return ui.Dossier{}, err
	}
	open := ui.Dossier{
		Summary: summary, Gone: s.Purged, People: s.People, Photos: s.Photos, Parts: s.Objects, Received: s.Received,
		Bytes: s.Bytes, Arrived: s.Arrived, Receipt: held.At, Day: held.Day, Number: held.Number,
	}
	if !s.InReview || session.Staff.Role != vault.Supervisor {
		return open, nil
	}
	r, err := session.Store.Revision(ctx, id, 0)
	if err != nil {
		return open, changeError(err)
	}
	open.Urgent, open.Minor = r.Answers.UrgentProtection, r.Answers.MinorAlone(intake.DayOf(d.records.kiosk.site.Now()))
	return open, nil
}

// Answers implements ui.Dossiers.
func (d dossiers) Answers(ctx context.Context, id intake.ApplicationID) (intake.Application, error) {
	s := d.records.session.Store
	if err := s.Record(ctx, store.Viewed, id); err != nil {
		return intake.Application{}, err
	}
	draft, err := s.Draft(ctx, id)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return draft.Answers, err
	}
	r, err := s.Revision(ctx, id, 0)
	return r.Answers, changeError(err)
}

// Slip implements ui.Dossiers.
func (d dossiers) Slip(ctx context.Context, id intake.ApplicationID) (ui.Slip, error) {
	s, err := d.records.session.Store.Summary(ctx, id)
	if err != nil {
		return ui.Slip{}, err
	}
	if s.People == 0 {
		return ui.Slip{}, ui.ErrGone // of a draft or a withdrawal there is none
	}
	held, err := d.records.session.Held(ctx, id)
	if err != nil {
		return ui.Slip{}, err
	}
	return d.records.slip(ctx, ui.Slip{
		Code: s.Code, Initials: s.Initials, Day: intake.DayOf(s.CapturedAt.In(d.records.kiosk.zone)), Site: d.records.kiosk.Site(),
		People: s.People, Photos: s.Photos, Lacking: s.Lacking, Gone: s.Purged,
		Expected: held.Day, Number: held.Number,
	}), nil
}

// Amend implements ui.Changes.
func (d dossiers) Amend(ctx context.Context, id intake.ApplicationID) (intake.Draft, error) {
	draft, err := d.records.session.Store.Amend(ctx, id)
	return draft, changeError(err)
}

// Withdraw implements ui.Changes. It becomes final a moment after it can no longer be undone.
func (d dossiers) Withdraw(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) error {
	if err := d.records.session.AskWithdrawal(ctx, id, reason); err != nil {
		return changeError(err)
	}
	time.AfterFunc(site.UndoTime+time.Second, func() { d.records.kiosk.settle(context.WithoutCancel(ctx)) })
	return nil
}

// UndoWithdrawal implements ui.Changes.
func (d dossiers) UndoWithdrawal(ctx context.Context, id intake.ApplicationID) error {
	err := d.records.session.UndoWithdrawal(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return ui.ErrWithdrawn
	}
	return err
}

// retry seals again what is parked.
func (d dossiers) retry(ctx context.Context, id intake.ApplicationID) error {
	s, err := d.records.session.Store.Summary(ctx, id)
	if err != nil {
		return err
	}
	err = changeError(d.records.session.Retry(ctx, id, s.Revision))
	go d.records.kiosk.settle(context.WithoutCancel(ctx))
	return err
}

// changeError puts the store's refusals into those that the window knows.
func changeError(err error) error {
	switch {
	case errors.Is(err, store.ErrPurged):
		return ui.ErrGone
	case errors.Is(err, store.ErrWithdrawn):
		return ui.ErrWithdrawn
	case errors.Is(err, store.ErrInReview):
		return ui.ErrInReview
	}
	return err
}
