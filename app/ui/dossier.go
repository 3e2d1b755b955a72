package ui

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/intake"
)

// What an application that was handed in refuses.
var (
	// ErrGone is answers that have left this device.
	ErrGone = errors.New("answers have left this device")
	// ErrWithdrawn is an application that its person has taken back.
	ErrWithdrawn = errors.New("application withdrawn")
	// ErrInReview is an application that waits for a supervisor.
	ErrInReview = errors.New("waits for a supervisor")
	// ErrSealed is a site that seals answers as soon as they are handed in, so that nobody can look at them.
	ErrSealed = errors.New("answers are sealed at once")
)

// Dossiers opens single applications that were handed in.
type Dossiers interface {
	// Open tells how an application stands. It shows no more of the person than a list does.
	Open(ctx context.Context, id intake.ApplicationID) (Dossier, error)
	// Answers gives what was answered, and puts on record that somebody has looked at it. The error may be ErrGone.
	Answers(ctx context.Context, id intake.ApplicationID) (intake.Application, error)
	// Slip gives the receipt once more.
	Slip(ctx context.Context, id intake.ApplicationID) (Slip, error)
}

// Changes changes what was handed in.
type Changes interface {
	// Amend opens a draft of the next revision. Errors: ErrGone, ErrWithdrawn, ErrInReview.
	Amend(ctx context.Context, id intake.ApplicationID) (intake.Draft, error)
	// Withdraw takes an application back, because its person asks for it. The reason may be "". Error: ErrWithdrawn.
	Withdraw(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) error
	// UndoWithdrawal is possible for a minute, while the store stays open.
	UndoWithdrawal(ctx context.Context, id intake.ApplicationID) error
}

// Dossier is all that is known of an application beside its answers.
type Dossier struct {
	Summary
	Gone            bool // the answers have left this device
	People, Photos  int
	Parts, Received int   // of what was sealed, and what of it the office has
	Bytes, Arrived  int64 // of all parts, and of those that the office has
	Receipt         time.Time
	Day             intake.Day // at the office, zero if it has given none
	Number          int        // in that day's line
	Urgent, Minor   bool       // needs urgent protection; is a minor alone: for supervisors only
}
