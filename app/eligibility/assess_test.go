package eligibility_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

func TestAssessFindings(t *testing.T) {
	p := firstPack(t)
	facts := eligibility.Facts{
		Nationalities:            []intake.Nationality{"PE", "HT"},
		ArrivalDate:              date(t, "2023-12"),
		AppliedForRegularization: new(false),
	}
	a, err := eligibility.Assess(p, "EC", day(t, "2026-11-21"), facts)
	if err != nil {
		t.Fatal(err)
	}
	if a.Verdict != eligibility.DoesNotMeet || a.Accepting || a.Overdue || a.Version != p.Version || a.Programme != p.Programme {
		t.Errorf("assessment is %+v", a)
	}
	want := []string{
		"nationality met [nationalities] []",
		"presence not_met [arrival_date] []",
		"regularization_or_asylum unknown [applied_for_regularization asylum_registration_date] [asylum_registration_date]",
	}
	for i, f := range a.Findings {
		if got := fmt.Sprint(f.ID, " ", f.Outcome, " ", f.Facts, " ", f.Settles); got != want[i] {
			t.Errorf("finding %d is %s, want %s", i, got, want[i])
		}
	}
}

func TestAssessUnknownOffice(t *testing.T) {
	if _, err := eligibility.Assess(firstPack(t), "PA", day(t, "2026-11-21"), eligibility.Facts{}); !errors.Is(err, eligibility.ErrUnknownOffice) {
		t.Errorf("error is %v", err)
	}
}

func TestClosedProgrammeClosesEveryOffice(t *testing.T) {
	p := parsed(t, edit{At: "/accepting", Set: false}, edit{At: "/closed", Set: "office.existing_cases"})
	open, err := eligibility.Assess(firstPack(t), "CR", day(t, "2026-11-21"), eligibility.Facts{})
	if err != nil || !open.Accepting {
		t.Fatalf("Costa Rica takes applications: %t, %v", open.Accepting, err)
	}
	closed, err := eligibility.Assess(p, "CR", day(t, "2026-11-21"), eligibility.Facts{})
	if err != nil || closed.Accepting || closed.Verdict != open.Verdict {
		t.Errorf("accepting %t, verdict %s, %v", closed.Accepting, closed.Verdict, err)
	}
}

func TestAssessSaysThatRulesAreOverdue(t *testing.T) {
	a, err := eligibility.Assess(firstPack(t), "CR", day(t, "2027-02-04"), eligibility.Facts{})
	if err != nil || !a.Overdue {
		t.Errorf("overdue %t, %v", a.Overdue, err)
	}
}

// What a date half known comes to is what all the days that it can mean come to.
func TestOutcomeIsThatOfEveryDay(t *testing.T) {
	p := firstPack(t)
	rapid.Check(t, func(t *rapid.T) {
		office := rapid.SampledFrom(p.Offices).Draw(t, "office")
		on := drawDay(t, 2023, 2027, "on")
		facts := drawFacts(t)
		name := rapid.SampledFrom([]string{"birth", "arrival", "registration"}).Draw(t, "which date")
		set := func(f *eligibility.Facts, d intake.Date) {
			switch name {
			case "birth":
				f.BirthDate = d
			case "arrival":
				f.ArrivalDate = d
			default:
				f.AsylumRegistrationDate = intake.Asylum{Date: d}
			}
		}
		wide := drawDate(t)
		set(&facts, wide)
		got := outcomes(t, p, office.Code, on, facts)
		var want map[string]eligibility.Outcome
		first, last := wide.Span()
		for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
			set(&facts, exactDate(t, d))
			want = agreed(want, outcomes(t, p, office.Code, on, facts))
		}
		for id, outcome := range want {
			if got[id] != outcome {
				t.Fatalf("%s of %s is %s, its days come to %s", id, wide, got[id], outcome)
			}
		}
	})
}

