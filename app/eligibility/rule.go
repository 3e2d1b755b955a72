package eligibility

import (
	"slices"

	"ventanilla/app/intake"
)

// Predicate is an operator of the rule language.
type Predicate string

// The predicates; all, any and not join rules, the others look at one fact.
const (
	In         Predicate = "in"           // the fact is, or has among it, one of the values
	OnOrBefore Predicate = "on_or_before" // the date is the day or earlier
	Before     Predicate = "before"       // the date is earlier than the day
	AtLeast    Predicate = "at_least"     // born at least so many completed years ago
	Is         Predicate = "is"           // the fact is the value
	All        Predicate = "all"
	Any        Predicate = "any"
	Not        Predicate = "not"
)

// Bound is what a fact is held against: Values for In and Is, a Day for OnOrBefore and Before, Years for AtLeast.
type Bound struct {
	Predicate Predicate
	Fact      Fact
	Values    []string
	Day       intake.Day
	Years     int
}

// rule is a predicate over facts, or a join of rules.
type rule struct {
	Bound
	parts []rule // of all, any and not
}

// inquiry is one person at one office on one day.
type inquiry struct {
	Circumstances
	office  intake.Office
	country intake.Country
	day     intake.Day
}

// outcome answers the rule for the person.
func (r *rule) outcome(q *inquiry) Outcome {
	switch r.Predicate {
	case All:
		return r.every(q, NotMet, Met)
	case Any:
		return r.every(q, Met, NotMet)
	case Not:
		return r.parts[0].outcome(q).negated()
	case AtLeast:
		return r.oldEnough(q)
	case OnOrBefore, Before:
		return r.early(q)
	default:
		return r.among(q)
	}
}

// every joins the parts: one that is decisive decides, else one that is unknown leaves it unknown.
func (r *rule) every(q *inquiry, decisive, otherwise Outcome) Outcome {
	for i := range r.parts {
		switch r.parts[i].outcome(q) {
		case decisive:
			return decisive
		case Unknown:
			otherwise = Unknown
		}
	}
	return otherwise
}

func (r *rule) oldEnough(q *inquiry) Outcome {
	if q.BirthDate.IsZero() {
		return Unknown
	}
	youngest, oldest := q.BirthDate.AgeOn(q.day)
	return spanned(oldest >= r.Years, youngest >= r.Years)
}

func (r *rule) early(q *inquiry) Outcome {
	date := q.BirthDate
	switch r.Fact {
	case ArrivalDate:
		date = q.ArrivalDate
	case AsylumRegistrationDate:
		if q.AsylumRegistrationDate.Never {
			return NotMet
		}
		date = q.AsylumRegistrationDate.Date
	}
	if date.IsZero() {
		return Unknown
	}
	first, last := date.Span()
	return spanned(r.earlyDay(first), r.earlyDay(last))
}

func (r *rule) earlyDay(day intake.Day) bool {
	return day.Before(r.Day) || (r.Predicate == OnOrBefore && day == r.Day)
}

// among answers In and Is.
func (r *rule) among(q *inquiry) Outcome {
	switch r.Fact {
	case Nationalities:
		return amongNationalities(r.Values, q.Nationalities)
	case HostStatus:
		return r.has(string(q.HostStatus))
	case AppliedForRegularization:
		if q.AppliedForRegularization == nil {
			return Unknown
		}
		return decided(*q.AppliedForRegularization == (r.Values[0] == yes))
	case OfficeAsked:
		return r.has(string(q.office))
	case HostCountry:
		return r.has(string(q.country))
	default:
		return r.relatives(q.Relatives)
	}
}

// yes and no are how a flag's value is kept.
const yes, no = "true", "false"

// has answers for a fact with one value, "" being unknown.
func (r *rule) has(known string) Outcome {
	if known == "" {
		return Unknown
	}
	return decided(slices.Contains(r.Values, known))
}

func amongNationalities(values []string, nationalities []intake.Nationality) Outcome {
	if len(nationalities) == 0 {
		return Unknown
	}
	for _, n := range nationalities {
		if slices.Contains(values, string(n)) {
			return Met
		}
	}
	return NotMet
}
