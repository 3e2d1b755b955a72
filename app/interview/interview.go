// Package interview is the interview as a state machine: which question stands on the screen, which come before and after
// it at this office, what was answered, what is missing and why, and what the requirements say about it.
//
// Begin with [Begin] for a person who asks for an application, [Resume] for a draft, or [Quick] for a check that stores
// nothing. Every answer is kept before it counts as given: a setter that returns nil means that the answer is on the
// disk. Nothing is kept before the person agreed to the screening, and a refusal removes what was. Every answer can be
// missing with a reason; only what cannot be right is refused, as an [intake.Problem]. Going back loses nothing. An
// Interview belongs to one goroutine and shares no memory with another.
package interview

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// What an interview refuses to do.
var (
	ErrOffice   = errors.New("office not in the rule pack")
	ErrQuestion = errors.New("no such question here")
	ErrHandedIn = errors.New("handed in already")
	ErrEnded    = errors.New("ended with a refusal")
	ErrQuick    = errors.New("a quick check hands nothing in")
	ErrNothing  = errors.New("nothing to undo")
)

// Config is what an interview needs from around it. All fields are needed, save that Quick ignores Keep and Drop.
type Config struct {
	Pack   *eligibility.Pack
	Office intake.Office
	// Keep stores the draft and returns once it is safe. The draft is the receiver's own.
	Keep func(intake.Draft) error
	// Drop removes a stored draft and its photos.
	Drop func(intake.ApplicationID) error
	// Now is the device's clock, in the office's time zone.
	Now func() time.Time
}

// Interview is one person's interview.
type Interview struct {
	config  Config
	draft   intake.Draft
	quick   bool
	stored  bool // Keep has had it
	failed  bool // Keep has not taken the last change
	refused bool
	closed  bool // handed in, or about to be
	undo    func(*intake.Application)
	before  *intake.Assessment // what was told under other rules; nil if nothing was
}

// Begin starts an interview in the language, held by a worker or by the applicant. Nothing is kept yet.
func Begin(c Config, language intake.Language, by intake.AssistedBy) (*Interview, error) {
	iv, err := start(c, language)
	if err != nil {
		return nil, err
	}
	iv.draft.Answers.AssistedBy = by
	if iv.draft.Application, err = intake.NewApplicationID(); err != nil {
		return nil, fmt.Errorf("begin interview: %w", err)
	}
	if iv.draft.Code, err = intake.NewCode(); err != nil {
		return nil, fmt.Errorf("begin interview: %w", err)
	}
	return iv, nil
}

// Quick starts a check of the minimum requirements: the same questions as far as they matter for the office, no consent,
// and nothing is ever kept.
func Quick(c Config, language intake.Language) (*Interview, error) {
	iv, err := start(c, language)
	if err != nil {
		return nil, err
	}
	iv.quick = true
	for _, e := range slices.Backward(questions()) {
		if iv.asks(e) {
			iv.draft.Step = string(e.question)
		}
	}
	return iv, nil
}

func start(c Config, language intake.Language) (*Interview, error) {
	if _, ok := c.Pack.Office(c.Office); !ok {
		return nil, fmt.Errorf("begin interview: %w", ErrOffice)
	}
	return &Interview{config: c, draft: intake.Draft{
		Revision:  1,
		Step:      string(Consent),
		StartedAt: c.Now(),
		Answers:   intake.Application{Office: c.Office, Language: language},
	}}, nil
}

// Resume goes on with a stored draft where it stood. The draft's own office counts, not the one of c.
func Resume(c Config, draft intake.Draft) (*Interview, error) {
	c.Office = draft.Answers.Office
	if _, ok := c.Pack.Office(c.Office); !ok {
		return nil, fmt.Errorf("resume interview: %w", ErrOffice)
	}
	iv := &Interview{config: c, draft: cloneDraft(draft), stored: true, before: toldOtherwise(draft, c.Pack)}
	if _, ok := place(Question(draft.Step)); !ok || draft.Step == string(Receipt) {
		iv.draft.Step = string(Review)
	}
	if !iv.consented() {
		iv.draft.Step = string(Consent)
	}
	return iv, nil
}

// Draft is a copy of the interview as it would be stored now.
func (iv *Interview) Draft() intake.Draft { return cloneDraft(iv.draft) }

// Answers is a copy of what was answered.
func (iv *Interview) Answers() intake.Application { return clone(iv.draft.Answers) }

// IsQuick reports whether this is a check that stores nothing.
func (iv *Interview) IsQuick() bool { return iv.quick }

// IsSaved reports whether all that was answered is on the disk, the last change included.
func (iv *Interview) IsSaved() bool { return iv.stored && !iv.failed }

// Office is the office that the application goes to.
func (iv *Interview) Office() *eligibility.Office {
	office, _ := iv.config.Pack.Office(iv.config.Office)
	return office
}

// Lacking lists the fields of a complete application that have no answer, those included that this office's rules ask
// for, in the order of the interview.
func (iv *Interview) Lacking() []intake.Field {
	var lacking []intake.Field
	for _, e := range questions() {
		for _, f := range e.expected {
			if iv.asks(e) && !f.known(&iv.draft.Answers) {
				lacking = append(lacking, f.name)
			}
		}
	}
	return lacking
}

// Reason is why an answer is missing, "" if none was given.
func (iv *Interview) Reason(field intake.Field) intake.Reason { return iv.draft.Answers.Missing[field] }

// MinorAlone reports whether the applicant is surely a child without a grown parent here. It is for staff only.
func (iv *Interview) MinorAlone() bool { return iv.draft.Answers.MinorAlone(iv.Today()) }

// Today is the day of the interview, at the office.
func (iv *Interview) Today() intake.Day { return intake.DayOf(iv.config.Now()) }
