package ui

import (
	"context"

	"ventanilla/app/intake"
)

// Reviews are what waits for a supervisor.
type Reviews interface {
	// Board gives all that waits, those first that need somebody most.
	Board(ctx context.Context) (ReviewBoard, error)
	// Approve lets applications leave.
	Approve(ctx context.Context, ids []intake.ApplicationID) error
	// SendBack makes a draft of an application again, with a note of what to mend, 1 to 500 characters.
	SendBack(ctx context.Context, id intake.ApplicationID, note string) error
	// Require says whether what is handed in from now on waits for a supervisor. The error is ErrSealed where the site
	// seals answers at once, so that nobody could look at them.
	Require(ctx context.Context, needed bool) error
}

// ReviewBoard is what a supervisor has to look at.
type ReviewBoard struct {
	Required bool // what is handed in now waits too
	Waiting  []Review
}

// Review is an application that waits for a supervisor.
type Review struct {
	Summary
	First bool // is to be seen before the others; why, the application says
	Twins int  // other applications that may be the same person's
}

// Complete reports whether it can be approved without a closer look.
func (r Review) Complete() bool { return len(r.Lacking) == 0 && !r.First && r.Twins == 0 }

// complete lists what can be approved without a closer look.
func (b ReviewBoard) complete() []intake.ApplicationID {
	var ids []intake.ApplicationID
	for _, r := range b.Waiting {
		if r.Complete() {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
