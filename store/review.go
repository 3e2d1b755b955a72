package store

import (
	"context"

	"ventanilla/app/intake"
)

// reviewState says whether a supervisor must look at a revision before it may leave.
type reviewState string

// The states of a review.
const (
	reviewNone     reviewState = "" // not needed when it was handed in
	reviewOpen     reviewState = "open"
	reviewApproved reviewState = "approved"
)

// review is the state in which a revision begins. A withdrawal needs nobody's approval.
func (s Settings) review(r intake.Revision) reviewState {
	if s.Approval && !r.Withdrawn {
		return reviewOpen
	}
	return reviewNone
}

// refuseInReview returns ErrInReview while a supervisor must look at a revision of the application.
func refuseInReview(ctx context.Context, q querier, id intake.ApplicationID) error {
	var open bool
	err := q.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM revision WHERE application = ? AND review = 'open')", id).Scan(&open)
	if err == nil && open {
		return ErrInReview
	}
	return err
}