// agreed is what two sets of outcomes have in common, Unknown where they differ.
func agreed(a, b map[string]eligibility.Outcome) map[string]eligibility.Outcome {
	for id := range a {
		if a[id] != b[id] {
			b[id] = eligibility.Unknown
		}
	}
	return b
}

// Knowing more never turns what was settled, whatever the rules.
func TestKnowingMoreNeverTurnsAnAnswer(t *testing.T) {
	base := edited(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		p := drawPack(t, base)
		on := drawDay(t, 2023, 2027, "on")
		less := drawFacts(t)
		more := drawMore(t, less)
		for _, office := range p.Offices {
			before, after := assess(t, p, office.Code, on, less), assess(t, p, office.Code, on, more)
			for i, f := range before.Findings {
				if f.Outcome != eligibility.Unknown && f.Outcome != after.Findings[i].Outcome {
					t.Fatalf("%s turns from %s to %s\n%+v\n%+v", f.ID, f.Outcome, after.Findings[i].Outcome, less, more)
				}
				if (f.Outcome == eligibility.Unknown) != (len(f.Settles) > 0) {
					t.Fatalf("%s is %s and would be settled by %v", f.ID, f.Outcome, f.Settles)
				}
			}
			if before.Verdict != eligibility.NeedsInformation && before.Verdict != after.Verdict {
				t.Fatalf("the verdict turns from %s to %s", before.Verdict, after.Verdict)
			}
		}
	})
}

// The order of facts, of nationalities and of values never matters.
func TestOrderNeverMatters(t *testing.T) {
	p := firstPack(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		office := rapid.SampledFrom(p.Offices).Draw(t, "office").Code
		members := factMembers(facts)
		var answers []string
		for range 2 {
			members = rapid.Permutation(members).Draw(t, "facts")
			facts.Nationalities = rapid.Permutation(facts.Nationalities).Draw(t, "nationalities")
			line := fmt.Appendf(nil, `{"facts":{%s},"assessed_on":"2026-11-21","office":%q,"id":1}`, joined(members, ","), office)
			q, err := eligibility.ParseQuestion(line)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := q.Answer(nil, p)
			if err != nil {
				t.Fatal(err)
			}
			q.Facts = facts
			again, err := q.Answer(nil, p)
			if err != nil || string(again) != string(answer) {
				t.Fatalf("%s read from JSON, %s from facts: %v", answer, again, err)
			}
			answers = append(answers, string(answer))
		}
		if answers[0] != answers[1] {
			t.Fatalf("%s, in another order %s", answers[0], answers[1])
		}
	})
}

// factMembers writes the facts as members of a JSON object.
func factMembers(f eligibility.Facts) (members []string) {
	add := func(name string, known bool, value any) {
		if known {
			text, _ := json.Marshal(value)
			members = append(members, fmt.Sprintf("%q:%s", name, text))
		}
	}
	add("nationalities", len(f.Nationalities) > 0, f.Nationalities)
	add("birth_date", !f.BirthDate.IsZero(), f.BirthDate)
	add("arrival_date", !f.ArrivalDate.IsZero(), f.ArrivalDate)
	add("host_status", f.HostStatus != "", f.HostStatus)
	add("applied_for_regularization", f.AppliedForRegularization != nil, f.AppliedForRegularization)
	add("asylum_registration_date", !f.AsylumRegistrationDate.IsZero(), f.AsylumRegistrationDate)
	return members
}

