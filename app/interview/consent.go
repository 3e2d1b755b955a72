package interview

import (
	"fmt"
	"slices"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// Notice is the notice that the person is read before giving consent, in the interview's language.
func (iv *Interview) Notice() string { return iv.notice().Text[iv.draft.Answers.Language] }

func (iv *Interview) notice() *eligibility.ConsentNotice {
	return iv.config.Pack.ConsentNotice(iv.config.Office, iv.draft.Answers.Applicant.Nationalities)
}

// SetPurpose answers one purpose of the consent with yes or no. A no to the screening takes effect with Next.
func (iv *Interview) SetPurpose(purpose intake.Purpose, yes bool) error {
	return iv.consent(func(c *intake.Consent) {
		if c.Purposes == nil {
			c.Purposes = make(map[intake.Purpose]bool)
		}
		c.Purposes[purpose] = yes
	})
}

// SetGiven says how consent was given.
func (iv *Interview) SetGiven(form intake.ConsentForm) error {
	return iv.consent(func(c *intake.Consent) { c.Given = form })
}

// consent makes a change to the consent and notes on which notice it was given, and when.
func (iv *Interview) consent(set func(*intake.Consent)) error {
	switch {
	case iv.quick:
		return ErrQuestion
	case iv.refused:
		return ErrEnded
	}
	next := cloneDraft(iv.draft)
	c := next.Answers.Consent
	if c == nil {
		c = &intake.Consent{}
		next.Answers.Consent = c
	}
	set(c)
	notice := iv.notice()
	c.NoticeVersion, c.NoticeSHA256 = notice.Version.String(), notice.SHA256(next.Answers.Language)
	c.Language, c.At = next.Answers.Language, iv.config.Now()
	if err := iv.check(next.Answers); err != nil && c.Allows(intake.Screening) {
		return err
	}
	return iv.commit(next)
}

// consented reports whether the person agreed to the screening.
func (iv *Interview) consented() bool { return iv.draft.Answers.Consent.Allows(intake.Screening) }

// ScreeningRefused reports whether the person said no to the screening.
func (iv *Interview) ScreeningRefused() bool {
	c := iv.draft.Answers.Consent
	if c == nil {
		return false
	}
	yes, answered := c.Purposes[intake.Screening]
	return answered && !yes
}

// Answered reports whether anything beside the consent was answered.
func (iv *Interview) Answered() bool {
	return slices.ContainsFunc(allFields(), func(f field) bool {
		return f.name != intake.FieldConsent && f.known(&iv.draft.Answers)
	})
}

// Ended reports whether the interview ended with a refusal: nothing of it is left.
func (iv *Interview) Ended() bool { return iv.refused }

// Refuse ends the interview of a person who does not agree to the screening, and removes what was kept.
func (iv *Interview) Refuse() error {
	if iv.closed {
		return ErrHandedIn
	}
	if iv.stored {
		if err := iv.config.Drop(iv.draft.Application); err != nil {
			return fmt.Errorf("remove draft: %w", err)
		}
		iv.stored = false
	}
	iv.draft.Answers = intake.Application{
		Office:     iv.draft.Answers.Office,
		Language:   iv.draft.Answers.Language,
		AssistedBy: iv.draft.Answers.AssistedBy,
	}
	iv.draft.Step, iv.refused, iv.undo = string(Consent), true, nil
	return nil
}

// SetLanguage changes the language of the applicant. It loses nothing and needs no consent.
func (iv *Interview) SetLanguage(language intake.Language) error {
	next := cloneDraft(iv.draft)
	next.Answers.Language = language
	return iv.commit(next)
}

// SetAssistedBy notes who holds the tablet now.
func (iv *Interview) SetAssistedBy(by intake.AssistedBy) error {
	next := cloneDraft(iv.draft)
	next.Answers.AssistedBy = by
	return iv.commit(next)
}
