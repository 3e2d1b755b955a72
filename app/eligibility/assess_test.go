package eligibility_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

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

// An empty list is a question without an answer, unlike having no nationality.
func TestNoNationalityIsNotUnknown(t *testing.T) {
	p := firstPack(t)
	for _, test := range []struct {
		nationalities []intake.Nationality
		want          eligibility.Outcome
	}{
		{nil, eligibility.Unknown},
		{[]intake.Nationality{}, eligibility.Unknown},
		{[]intake.Nationality{intake.Stateless}, eligibility.NotMet},
	} {
		a, err := eligibility.Assess(p, "CR", day(t, "2026-11-21"), eligibility.Facts{Nationalities: test.nationalities})
		if err != nil || a.Findings[0].Outcome != test.want {
			t.Errorf("%v: %s, %v", test.nationalities, a.Findings[0].Outcome, err)
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