func assess(t *rapid.T, p *eligibility.Pack, office intake.Office, on intake.Day, f eligibility.Facts) eligibility.Assessment {
	a, err := eligibility.Assess(p, office, on, f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func outcomes(t *rapid.T, p *eligibility.Pack, office intake.Office, on intake.Day, f eligibility.Facts) map[string]eligibility.Outcome {
	byID := map[string]eligibility.Outcome{}
	for _, finding := range assess(t, p, office, on, f).Findings {
		byID[finding.ID] = finding.Outcome
	}
	return byID
}

// drawPack returns the first pack with a made-up rule in the place of Colombia's first.
func drawPack(t *rapid.T, base []byte) *eligibility.Pack {
	var root map[string]any
	if err := json.Unmarshal(base, &root); err != nil {
		t.Fatal(err)
	}
	criterion := root["offices"].(map[string]any)["CO"].(map[string]any)["criteria"].([]any)[0].(map[string]any)
	criterion["rule"], criterion["asks"] = drawRule(t, 3), "age.title"
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	p, err := eligibility.ParsePack(data)
	if errors.Is(err, eligibility.ErrContradiction) { // no rule that packs may have: take the first pack as it is
		p, err = eligibility.ParsePack(base)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func drawRule(t *rapid.T, depth int) any {
	kinds := []string{"in", "is", "flag", "on_or_before", "before", "at_least"}
	if depth > 0 {
		kinds = append(kinds, "all", "any", "not")
	}
	kind := rapid.SampledFrom(kinds).Draw(t, "predicate")
	dated := map[string]any{
		"fact": rapid.SampledFrom([]string{"birth_date", "arrival_date", "asylum_registration_date"}).Draw(t, "fact"),
		"day":  drawDay(t, 2022, 2025, "bound").String(),
	}
	switch kind {
	case "in":
		values := rapid.SliceOfNDistinct(rapid.SampledFrom(countries), 1, 3, rapid.ID).Draw(t, "values")
		return map[string]any{"in": map[string]any{"fact": "nationalities", "values": values}}
	case "is":
		return map[string]any{"is": map[string]any{"fact": "host_status", "value": rapid.SampledFrom(statuses).Draw(t, "value")}}
	case "flag":
		return map[string]any{"is": map[string]any{"fact": "applied_for_regularization", "value": rapid.Bool().Draw(t, "value")}}
	case "at_least":
		return map[string]any{"at_least": map[string]any{"fact": "birth_date", "years": rapid.IntRange(0, 30).Draw(t, "years")}}
	case "on_or_before", "before":
		return map[string]any{kind: dated}
	case "not":
		return map[string]any{"not": drawRule(t, depth-1)}
	}
	var parts []any
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		parts = append(parts, drawRule(t, depth-1))
	}
	return map[string]any{kind: parts}
}

var (
	countries = []intake.Nationality{"CU", "HT", "VE", "NI", "PE"}
	statuses  = []intake.HostStatus{intake.Regular, intake.InProcess, intake.Irregular}
)

// drawFacts returns facts of which any may be unknown.
func drawFacts(t *rapid.T) eligibility.Facts {
	var f eligibility.Facts
	known := func(name string) bool { return rapid.Bool().Draw(t, name+" known") }
	if known("nationalities") {
		f.Nationalities = rapid.SliceOfNDistinct(rapid.SampledFrom(countries), 1, 3, rapid.ID).Draw(t, "nationalities")
	}
	if known("birth") {
		f.BirthDate = drawDate(t)
	}
	if known("arrival") {
		f.ArrivalDate = drawDate(t)
	}
	if known("status") {
		f.HostStatus = rapid.SampledFrom(statuses).Draw(t, "status")
	}
	if known("applied") {
		f.AppliedForRegularization = new(rapid.Bool().Draw(t, "applied"))
	}
	if known("registration") {
		f.AsylumRegistrationDate = drawAsylum(t)
	}
	return f
}

func drawAsylum(t *rapid.T) intake.Asylum {
	if rapid.Bool().Draw(t, "never") {
		return intake.Asylum{Never: true}
	}
	return intake.Asylum{Date: drawDate(t)}
}

// drawMore returns the same facts with some learnt and some dates narrowed.
func drawMore(t *rapid.T, f eligibility.Facts) eligibility.Facts {
	learnt := drawFacts(t)
	if f.Nationalities == nil {
		f.Nationalities = learnt.Nationalities
	}
	if f.HostStatus == "" {
		f.HostStatus = learnt.HostStatus
	}
	if f.AppliedForRegularization == nil {
		f.AppliedForRegularization = learnt.AppliedForRegularization
	}
	f.BirthDate = drawNarrower(t, f.BirthDate, learnt.BirthDate)
	f.ArrivalDate = drawNarrower(t, f.ArrivalDate, learnt.ArrivalDate)
	if f.AsylumRegistrationDate.IsZero() {
		f.AsylumRegistrationDate = learnt.AsylumRegistrationDate
	} else if !f.AsylumRegistrationDate.Never {
		f.AsylumRegistrationDate.Date = drawNarrower(t, f.AsylumRegistrationDate.Date, intake.Date{})
	}
	return f
}

// drawNarrower returns a date all of whose days the wide one can mean too; of an unknown one, what was learnt.
func drawNarrower(t *rapid.T, wide, learnt intake.Date) intake.Date {
	if wide.IsZero() {
		return learnt
	}
	first, last := wide.Span()
	days := int(last.In(time.UTC).Sub(first.In(time.UTC)) / (24 * time.Hour))
	d := exactDate(t, first.AddDate(0, 0, rapid.IntRange(0, days).Draw(t, "day within")))
	month, err := intake.NewDate(d.Year(), d.Month(), 0)
	if err != nil {
		t.Fatal(err)
	}
	narrower := []intake.Date{wide, d}
	for _, candidate := range []intake.Date{wide.AsExact(), month, month.AsApproximate(), d.AsUncertain()} {
		from, to := candidate.Span()
		if !from.Before(first) && !to.After(last) {
			narrower = append(narrower, candidate)
		}
	}
	return rapid.SampledFrom(slices.Compact(narrower)).Draw(t, "narrower")
}

// drawDate returns a date of any precision and mark, near the bounds of the rules.
func drawDate(t *rapid.T) intake.Date {
	d := exactDate(t, drawDay(t, 2022, 2025, "date"))
	if rapid.Bool().Draw(t, "as a birth") {
		d = exactDate(t, drawDay(t, 1995, 2010, "birth"))
	}
	switch rapid.SampledFrom([]intake.Precision{intake.PrecisionYear, intake.PrecisionMonth, intake.PrecisionDay}).Draw(t, "precision") {
	case intake.PrecisionYear:
		d, _ = intake.NewDate(d.Year(), 0, 0)
	case intake.PrecisionMonth:
		d, _ = intake.NewDate(d.Year(), d.Month(), 0)
	}
	return rapid.SampledFrom([]intake.Date{d, d.AsApproximate(), d.AsUncertain()}).Draw(t, "mark")
}

func drawDay(t *rapid.T, from, to int, name string) intake.Day {
	first, err := intake.NewDay(from, time.January, 1)
	if err != nil {
		t.Fatal(err)
	}
	return first.AddDate(0, 0, rapid.IntRange(0, 366*(to-from)).Draw(t, name))
}

func exactDate(t *rapid.T, d intake.Day) intake.Date {
	date, err := intake.NewDate(d.Year(), d.Month(), d.Day())
	if err != nil {
		t.Fatal(err)
	}
	return date
}

// BenchmarkAssess is one assessment with all that an explanation needs, of a person about whom much is half known.
func BenchmarkAssess(b *testing.B) {
	p := firstPack(b)
	on := day(b, "2026-11-21")
	facts := eligibility.Facts{
		Nationalities: []intake.Nationality{"PE", "VE"},
		BirthDate:     date(b, "2008-11?"),
		ArrivalDate:   date(b, "2023-06~"),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := eligibility.Assess(p, "CO", on, facts); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParsePack is a pack of 200 offices.
func BenchmarkParsePack(b *testing.B) {
	p := edited(b, nil)
	var root map[string]any
	if err := json.Unmarshal(p, &root); err != nil {
		b.Fatal(err)
	}
	offices := root["offices"].(map[string]any)
	for i := len(offices); i < 200; i++ {
		offices[fmt.Sprintf("CO-%03d", i)] = offices["CO"]
	}
	data, err := json.Marshal(root)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := eligibility.ParsePack(data); err != nil {
			b.Fatal(err)
		}
	}
}
