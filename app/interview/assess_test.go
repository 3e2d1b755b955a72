package interview_test

import (
	"context"
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

func TestSubmit(t *testing.T) {
	d := newDesk()
	iv := agreed(t, d, "GT")
	ctx := context.Background()
	broken := errors.New("no space")
	if err := iv.Submit(ctx, func(context.Context, intake.Draft) error { return broken }); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	must(t, iv.SetNames("Wendy", "", ""))
	var frozen intake.Draft
	must(t, iv.Submit(ctx, func(_ context.Context, draft intake.Draft) error { frozen = draft; return nil }))
	if frozen.Answers.Assessment == nil || frozen.Answers.Applicant.GivenNames != "Wendy" || frozen.Revision != 1 {
		t.Errorf("froze %+v", frozen)
	}
	saves := d.saves
	if n, of := iv.Position(); n != of || iv.Question() != interview.Receipt {
		t.Errorf("step %d of %d at %s", n, of, iv.Question())
	}
	for name, err := range map[string]error{
		"answer": iv.SetNames("Ana", "", ""),
		"go to":  iv.GoTo(interview.Name),
		"refuse": iv.Refuse(),
		"submit": iv.Submit(ctx, func(context.Context, intake.Draft) error { return nil }),
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
		if err := iv.Submit(context.Background(), nil); !errors.Is(err, interview.ErrQuick) {
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
