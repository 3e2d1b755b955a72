package eligibility

import (
	"errors"
	"slices"

	"ventanilla/app/intake"
)

// ErrContradiction is returned for a criterion that nothing can meet, ErrTooComplex for one about which that cannot be
// found out within bounds.
var (
	ErrContradiction = errors.New("nothing can meet this")
	ErrTooComplex    = errors.New("too many predicates to check")
)

// maxPersons is how many made-up persons are held against one criterion.
const maxPersons = 1 << 14

// satisfiable looks for a person who meets the rule on the day. A comparison tells apart no more persons than those on
// either side of its bound, so it is enough to try one of each kind: the days about each bound, each value or none.
func (r *rule) satisfiable(day intake.Day) error {
	kinds := kindsOf(r.bounds(nil), day)
	total := 1
	for _, k := range kinds {
		if total *= len(k); total > maxPersons {
			return ErrTooComplex
		}
	}
	for i := range total {
		person := inquiry{day: day}
		rest := i
		for _, k := range kinds {
			k[rest%len(k)](&person)
			rest /= len(k)
		}
		if r.outcome(&person) == Met {
			return nil
		}
	}
	return ErrContradiction
}

// bounds collects what the rule holds facts against, in order.
func (r *rule) bounds(into []Bound) []Bound {
	if len(r.parts) == 0 {
		return append(into, r.Bound)
	}
	for i := range r.parts {
		into = r.parts[i].bounds(into)
	}
	return into
}

// setting gives a made-up person one known fact.
type setting func(*inquiry)

// kindsOf lists, for each fact that the bounds look at, the settings worth trying.
func kindsOf(bounds []Bound, day intake.Day) (kinds [][]setting) {
	for _, fact := range personFacts() {
		var own []Bound
		for _, b := range bounds {
			if b.Fact == fact {
				own = append(own, b)
			}
		}
		if len(own) > 0 {
			kinds = append(kinds, settings(fact, own, day))
		}
	}
	return kinds
}

func settings(fact Fact, bounds []Bound, day intake.Day) []setting {
	switch fact {
	case Nationalities:
		return nationalitySettings(bounds)
	case HostStatus:
		var all []setting
		for _, s := range []intake.HostStatus{intake.Regular, intake.InProcess, intake.Irregular} {
			all = append(all, func(q *inquiry) { q.HostStatus = s })
		}
		return all
	case AppliedForRegularization:
		return []setting{
			func(q *inquiry) { q.AppliedForRegularization = new(true) },
			func(q *inquiry) { q.AppliedForRegularization = new(false) },
		}
	}
	return dateSettings(fact, bounds, day)
}

// dateSettings tries the day of each bound and its neighbours, and for a registration also none.
func dateSettings(fact Fact, bounds []Bound, day intake.Day) (all []setting) {
	for _, b := range bounds {
		bound := b.Day
		if b.Predicate == AtLeast {
			bound = day.AddDate(-b.Years, 0, 0)
		}
		for _, near := range []int{-1, 0, 1} {
			at := bound.AddDate(0, 0, near)
			date, err := intake.NewDate(at.Year(), at.Month(), at.Day())
			if err == nil {
				all = append(all, func(q *inquiry) { q.setDate(fact, date) })
			}
		}
	}
	if fact == AsylumRegistrationDate {
		all = append(all, func(q *inquiry) { q.AsylumRegistrationDate = intake.Asylum{Never: true} })
	}
	return all
}

func (q *inquiry) setDate(fact Fact, date intake.Date) {
	switch fact {
	case BirthDate:
		q.BirthDate = date
	case ArrivalDate:
		q.ArrivalDate = date
	default:
		q.AsylumRegistrationDate = intake.Asylum{Date: date}
	}
}

// nationalitySettings tries, for each choice of lists to stay out of, having every other nationality that is named; and
// having one that nobody names.
func nationalitySettings(bounds []Bound) []setting {
	var named []string
	for _, b := range bounds {
		named = append(named, b.Values...)
	}
	all := []setting{func(q *inquiry) { q.Nationalities = []intake.Nationality{""} }}
	if len(bounds) > 14 {
		return slices.Repeat(all, maxPersons+1)
	}
	for choice := range 1 << len(bounds) {
		var have []intake.Nationality
		for _, n := range named {
			if !refused(bounds, choice, n) {
				have = append(have, intake.Nationality(n))
			}
		}
		all = append(all, func(q *inquiry) { q.Nationalities = have })
	}
	return all
}

// refused reports whether a list that the choice stays out of has the nationality.
func refused(bounds []Bound, choice int, nationality string) bool {
	for i, b := range bounds {
		if choice>>i&1 == 1 && slices.Contains(b.Values, nationality) {
			return true
		}
	}
	return false
}
