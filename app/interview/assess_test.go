package interview_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

func TestAssessmentOfWhatWasAnswered(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.AddNationality("HN"))
	must(t, iv.SetArrivalDate(date(t, "2024-07-15")))
	must(t, iv.Told())
	told := iv.Answers().Assessment
	if told.Verdict != "meets_minimum" || told.PackVersion != "2026-01" || told.Criteria["presence"] != "met" ||
		told.Pathways["seasonal_work"] == "" {
		t.Errorf("got %+v", told)
	}
	must(t, iv.SetArrivalDate(date(t, "2024-07")))
	assessment, err := iv.Assess()
	must(t, err)
	if assessment.Verdict != "needs_information" {
		t.Errorf("half a date gives %s", assessment.Verdict)
	}
}

func TestHandingIn(t *testing.T) {
	d := newDesk()
	iv := agreed(t, d, "GT")
	_, err := iv.Finish()
	must(t, err)
	if err := iv.SetNames("Wendy", "", ""); !errors.Is(err, interview.ErrHandedIn) {
		t.Errorf("an answer while it is handed in: %v", err)
	}
	iv.Reopen()
	must(t, iv.SetNames("Wendy", "", ""))
	draft, err := iv.Finish()
	must(t, err)
	if draft.Answers.Assessment == nil || draft.Answers.Applicant.GivenNames != "Wendy" || draft.Revision != 1 {
		t.Errorf("hands in %+v", draft)
	}
	iv.HandedIn()
	iv.Reopen()
	saves := d.saves
	if n, of := iv.Position(); n != of || iv.Question() != interview.Receipt {
		t.Errorf("step %d of %d at %s", n, of, iv.Question())
	}
	_, again := iv.Finish()
	for name, err := range map[string]error{
		"answer": iv.SetNames("Ana", "", ""),
		"go to":  iv.GoTo(interview.Name),
		"refuse": iv.Refuse(),
		"finish": again,
		"speak":  iv.SetLanguage("fr"),
	} {
		if !errors.Is(err, interview.ErrHandedIn) {
			t.Errorf("%s after handing in: %v", name, err)
		}
	}
	must(t, iv.Back())
	must(t, iv.Next())
	if iv.Question() != interview.Receipt || d.saves != saves {
		t.Error("what is handed in still moves")
	}
}

func TestQuickCheckAsksOnlyWhatMattersAndKeepsNothing(t *testing.T) {
	tests := map[intake.Office][]interview.Question{
		"GT": {interview.Nationality, interview.Arrival, interview.Conditions},
		"CO": {interview.Birth, interview.Nationality, interview.Arrival, interview.HostStatus, interview.Conditions},
		"EC": {interview.Nationality, interview.Arrival, interview.Regularization, interview.Asylum, interview.Conditions},
	}
	for office, want := range tests {
		d := newDesk()
		iv, err := interview.Quick(d.config(t, office), "ht")
		must(t, err)
		must(t, iv.AddNationality("HT"))
		if diff := cmp.Diff(want, walk(t, iv)); diff != "" {
			t.Errorf("%s: %s", office, diff)
		}
		must(t, iv.Told())
		if _, err := iv.Finish(); !errors.Is(err, interview.ErrQuick) {
			t.Errorf("handed in: %v", err)
		}
		if err := iv.GoTo(interview.Name); !errors.Is(err, interview.ErrQuestion) {
			t.Errorf("asks for a name: %v", err)
		}
		if d.saves != 0 {
			t.Error("kept something")
		}
	}
}
