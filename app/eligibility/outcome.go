package eligibility

// Outcome is a value of Kleene's three-valued logic: what is known about one criterion.
type Outcome string

// The outcomes.
const (
	Met     Outcome = "met"
	NotMet  Outcome = "not_met"
	Unknown Outcome = "unknown"
)

// decided turns a plain truth into an outcome.
func decided(holds bool) Outcome {
	if holds {
		return Met
	}
	return NotMet
}

// spanned is the outcome of a comparison over every day that a date can mean: Met where it holds for all, NotMet where
// for none. For a comparison that turns once, the two ends of the span tell.
func spanned(holdsForFirst, holdsForLast bool) Outcome {
	if holdsForFirst == holdsForLast {
		return decided(holdsForFirst)
	}
	return Unknown
}

// negated is Kleene's "not".
func (o Outcome) negated() Outcome {
	switch o {
	case Met:
		return NotMet
	case NotMet:
		return Met
	default:
		return Unknown
	}
}

// Verdict is what the outcomes of an office's criteria come to.
type Verdict string

// The verdicts.
const (
	MeetsMinimum     Verdict = "meets_minimum"
	DoesNotMeet      Verdict = "does_not_meet"
	NeedsInformation Verdict = "needs_information"
)

// verdictOf is DoesNotMeet if anything is not met, else NeedsInformation if anything is unknown, else MeetsMinimum.
func verdictOf(findings []Finding) Verdict {
	verdict := MeetsMinimum
	for _, f := range findings {
		switch f.Outcome {
		case NotMet:
			return DoesNotMeet
		case Unknown:
			verdict = NeedsInformation
		}
	}
	return verdict
}
