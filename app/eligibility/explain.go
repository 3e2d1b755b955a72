package eligibility

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"ventanilla/app/intake"
)

// What cannot be explained.
var (
	ErrLanguage  = errors.New("no texts in that language")
	ErrOtherPack = errors.New("assessed with another rule pack")
)

// Wording says dates and countries in the words of one language.
type Wording interface {
	Day(intake.Day) string
	Date(intake.Date) string
	Country(intake.Country) string
	CountryIn(intake.Country) string // with its preposition: "in Colombia"
}

// Explain puts an assessment that was made with this pack of these facts into words. The error is ErrLanguage or
// ErrOtherPack.
func (p *Pack) Explain(a Assessment, facts Facts, language intake.Language, w Wording) (Card, error) {
	office, ok := p.Office(a.Office)
	switch {
	case !supported(language):
		return Card{}, ErrLanguage
	case !ok || a.Programme != p.Programme || a.Version != p.Version:
		return Card{}, ErrOtherPack
	}
	e := explainer{pack: p, language: language, words: w, office: office, facts: facts}
	return e.card(a), nil
}

func supported(language intake.Language) bool { return slices.Contains(Languages(), language) }

// explainer writes in one language for one person at one office.
type explainer struct {
	pack     *Pack
	language intake.Language
	words    Wording
	office   *Office
	facts    Facts
}

// text returns a text of the pack with its placeholders filled.
func (e explainer) text(key string, pairs ...string) string {
	return fill(e.pack.texts[key][e.language], pairs...)
}

// here returns a text that may name the office's country.
func (e explainer) here(key string, pairs ...string) string {
	return e.text(key, append(pairs, "country_in", e.words.CountryIn(e.office.Country))...)
}

func (e explainer) card(a Assessment) Card {
	c := Card{
		Verdict: a.Verdict,
		Title:   e.text("card.title"),
		Summary: e.here("verdict." + string(a.Verdict)),
		Office:  e.intake(),
		Notice:  e.text("card.information"),
	}
	if a.Overdue {
		c.Overdue = e.overdue()
	}
	for _, f := range a.Findings {
		c.Lines = append(c.Lines, e.line(f))
	}
	for _, step := range steps(a) {
		c.Steps = append(c.Steps, e.text("next."+step))
	}
	return c
}

// overdue says that the rules may have changed since their review was due.
func (e explainer) overdue() string {
	return e.text("card.overdue", "day", e.words.Day(e.pack.ReviewBy))
}

// intake says whether the office takes new applications; a closed programme speaks for all its offices.
func (e explainer) intake() string {
	switch {
	case !e.pack.Accepting:
		return e.closed(e.pack.Closed)
	case !e.office.Accepting:
		return e.closed(e.office.Closed)
	}
	return e.here("card.open")
}

func (e explainer) closed(key string) string {
	source := e.office.Criteria[0].Source
	return e.here(key, "day", e.words.Day(e.pack.ConfirmedOn), "source", e.text(e.pack.Sources[source].Title))
}

func (e explainer) line(f Finding) CardLine {
	l := CardLine{
		Criterion: f.ID,
		Outcome:   f.Outcome,
		Title:     e.text(f.Title),
		State:     e.text("outcome." + string(f.Outcome)),
		Asks:      e.here(f.Asks, e.bounds(f.Bounds)...),
		Source:    e.source(f.Source, f.ConfirmedOn),
	}
	l.Heading = e.text("card.line", "title", l.Title, "state", l.State)
	if told := e.told(f.Facts); told != "" {
		l.Told = e.text("card.told", "told", told)
	}
	for _, fact := range f.Settles {
		l.Find = append(l.Find, e.text("find."+string(fact)))
	}
	return l
}

func (e explainer) source(name string, confirmed intake.Day) string {
	return e.text("card.source", "source", e.text(e.pack.Sources[name].Title), "day", e.words.Day(confirmed))
}

// bounds gives the placeholders of a criterion their values.
func (e explainer) bounds(bounds []Bound) (pairs []string) {
	for _, b := range bounds {
		switch {
		case b.Fact == Nationalities:
			pairs = append(pairs, "countries", e.nationalities(b.Values))
		case !b.Day.IsZero():
			pairs = append(pairs, "day", e.words.Day(b.Day), "last_day", e.words.Day(b.lastDay()))
		case b.Predicate == AtLeast:
			pairs = append(pairs, "years", strconv.Itoa(b.Years))
		}
	}
	return pairs
}

// lastDay is the last day that the bound lets pass.
func (b Bound) lastDay() intake.Day {
	if b.Predicate == Before {
		return b.Day.AddDate(0, 0, -1)
	}
	return b.Day
}

// told lists what is known of the facts, as the person would say it.
func (e explainer) told(facts []Fact) string {
	var parts []string
	for _, fact := range facts {
		if known := e.known(fact); known != "" {
			parts = append(parts, known)
		}
	}
	return strings.Join(parts, ", ")
}

func (e explainer) known(fact Fact) string {
	switch fact {
	case Nationalities:
		codes := make([]string, len(e.facts.Nationalities))
		for i, n := range e.facts.Nationalities {
			codes[i] = string(n)
		}
		return e.nationalities(codes)
	case BirthDate:
		return e.date(e.facts.BirthDate)
	case ArrivalDate:
		return e.date(e.facts.ArrivalDate)
	case HostStatus:
		return e.value(fact, string(e.facts.HostStatus))
	case AppliedForRegularization:
		if e.facts.AppliedForRegularization == nil {
			return ""
		}
		return e.value(fact, strconv.FormatBool(*e.facts.AppliedForRegularization))
	case AsylumRegistrationDate:
		if e.facts.AsylumRegistrationDate.Never {
			return e.value(fact, "never")
		}
		return e.date(e.facts.AsylumRegistrationDate.Date)
	}
	return ""
}

// value names one of a fact's closed values, "" for none.
func (e explainer) value(fact Fact, value string) string {
	if value == "" {
		return ""
	}
	return e.text("value." + string(fact) + "." + value)
}

func (e explainer) date(d intake.Date) string {
	if d.IsZero() {
		return ""
	}
	return e.words.Date(d)
}

func (e explainer) nationalities(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		if code == string(intake.Stateless) {
			names[i] = e.value(Nationalities, code)
		} else {
			names[i] = e.words.Country(intake.Country(code))
		}
	}
	return strings.Join(names, ", ")
}

// steps lists what to do now, as the ends of text keys.
func steps(a Assessment) (keys []string) {
	switch a.Verdict {
	case DoesNotMeet:
		return []string{"correct", "asylum", "other_help"}
	case NeedsInformation:
		keys = []string{"bring", "hand_in_without"}
	case MeetsMinimum:
		keys = []string{"hand_in"}
	}
	if a.Accepting {
		return keys
	}
	keys = slices.DeleteFunc(keys, func(key string) bool { return strings.HasPrefix(key, "hand_in") })
	return append(keys, "asylum", "other_help")
}
