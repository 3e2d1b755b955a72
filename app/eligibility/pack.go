package eligibility

import (
	"slices"

	"ventanilla/app/intake"
)

// Pack is one version of a programme's rules as data: offices, criteria, pathways and texts. A parsed Pack never
// changes, may be used from many goroutines, and what it hands out is shared: read it only.
type Pack struct {
	Programme   string // "safe-mobility"
	Version     Version
	ValidFrom   intake.Day // the first day on which kiosks use it
	ConfirmedOn intake.Day // when its rules were last compared with the sources
	ReviewBy    intake.Day // after this day every answer says that the rules may have changed
	Accepting   bool       // false: the whole programme takes nothing new; what kiosks hold is still delivered
	Closed      string     // text key, if not Accepting: what still happens
	Sources     map[string]Source
	Offices     []*Office // in the order of the pack
	Pathways    []*Pathway
	Consents    []*ConsentNotice

	digest [32]byte // SHA-256 of the text it was parsed from, without insignificant white space
	texts  map[string]Text
}

// Source is a public document that rules come from.
type Source struct {
	Title     string     // text key
	Address   string     // a web address, "" if there is none
	Published intake.Day // the zero Day if it has no date
}

// Office is one Safe Mobility Office.
type Office struct {
	Code      intake.Office
	Country   intake.Country
	Accepting bool   // whether it takes new applications, the programme as a whole included
	Closed    string // text key, if not Accepting: what still happens
	Criteria  []*Criterion
	Intake    Calendar
}

// Criterion is one minimum requirement of an office.
type Criterion struct {
	ID          string
	Title       string // text key: a few words
	Asks        string // text key: what the office asks for, in a sentence
	Facts       []Fact // what it looks at
	Bounds      []Bound
	Source      string     // a name in Pack.Sources
	ConfirmedOn intake.Day // the pack's, or its own

	rule rule
}

// Office returns the office of that code.
func (p *Pack) Office(code intake.Office) (*Office, bool) {
	for _, o := range p.Offices {
		if o.Code == code {
			return o, true
		}
	}
	return nil, false
}

// InForce reports whether kiosks use the pack on the day.
func (p *Pack) InForce(day intake.Day) bool { return !day.Before(p.ValidFrom) }

// Overdue reports whether the pack is past its review on the day.
func (p *Pack) Overdue(day intake.Day) bool { return day.After(p.ReviewBy) }

// factsOf lists the facts of the bounds, each once, in the order of the bounds.
func factsOf(bounds []Bound) (facts []Fact) {
	for _, b := range bounds {
		if !slices.Contains(facts, b.Fact) {
			facts = append(facts, b.Fact)
		}
	}
	return facts
}

// boundNames lists the placeholders that the bounds give a meaning: those of which there is exactly one.
func boundNames(bounds []Bound) (names []string) {
	count := map[string]int{}
	for _, b := range bounds {
		for _, name := range b.names() {
			count[name]++
		}
	}
	for name, n := range count {
		if n == 1 {
			names = append(names, name)
		}
	}
	return names
}

// names lists the placeholders of one bound.
func (b Bound) names() []string {
	switch {
	case b.Fact == Nationalities:
		return []string{"countries"}
	case b.Predicate == OnOrBefore, b.Predicate == Before:
		return []string{"day", "last_day"}
	case b.Predicate == AtLeast:
		return []string{"years"}
	}
	return nil
}
