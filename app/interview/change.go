package interview

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ventanilla/app/intake"
)

// answer makes one change to the answers. A change that cannot be right is refused with an *intake.Problem, one that
// cannot be kept with Keep's error; the interview then stands as before. The reasons for the fields it answers go.
func (iv *Interview) answer(set func(*intake.Application), answered ...intake.Field) error {
	if !iv.quick && !iv.consented() {
		return &intake.Problem{Code: intake.NoConsent, Field: intake.FieldConsent}
	}
	next := cloneDraft(iv.draft)
	set(&next.Answers)
	for _, f := range answered {
		delete(next.Answers.Missing, f)
	}
	if err := iv.check(next.Answers); err != nil {
		return err
	}
	if err := iv.commit(next); err != nil {
		return err
	}
	iv.undo = nil
	return nil
}

// check refuses what cannot be right. A quick check has no consent, so it is checked under a made-up one.
func (iv *Interview) check(a intake.Application) error {
	if iv.quick {
		a.Consent = &intake.Consent{Purposes: map[intake.Purpose]bool{intake.Screening: true}}
	}
	return a.Check(iv.Today())
}

// commit keeps the draft and takes it on. Without consent it is taken on but not kept, unless it was before: a no that takes
// back a yes is kept too, so that nobody goes on with the yes if the person leaves before Next removes the draft.
func (iv *Interview) commit(next intake.Draft) error {
	if iv.closed {
		return ErrHandedIn
	}
	if !iv.quick && (iv.stored || next.Answers.Consent.Allows(intake.Screening)) {
		next.SavedAt = iv.config.Now()
		err := iv.config.Keep(cloneDraft(next))
		if iv.failed = err != nil; iv.failed {
			return fmt.Errorf("keep draft: %w", err)
		}
		iv.stored = true
	}
	iv.draft = next
	return nil
}

// Missing says why an answer is missing, and takes an answer away that was there, which Undo brings back. Any field of this
// package or of a complete application will do, the consent aside.
func (iv *Interview) Missing(name intake.Field, reason intake.Reason) error {
	found := fields(name)
	if len(found) == 0 || name == intake.FieldConsent {
		return &intake.Problem{Code: intake.UnknownField, Field: name}
	}
	before, known := iv.Answers(), found[0].known(&iv.draft.Answers)
	err := iv.answer(func(a *intake.Application) {
		found[0].clear(a)
		if a.Missing == nil {
			a.Missing = make(map[intake.Field]intake.Reason)
		}
		a.Missing[name] = reason
	})
	if err == nil && known {
		iv.undo = func(a *intake.Application) { restore(a, before) }
	}
	return err
}

// restore brings back all answers as they were, but not how the interview is held.
func restore(a *intake.Application, before intake.Application) {
	before.Language, before.AssistedBy, before.Consent = a.Language, a.AssistedBy, a.Consent
	*a = before
}

// remove makes a change that Undo takes back.
func (iv *Interview) remove(set, back func(*intake.Application)) error {
	if err := iv.answer(set); err != nil {
		return err
	}
	iv.undo = back
	return nil
}

// CanUndo reports whether the last change took something away.
func (iv *Interview) CanUndo() bool { return iv.undo != nil }

// Undo brings back what was taken away last, if nothing was answered since. Else the error is ErrNothing.
func (iv *Interview) Undo() error {
	if iv.undo == nil {
		return ErrNothing
	}
	return iv.answer(iv.undo)
}

// written is a text as people type it, in composed characters (NFC) and without spaces around it.
func written(s string) string { return norm.NFC.String(strings.TrimSpace(s)) }

func cloneDraft(d intake.Draft) intake.Draft {
	d.Answers = clone(d.Answers)
	return d
}

// clone copies an application so deep that a change to one is none to the other.
func clone(a intake.Application) intake.Application {
	a.Applicant = clonePerson(a.Applicant)
	a.Contact.PhoneShared = clonePointer(a.Contact.PhoneShared)
	a.Contact.MessagesSafe = clonePointer(a.Contact.MessagesSafe)
	a.Situation.AppliedForRegularization = clonePointer(a.Situation.AppliedForRegularization)
	a.AskedForMoney = clonePointer(a.AskedForMoney)
	a.Interests = slices.Clone(a.Interests)
	a.Missing = maps.Clone(a.Missing)
	if a.Consent = clonePointer(a.Consent); a.Consent != nil {
		a.Consent.Purposes = maps.Clone(a.Consent.Purposes)
	}
	a.Household = slices.Clone(a.Household)
	for i := range a.Household {
		a.Household[i].Person = clonePerson(a.Household[i].Person)
	}
	a.RelativesAbroad = slices.Clone(a.RelativesAbroad)
	for i := range a.RelativesAbroad {
		a.RelativesAbroad[i].PetitionFiled = clonePointer(a.RelativesAbroad[i].PetitionFiled)
	}
	a.Photos = slices.Clone(a.Photos)
	for i := range a.Photos {
		if a.Photos[i].Quality = clonePointer(a.Photos[i].Quality); a.Photos[i].Quality != nil {
			a.Photos[i].Quality.Findings = slices.Clone(a.Photos[i].Quality.Findings)
		}
	}
	if a.Assessment = clonePointer(a.Assessment); a.Assessment != nil {
		a.Assessment.Criteria = maps.Clone(a.Assessment.Criteria)
		a.Assessment.Pathways = maps.Clone(a.Assessment.Pathways)
	}
	return a
}

func clonePerson(p intake.Person) intake.Person {
	p.Nationalities = slices.Clone(p.Nationalities)
	p.Documents = slices.Clone(p.Documents)
	return p
}

func clonePointer[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}
