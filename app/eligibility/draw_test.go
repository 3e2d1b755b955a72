package eligibility_test

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"pgregory.net/rapid"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

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
	first := intake.DayOf(time.Date(from, time.January, 1, 0, 0, 0, 0, time.UTC))
	return first.AddDate(0, 0, rapid.IntRange(0, 366*(to-from)).Draw(t, name))
}

func exactDate(t *rapid.T, d intake.Day) intake.Date {
	date, err := intake.NewDate(d.Year(), d.Month(), d.Day())
	if err != nil {
		t.Fatal(err)
	}
	return date
}
