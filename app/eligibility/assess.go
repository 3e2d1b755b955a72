package eligibility

import (
	"slices"

	"ventanilla/app/intake"
)

// Assessment is what a pack's rules say about a person at one office on one day: information, never a decision.
type Assessment struct {
	Programme string
	Version   Version // of the pack
	Office    intake.Office
	Day       intake.Day
	Accepting bool // whether the office takes new applications; changes no verdict
	Overdue   bool // whether the pack is past its review on that day
	Verdict   Verdict
	Findings  []Finding // in the order of the pack
}

// Finding is what is known about one criterion. The criterion belongs to the pack.
type Finding struct {
	*Criterion
	Outcome Outcome
	Settles []Fact // if Unknown: the facts of which more would settle it
}

// Assess holds the facts against the minimum requirements of an office. It never guesses, needs no clock, and gives the
// same answer for the same input for ever. The error is ErrUnknownOffice.
func Assess(p *Pack, office intake.Office, day intake.Day, facts Facts) (Assessment, error) {
	o, ok := p.Office(office)
	if !ok {
		return Assessment{}, ErrUnknownOffice
	}
	q := inquiry{Circumstances: Circumstances{Facts: facts}, office: office, country: o.Country, day: day}
	findings := make([]Finding, len(o.Criteria))
	for i, c := range o.Criteria {
		findings[i] = Finding{Criterion: c, Outcome: c.rule.outcome(&q), Settles: c.rule.settles(&q, nil)}
	}
	return Assessment{
		Programme: p.Programme,
		Version:   p.Version,
		Office:    office,
		Day:       day,
		Accepting: o.Accepting,
		Overdue:   p.Overdue(day),
		Verdict:   verdictOf(findings),
		Findings:  findings,
	}, nil
}

// settles collects the facts that leave the rule unknown.
func (r *rule) settles(q *inquiry, into []Fact) []Fact {
	if r.outcome(q) != Unknown {
		return into
	}
	if len(r.parts) == 0 && !slices.Contains(into, r.Fact) {
		return append(into, r.Fact)
	}
	for i := range r.parts {
		into = r.parts[i].settles(q, into)
	}
	return into
}
