package eligibility

import (
	"slices"

	"ventanilla/app/intake"
)

// Answer is what a person can be told about a pathway. There is no yes.
type Answer string

// The answers.
const (
	MayBeConsidered  Answer = "may_be_considered"
	NotForThisPerson Answer = "not_for_this_person"
	AskTheCounsellor Answer = "ask_the_counsellor"
)

// Pathway is a lawful way that a person can be told about.
type Pathway struct {
	ID          string
	Title       string // text key
	About       string // text key: what it is, in a sentence or two
	Sources     []string
	ConfirmedOn intake.Day

	answer   Answer          // where the rule is met, or there is none
	interest intake.Interest // "": offered to everybody
	reasons  map[reason]string
	rule     *rule
}

// reason is why an answer is given.
type reason string

const (
	reasonMet       reason = "met"
	reasonNotMet    reason = "not_met"
	reasonUnknown   reason = "unknown"
	reasonNotChosen reason = "not_chosen"
)

// PathwayAnswer is what the person is told about one pathway. The pathway belongs to the pack.
type PathwayAnswer struct {
	*Pathway
	Answer  Answer
	Reason  string // text key
	Settles []Fact // the facts of which more could change an answer to ask the counsellor
	Chosen  bool   // the person said to be interested
	Overdue bool   // the pack is past its review on that day
}

// Pathways answers every pathway of the pack for a person who speaks to the office, in the order of the pack. The error
// is ErrUnknownOffice.
func Pathways(p *Pack, office intake.Office, day intake.Day, c Circumstances) ([]PathwayAnswer, error) {
	o, ok := p.Office(office)
	if !ok {
		return nil, ErrUnknownOffice
	}
	q := inquiry{Circumstances: c, office: office, country: o.Country, day: day}
	answers := make([]PathwayAnswer, len(p.Pathways))
	for i, pathway := range p.Pathways {
		answers[i] = pathway.ask(&q)
		answers[i].Overdue = p.Overdue(day)
	}
	return answers, nil
}

func (p *Pathway) ask(q *inquiry) PathwayAnswer {
	a := PathwayAnswer{Pathway: p, Answer: p.answer, Chosen: slices.Contains(q.Interests, p.interest)}
	why := reasonMet
	if p.rule != nil {
		why = reason(p.rule.outcome(q))
		a.Settles = p.rule.settles(q, nil)
	}
	switch {
	case why == reasonNotMet:
		a.Answer = NotForThisPerson
	case why == reasonUnknown:
		a.Answer = AskTheCounsellor
	case p.interest != "" && !a.Chosen:
		why, a.Answer = reasonNotChosen, AskTheCounsellor
	}
	a.Reason = p.reasons[why]
	return a
}

func (r *packReader) pathways(v value) {
	v.elements(0, maxPathways, func(element value) {
		pathway := r.pathway(element)
		if slices.ContainsFunc(r.pack.Pathways, func(other *Pathway) bool { return other.ID == pathway.ID }) {
			element.get("id").refuse(ErrDuplicate)
		}
		r.pack.Pathways = append(r.pack.Pathways, pathway)
	})
}

func (r *packReader) pathway(v value) *Pathway {
	v.onlyHas("id", "title", "about", "sources", "confirmed_on", "answer", "interest", "rule", "reasons")
	p := &Pathway{
		ID:          identifier(v.get("id")),
		Title:       r.textKey(v.get("title")),
		About:       r.textKey(v.get("about")),
		ConfirmedOn: r.pack.ConfirmedOn,
	}
	v.get("sources").elements(1, maxSources, func(element value) { p.Sources = append(p.Sources, r.source(element)) })
	if confirmed, ok := v.find("confirmed_on"); ok {
		confirmed.readText(&p.ConfirmedOn)
	}
	p.answer = readAnswer(v.get("answer"))
	if interest, ok := v.find("interest"); ok {
		p.interest = readInterest(interest)
	}
	if ruleValue, ok := v.find("rule"); ok {
		read := r.grammar.rule(ruleValue)
		p.rule = &read
	}
	r.reasons(p, v.get("reasons"))
	return p
}

// reasons reads a text for every reason that the pathway can give, and no other.
func (r *packReader) reasons(p *Pathway, v value) {
	wanted := []string{string(reasonMet)}
	if p.rule != nil {
		wanted = append(wanted, string(reasonNotMet), string(reasonUnknown))
	}
	if p.interest != "" {
		wanted = append(wanted, string(reasonNotChosen))
	}
	v.onlyHas(wanted...)
	p.reasons = make(map[reason]string, len(wanted))
	for _, name := range wanted {
		p.reasons[reason(name)] = r.textKey(v.get(name))
	}
}

// readAnswer reads what a pathway answers where its rule is met.
func readAnswer(v value) Answer {
	answer := Answer(v.string())
	if v.kind == kindString && answer != MayBeConsidered && answer != AskTheCounsellor {
		v.refuse(ErrBadValue)
	}
	return answer
}

func readInterest(v value) intake.Interest {
	interest := intake.Interest(v.string())
	switch interest {
	case intake.SeasonalWork, intake.Spain, intake.Canada, intake.Mexico:
	default:
		v.refuse(ErrBadValue)
	}
	return interest
}
