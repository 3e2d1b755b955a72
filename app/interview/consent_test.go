package interview_test

import (
	"errors"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

func TestNothingIsKeptBeforeConsentNorAfterRefusal(t *testing.T) {
	d := newDesk()
	iv := begin(t, d, "GT")
	must(t, iv.SetLanguage("ht"))
	must(t, iv.SetPurpose(intake.Statistics, true))
	if err := iv.SetNames("Wendy", "", ""); !errors.Is(err, problem(intake.NoConsent)) {
		t.Errorf("a name without consent: %v", err)
	}
	if err := iv.GoTo(interview.Birth); !errors.Is(err, problem(intake.NoConsent)) {
		t.Errorf("a question without consent: %v", err)
	}
	must(t, iv.Next())
	if iv.Question() != interview.Consent || d.saves != 0 {
		t.Errorf("at %s after %d saves", iv.Question(), d.saves)
	}
	must(t, iv.SetPurpose(intake.Screening, true))
	must(t, iv.SetNames("Wendy Paola", "Muñoz", ""))
	id := iv.Draft().Application
	if _, ok := d.stored(t, id); !ok {
		t.Fatal("not kept after consent")
	}
	must(t, iv.SetPurpose(intake.Screening, false))
	if iv.Answers().Applicant.GivenNames == "" || iv.Ended() {
		t.Error("a touch on no already takes everything away")
	}
	must(t, iv.GoTo(interview.Consent))
	must(t, iv.Next())
	if _, ok := d.stored(t, id); ok || !iv.Ended() || iv.Answers().Applicant.HasName() {
		t.Error("something is left after a refusal")
	}
	if err := iv.SetPurpose(intake.Screening, true); !errors.Is(err, interview.ErrEnded) {
		t.Errorf("goes on after the end: %v", err)
	}
}

func TestConsentNotesTheNotice(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetGiven(intake.Verbal))
	c := iv.Answers().Consent
	if c.NoticeVersion == "" || len(c.NoticeSHA256) != 64 || c.Language != "es" || c.At.IsZero() || c.Given != intake.Verbal {
		t.Errorf("consent lacks something: %+v", c)
	}
	if c.Allows(intake.ToContact) {
		t.Error("a purpose that was not answered counts as yes")
	}
	if iv.Notice() == "" {
		t.Error("no notice to read")
	}
}

// A person who says no and leaves before anything is removed has said no: nobody goes on with the yes from before.
func TestANoIsKeptWhoeverLeaves(t *testing.T) {
	d := newDesk()
	iv := agreed(t, d, "GT")
	must(t, iv.SetNames("Wendy Paola", "Muñoz", ""))
	must(t, iv.GoTo(interview.Birth))
	must(t, iv.GoTo(interview.Consent))
	must(t, iv.SetPurpose(intake.Screening, false))
	parked, ok := d.stored(t, iv.Draft().Application)
	if !ok || parked.Answers.Consent.Allows(intake.Screening) || !parked.Answers.Applicant.HasName() {
		t.Fatalf("parked: %v, %+v", ok, parked.Answers.Consent)
	}
	again, err := interview.Resume(d.config(t, "GT"), parked)
	must(t, err)
	if err := again.GoTo(interview.Review); !errors.Is(err, problem(intake.NoConsent)) || again.Question() != interview.Consent {
		t.Errorf("goes on at %s without consent: %v", again.Question(), err)
	}
	must(t, again.SetPurpose(intake.Screening, true))
	if again.Answers().Applicant.GivenNames != "Wendy Paola" {
		t.Error("a no that was taken back took the answers along")
	}
}
