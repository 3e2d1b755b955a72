package eligibility_test

import (
	"errors"
	"slices"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

func TestPathways(t *testing.T) {
	const may, not, ask = eligibility.MayBeConsidered, eligibility.NotForThisPerson, eligibility.AskTheCounsellor
	relative := func(country intake.Country, status intake.RelativeStatus, petition *bool) []intake.RelativeAbroad {
		return []intake.RelativeAbroad{{Relationship: intake.Sibling, Country: country, Status: status, PetitionFiled: petition}}
	}
	of := func(n ...intake.Nationality) eligibility.Circumstances {
		return eligibility.Circumstances{Facts: eligibility.Facts{Nationalities: n}}
	}
	with := func(r []intake.RelativeAbroad) eligibility.Circumstances {
		return eligibility.Circumstances{Relatives: r}
	}
	wants := func(i ...intake.Interest) eligibility.Circumstances { return eligibility.Circumstances{Interests: i} }
	nothing := eligibility.Circumstances{}
	tests := []struct {
		pathway string
		office  intake.Office
		person  eligibility.Circumstances
		answer  eligibility.Answer
		reason  string
	}{
		{"refugee_resettlement", "CO", nothing, ask, "refugee_resettlement.met"},
		{"parole", "CO", of("HT"), may, "parole.met"},
		{"parole", "CO", of("PE", "VE"), may, "parole.met"},
		{"parole", "CO", of("EC"), not, "parole.not_met"},
		{"parole", "CO", of(intake.Stateless), not, "parole.not_met"},
		{"parole", "CO", nothing, ask, "pathway.ask"},
		{"family_reunification", "CO", nothing, ask, "pathway.ask"},
		{"family_reunification", "CO", with([]intake.RelativeAbroad{}), not, "family_reunification.not_met"},
		{"family_reunification", "CO", with(relative("US", intake.Asylee, nil)), may, "family_reunification.met"},
		{"family_reunification", "CO", with(relative("US", intake.Refugee, nil)), may, "family_reunification.met"},
		{"family_reunification", "CO", with(relative("US", intake.Citizen, nil)), not, "family_reunification.not_met"},
		{"family_reunification", "CO", with(relative("CA", intake.Refugee, nil)), not, "family_reunification.not_met"},
		{"family_reunification", "CO", with(relative("US", intake.UnknownStatus, nil)), ask, "pathway.ask"},
		{"family_reunification", "CO", with(relative("US", "", nil)), ask, "pathway.ask"},
		{"family_reunification", "CO", with(relative("", intake.Asylee, nil)), ask, "pathway.ask"},
		{"family_reunification", "CO", with(relative("CA", "", nil)), not, "family_reunification.not_met"},
		{"family_reunification", "CO", with(append(relative("US", "", nil), relative("US", intake.Asylee, nil)...)), may, "family_reunification.met"},
		{"family_reunification", "CO", with([]intake.RelativeAbroad{{Relationship: intake.NotRelated, Country: "US", Status: intake.Asylee}}), not, "family_reunification.not_met"},
		{"family_immigration", "CO", with(relative("US", intake.PermanentResident, nil)), may, "family_immigration.met"},
		{"family_immigration", "CO", with(relative("US", intake.OtherStatus, nil)), not, "family_immigration.not_met"},
		{"family_reunification_parole", "CO", with(relative("US", intake.Citizen, new(true))), ask, "family_reunification_parole.met"},
		{"family_reunification_parole", "CO", with(relative("US", intake.Citizen, new(false))), not, "family_reunification_parole.not_met"},
		{"family_reunification_parole", "CO", with(relative("CA", intake.Citizen, new(true))), not, "family_reunification_parole.not_met"},
		{"family_reunification_parole", "CO", with(relative("US", intake.Citizen, nil)), ask, "pathway.ask"},
		{"seasonal_work", "GT", wants(intake.SeasonalWork), may, "seasonal_work.met"},
		{"seasonal_work", "GT", wants(intake.Spain), ask, "pathway.not_chosen"},
		{"seasonal_work", "GT", nothing, ask, "pathway.not_chosen"},
		{"seasonal_work", "CR", wants(intake.SeasonalWork), not, "seasonal_work.not_met"},
		{"host_asylum", "CR", nothing, may, "host_asylum.met"},
		{"spain", "EC", wants(intake.Spain), may, "spain.met"},
		{"spain", "CR", wants(intake.Spain), not, "spain.not_met"},
		{"canada", "CR", wants(intake.Canada), ask, "interest.met"},
		{"mexico", "CR", wants(intake.Canada), ask, "pathway.not_chosen"},
	}
	p := firstPack(t)
	for _, test := range tests {
		answers, err := eligibility.Pathways(p, test.office, day(t, "2026-11-21"), test.person)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(answers, func(a eligibility.PathwayAnswer) bool { return a.ID == test.pathway })
		if i < 0 || answers[i].Answer != test.answer || answers[i].Reason != test.reason {
			t.Errorf("%s at %s for %+v: want %s, %s among %+v", test.pathway, test.office, test.person, test.answer, test.reason, answers)
		}
	}
}

func TestPathwaysOfThePack(t *testing.T) {
	person := eligibility.Circumstances{Interests: []intake.Interest{intake.Mexico}}
	answers, err := eligibility.Pathways(firstPack(t), "GT", day(t, "2026-11-21"), person)
	if err != nil || len(answers) != 10 {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	for _, a := range answers {
		if a.Chosen != (a.ID == "mexico") {
			t.Errorf("%s chosen: %t", a.ID, a.Chosen)
		}
	}
	if _, err := eligibility.Pathways(firstPack(t), "PA", day(t, "2026-11-21"), person); !errors.Is(err, eligibility.ErrUnknownOffice) {
		t.Errorf("error is %v", err)
	}
}
