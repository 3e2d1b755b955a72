package ui

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
)

// ErrClosed is a new application where the programme takes none by the rules of today.
var ErrClosed = errors.New("the programme takes no new applications")

// Notices are what the portal announces.
type Notices interface {
	// Board gives what staff should know today.
	Board(ctx context.Context) (Board, error)
	// Public gives the notices for applicants, most urgent first.
	Public(ctx context.Context) ([]Notice, error)
	// Read notes that the member of staff has read the board.
	Read(ctx context.Context) error
}

// Board is what staff should know today.
type Board struct {
	Notices []Notice  // most urgent first, the public ones too
	Refused []Refused // updates that were not taken, the newest first
}

// Fresh counts what the member of staff has not read.
func (b Board) Fresh() (n int) {
	for _, one := range b.Notices {
		if one.Fresh {
			n++
		}
	}
	for _, one := range b.Refused {
		if one.Fresh {
			n++
		}
	}
	return n
}

// Notice is an announcement.
type Notice struct {
	Public bool                       // for applicants too
	Urgent bool                       // or important: it wants to be seen
	To     intake.Day                 // the last day on which it is shown
	Fresh  bool                       // not read by the member of staff
	Text   map[intake.Language]string // in at least one language
}

// in gives the notice in the language, or in the first that it has.
func (n Notice) in(language intake.Language) string {
	for _, l := range append([]intake.Language{language}, locale.Languages()...) {
		if text := n.Text[l]; text != "" {
			return text
		}
	}
	return ""
}

// Refused is an update of the portal that was not taken; what was there before stays.
type Refused struct {
	Kind    string // a code of the texts under "notices.refused."
	Version string // of rules, "" for others
	Reason  string // a code of the texts under "refused."
	At      time.Time
	Fresh   bool // not read by the member of staff
}

// Opening is when the office takes a new application.
type Opening struct {
	Now  bool      // as soon as there is a link
	Full bool      // not now, because it has taken all that it takes in a day
	From time.Time // zero if that is not known
}

// Case is what the portal says of an application.
type Case struct {
	State string // a code of the texts under "case.", or one of a newer portal
	Note  string // for staff, "" if there is none
	Since time.Time
}
