package interview

import (
	"slices"

	"ventanilla/app/intake"
)

// Question is the one that stands on the screen.
func (iv *Interview) Question() Question { return Question(iv.draft.Step) }

// Next goes on to the next question that this person is asked. A no to the screening ends the interview instead; from the
// consent without a yes, from the review and from the receipt it goes nowhere.
func (iv *Interview) Next() error {
	switch {
	case iv.refused, iv.Question() == Review, iv.Question() == Receipt:
		return nil
	case iv.Question() == Consent && iv.ScreeningRefused():
		return iv.Refuse()
	case iv.Question() == Consent && !iv.consented():
		return nil
	}
	here, _ := place(iv.Question())
	for _, e := range questions()[here+1:] {
		if iv.asks(e) {
			return iv.moveTo(e.question)
		}
	}
	return nil
}

// Back goes to the question before this one. From the first and from the receipt it goes nowhere: it never leaves the
// interview.
func (iv *Interview) Back() error {
	if iv.Question() == Receipt {
		return nil
	}
	here, _ := place(iv.Question())
	for _, e := range slices.Backward(questions()[:here]) {
		if iv.asks(e) {
			return iv.moveTo(e.question)
		}
	}
	return nil
}

// CanGoBack reports whether there is a question before this one.
func (iv *Interview) CanGoBack() bool {
	here, _ := place(iv.Question())
	return iv.Question() != Receipt && slices.ContainsFunc(questions()[:here], iv.asks)
}

// GoTo goes to any question, those included that this person need not be asked. Before the consent only the consent will
// do, and the receipt comes with HandedIn alone.
func (iv *Interview) GoTo(q Question) error {
	i, ok := place(q)
	switch {
	case !ok || q == Receipt || iv.quick && questions()[i].quick == nil:
		return ErrQuestion
	case iv.closed:
		return ErrHandedIn
	case q != Consent && !iv.quick && !iv.consented():
		return &intake.Problem{Code: intake.NoConsent, Field: intake.FieldConsent}
	}
	return iv.moveTo(q)
}

// GoToStep goes to the first question of a step that this person is asked, or else to its first.
func (iv *Interview) GoToStep(s Step) error {
	var first Question
	for _, e := range questions() {
		if e.step != s {
			continue
		}
		if iv.asks(e) {
			return iv.GoTo(e.question)
		}
		if first == "" {
			first = e.question
		}
	}
	return iv.GoTo(first)
}

// Asks reports whether this person is asked the question.
func (iv *Interview) Asks(q Question) bool {
	i, ok := place(q)
	return ok && iv.asks(questions()[i])
}

// Field finds the question that a field is answered by, "" if there is none.
func Field(name intake.Field) Question {
	for _, e := range questions() {
		for _, f := range slices.Concat(e.expected, e.optional) {
			if f.name == name {
				return e.question
			}
		}
	}
	return ""
}

func (iv *Interview) moveTo(q Question) error {
	next := cloneDraft(iv.draft)
	next.Step = string(q)
	return iv.commit(next)
}

// Steps lists the steps that this person goes through, in their order. The one that stands on the screen is among them.
func (iv *Interview) Steps() []Step {
	var steps []Step
	for _, e := range questions() {
		if (iv.asks(e) || e.question == iv.Question()) && !slices.Contains(steps, e.step) {
			steps = append(steps, e.step)
		}
	}
	return steps
}

// Position says which step of how many this is, counted from 1. Steps that are skipped are not counted.
func (iv *Interview) Position() (step, of int) {
	steps := iv.Steps()
	return slices.Index(steps, StepOf(iv.Question())) + 1, len(steps)
}

// State is where a step stands, as a worker sees it.
type State string

// The states of a step.
const (
	Done    State = "done"
	Here    State = "here"
	Lacking State = "lacking" // something is missing, with a reason
	NotYet  State = "not_yet"
)

// Mark is one step of the rail.
type Mark struct {
	Step  Step
	State State
	// Fields are those of the step that are missing with a reason.
	Fields []intake.Field
}

// Rail tells of every step how it stands.
func (iv *Interview) Rail() []Mark {
	var marks []Mark
	for _, s := range iv.Steps() {
		marks = append(marks, iv.mark(s))
	}
	return marks
}

func (iv *Interview) mark(s Step) Mark {
	m := Mark{Step: s, State: Done}
	open := s == StepReview || s == StepReceipt || s == StepConditions && iv.draft.Answers.Assessment == nil
	for _, e := range questions() {
		if e.step != s || !iv.asks(e) {
			continue
		}
		for _, f := range e.expected {
			switch {
			case f.known(&iv.draft.Answers):
			case iv.Reason(f.name) != "":
				m.Fields = append(m.Fields, f.name)
			default:
				open = true
			}
		}
	}
	switch {
	case s == StepOf(iv.Question()):
		m.State = Here
	case open:
		m.State = NotYet
	case len(m.Fields) > 0:
		m.State = Lacking
	}
	return m
}
