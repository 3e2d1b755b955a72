package eligibility

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ventanilla/app/intake"
)

// What can be wrong with a rule.
var (
	ErrUnknownPredicate = errors.New("unknown predicate")
	ErrUnknownFact      = errors.New("unknown fact")
	ErrUnknownOffice    = errors.New("unknown office")
	ErrPredicate        = errors.New("want an object with one predicate")
	ErrNotForFact       = errors.New("predicate does not go with that fact")
	ErrBadValue         = errors.New("not one of the values allowed here")
)

// Limits of one rule.
const (
	maxParts  = 32  // of one all or any
	maxValues = 300 // of one in; there are 249 countries
	maxYears  = 150
)

// grammar reads rules: which facts they may look at, and which offices there are.
type grammar struct {
	facts   []Fact
	offices []intake.Office
}

// rule reads {"predicate": …}.
func (g grammar) rule(v value) rule {
	if !v.is(kindObject) {
		return rule{}
	}
	if len(v.names) != 1 {
		v.refuse(ErrPredicate)
		return rule{}
	}
	predicate := Predicate(v.names[0])
	inner := v.inside(v.names[0], v.items[0])
	switch predicate {
	case All, Any:
		return rule{Bound: Bound{Predicate: predicate}, parts: g.parts(inner)}
	case Not:
		return rule{Bound: Bound{Predicate: Not}, parts: []rule{g.rule(inner)}}
	case In, Is, OnOrBefore, Before, AtLeast:
		return rule{Bound: g.bound(predicate, inner)}
	}
	inner.refuse(ErrUnknownPredicate)
	return rule{}
}

func (g grammar) parts(v value) (parts []rule) {
	v.elements(1, maxParts, func(element value) { parts = append(parts, g.rule(element)) })
	return parts
}

// bound reads what follows a predicate that looks at one fact.
func (g grammar) bound(predicate Predicate, v value) Bound {
	b := Bound{Predicate: predicate}
	with := map[Predicate]string{In: "values", Is: "value", OnOrBefore: "day", Before: "day", AtLeast: "years"}[predicate]
	v.onlyHas("fact", with)
	b.Fact = g.fact(predicate, v.get("fact"))
	bound := v.get(with)
	switch predicate {
	case In:
		bound.elements(1, maxValues, func(element value) { b.Values = append(b.Values, g.word(b.Fact, element)) })
		if _, twice := duplicate(b.Values); twice {
			bound.refuse(fmt.Errorf("a value is %w", ErrDuplicate))
		}
	case Is:
		b.Values = []string{g.word(b.Fact, bound)}
	case AtLeast:
		b.Years = bound.int(0, maxYears)
	default:
		bound.readText(&b.Day)
	}
	return b
}

// fact reads the name of a fact that goes with the predicate.
func (g grammar) fact(predicate Predicate, v value) Fact {
	fact := Fact(v.string())
	if !slices.Contains(g.facts, fact) {
		v.refuse(fmt.Errorf("%w, or not one for this rule", ErrUnknownFact))
	}
	if !slices.Contains(predicates(fact), predicate) {
		v.refuse(ErrNotForFact)
	}
	return fact
}

// predicates lists what can be asked about a fact.
func predicates(f Fact) []Predicate {
	switch f {
	case BirthDate:
		return []Predicate{AtLeast, OnOrBefore, Before}
	case ArrivalDate, AsylumRegistrationDate:
		return []Predicate{OnOrBefore, Before}
	case HostStatus:
		return []Predicate{In, Is}
	case AppliedForRegularization:
		return []Predicate{Is}
	default:
		return []Predicate{In}
	}
}

// word reads one value that the fact can have.
func (g grammar) word(f Fact, v value) string {
	if f == AppliedForRegularization {
		if v.bool() {
			return yes
		}
		return no
	}
	word := v.string()
	switch {
	case v.kind != kindString:
	case f == OfficeAsked && !slices.Contains(g.offices, intake.Office(word)):
		v.refuse(ErrUnknownOffice)
	case f != OfficeAsked && !isValue(f, word):
		v.refuse(ErrBadValue)
	}
	return word
}

// isValue reports whether the fact can have the value.
func isValue(f Fact, word string) bool {
	switch f {
	case Nationalities:
		return isNationality(word)
	case HostStatus:
		return isHostStatus(word)
	case RelativesAbroad:
		country, status, ok := strings.Cut(word, "/")
		return ok && intake.Country(country).Valid() && isRelativeStatus(status)
	default:
		return intake.Country(word).Valid()
	}
}

func isNationality(word string) bool {
	return word == string(intake.Stateless) || intake.Country(word).Valid()
}

func isHostStatus(word string) bool {
	switch intake.HostStatus(word) {
	case intake.Regular, intake.InProcess, intake.Irregular:
		return true
	}
	return false
}

// isRelativeStatus accepts what a rule can ask for; "unknown" it cannot.
func isRelativeStatus(word string) bool {
	switch intake.RelativeStatus(word) {
	case intake.Citizen, intake.PermanentResident, intake.Refugee, intake.Asylee, intake.OtherStatus:
		return true
	}
	return false
}
