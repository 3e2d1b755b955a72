package eligibility_test

import (
	"errors"
	"reflect"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

func TestCompareAfterANewPack(t *testing.T) {
	a := intake.Application{
		Applicant: intake.Person{Nationalities: []intake.Nationality{"VE"}},
		Situation: intake.Situation{ArrivalDate: date(t, "2023-06-12")},
		Interests: []intake.Interest{intake.SeasonalWork},
	}
	told := func(p *eligibility.Pack, office intake.Office) intake.Assessment {
		assessment, err := eligibility.Assess(p, office, day(t, "2026-11-21"), eligibility.FactsOf(a))
		if err != nil {
			t.Fatal(err)
		}
		pathways, err := eligibility.Pathways(p, office, day(t, "2026-11-21"), eligibility.CircumstancesOf(a))
		if err != nil {
			t.Fatal(err)
		}
		return eligibility.Record(assessment, pathways)
	}
	before := told(firstPack(t), "CR")
	if before.PackVersion != "2026-01" || before.Verdict != "meets_minimum" || before.Criteria["presence"] != "met" ||
		before.Pathways["parole"] != "may_be_considered" || before.Day != day(t, "2026-11-21") {
		t.Errorf("record is %+v", before)
	}
	same := eligibility.Changes{Verdict: eligibility.Change{Before: "meets_minimum", After: "meets_minimum"}}
	if c := eligibility.Compare(before, told(firstPack(t), "CR")); !reflect.DeepEqual(c, same) {
		t.Errorf("nothing changed, and yet %+v", c)
	}
	later := parsed(t, edit{At: "/version", Set: "2026-02"},
		edit{At: "/offices/CR/criteria/1/rule/on_or_before/day", Set: "2023-06-11"},
		edit{At: "/offices/CR/criteria/0/id", Set: "origin"},
		edit{At: "/pathways/1", Remove: true})
	got := eligibility.Compare(before, told(later, "CR"))
	want := eligibility.Changes{
		Verdict:  eligibility.Change{Before: "meets_minimum", After: "does_not_meet"},
		Criteria: []eligibility.Change{{"nationality", "met", ""}, {"origin", "", "met"}, {"presence", "met", "not_met"}},
		Pathways: []eligibility.Change{{"parole", "may_be_considered", ""}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	words, err := later.ExplainChanges(got, "CR", "en")
	if err != nil {
		t.Fatal(err)
	}
	if len(words) != 2 || words[0].Before != "" || words[0].After != "Met" || words[1].Before != "Met" || words[1].After != "Not met" {
		t.Errorf("in words: %+v", words)
	}
	if _, err := later.ExplainChanges(got, "CR", "de"); !errors.Is(err, eligibility.ErrLanguage) {
		t.Errorf("in a language without texts: %v", err)
	}
}
