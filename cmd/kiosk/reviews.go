package main

import (
	"context"
	"errors"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/store"
)

// reviews are what waits for a supervisor.
type reviews struct{ records *records }

// Board implements ui.Reviews.
func (r reviews) Board(ctx context.Context) (ui.ReviewBoard, error) {
	session := r.records.session
	settings, err := session.Store.Settings(ctx)
	if err != nil {
		return ui.ReviewBoard{}, err
	}
	waiting, err := session.Reviews(ctx)
	if err != nil {
		return ui.ReviewBoard{}, err
	}
	board := ui.ReviewBoard{Required: settings.Approval}
	for _, one := range waiting {
		board.Waiting = append(board.Waiting, ui.Review{
			Summary: ui.Summary{
				ID: one.Application, Code: one.Code, State: intake.StateWaiting, Initials: one.Answers.Applicant.Initials(),
				Lacking: one.Lacking, Changed: one.Captured.Device, Revision: one.Number, InReview: true,
			},
			First: one.First, Twins: one.Twins,
		})
	}
	return board, nil
}

// Approve implements ui.Reviews.
func (r reviews) Approve(ctx context.Context, ids []intake.ApplicationID) error {
	err := r.records.session.Approve(ctx, ids...)
	go r.records.kiosk.settle(context.WithoutCancel(ctx))
	return err
}

// SendBack implements ui.Reviews.
func (r reviews) SendBack(ctx context.Context, id intake.ApplicationID, note string) error {
	return r.records.session.SendBack(ctx, id, note)
}

// Require implements ui.Reviews.
func (r reviews) Require(ctx context.Context, needed bool) error {
	err := r.records.session.SetApproval(ctx, needed)
	if errors.Is(err, store.ErrSettings) {
		return ui.ErrSealed
	}
	return err
}

// returned gives what supervisors ask to be mended, by draft.
func (r *records) returned(ctx context.Context) (map[intake.ApplicationID]string, error) {
	notes, err := r.session.Store.Notes(ctx)
	if err != nil {
		return nil, err
	}
	texts := make(map[intake.ApplicationID]string, len(notes))
	for _, n := range notes {
		texts[n.Application] = n.Text
	}
	return texts, nil
}

// twins are pairs of applications that may be the same person's.
type twins struct{ records *records }

// List implements ui.Twins.
func (t twins) List(ctx context.Context) ([]ui.Pair, error) {
	pairs, err := t.records.session.Twins(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]ui.Pair, len(pairs))
	for i, p := range pairs {
		all[i] = ui.Pair{p.First, p.Second}
	}
	return all, nil
}

// Compare implements ui.Twins.
func (t twins) Compare(ctx context.Context, p ui.Pair) (ui.Compared, error) {
	session := t.records.session
	found, err := session.Compare(ctx, store.Twins{First: p[0], Second: p[1]})
	if err != nil {
		return ui.Compared{}, err
	}
	var c ui.Compared
	for i, s := range found.Summaries {
		if found.Answers[i] != nil {
			if err := session.Store.Record(ctx, store.Viewed, s.Application); err != nil {
				return c, err
			}
		}
		if c.Sides[i].Summary, err = t.records.summary(ctx, s); err != nil {
			return c, err
		}
		c.Sides[i].Answers = found.Answers[i]
	}
	for _, f := range found.Fields {
		c.Fields = append(c.Fields, ui.Likeness{Field: f.Field, How: string(f.Likeness)})
	}
	return c, nil
}

// Decide implements ui.Twins.
func (t twins) Decide(ctx context.Context, p ui.Pair, samePerson bool) error {
	verdict := store.TwoPeople
	if samePerson {
		verdict = store.SamePerson
	}
	return t.records.session.Decide(ctx, p[0], p[1], verdict)
}
