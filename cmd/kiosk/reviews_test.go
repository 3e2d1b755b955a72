package main

import (
	"errors"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui"
)

// TestSentBackIsMendedAndApproved takes an application through a supervisor's hands.
func TestSentBackIsMendedAndApproved(t *testing.T) {
	k := openKiosk(t, newSite(t))
	desk := unlockKiosk(t, k)
	must(t, desk.Reviews.Require(t.Context(), true))
	id, slip := handedIn(t, desk)
	board, err := desk.Reviews.Board(t.Context())
	must(t, err)
	if !board.Required || len(board.Waiting) != 1 || board.Waiting[0].Code != slip.Code || board.Waiting[0].Initials != "ÑX" {
		t.Fatalf("board %+v", board)
	}
	if _, err := desk.Changes.Amend(t.Context(), id); !errors.Is(err, ui.ErrInReview) {
		t.Errorf("changed under the supervisor's eyes: %v", err)
	}
	must(t, desk.Reviews.SendBack(t.Context(), id, "Falta el segundo apellido"))
	notes, err := desk.Returned(t.Context())
	must(t, err)
	if notes[id] == "" {
		t.Error("the note is lost")
	}
	draft, err := desk.Records.Draft(t.Context(), id)
	must(t, err)
	iv, err := desk.Interview.Resume(draft)
	must(t, err)
	if iv.Question() != interview.Review {
		t.Errorf("the interview goes on at %s", iv.Question())
	}
	must(t, iv.SetNames("Ñusta", "Xicará", "Ical"))
	finished, err := iv.Finish()
	must(t, err)
	_, err = desk.Records.HandIn(t.Context(), finished)
	must(t, err)
	must(t, desk.Reviews.Approve(t.Context(), []intake.ApplicationID{id}))
	open, err := desk.Dossiers.Open(t.Context(), id)
	must(t, err)
	if open.InReview || open.Revision != 1 || open.Parts != 1 {
		t.Errorf("approved: %+v", open)
	}
}

// TestTwinsAreFoundAndDecided hands the same person in twice.
func TestTwinsAreFoundAndDecided(t *testing.T) {
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	for range 2 {
		iv := begin(t, desk)
		birth, err := intake.ParseDate("1994-03-12")
		must(t, err)
		must(t, iv.SetBirthDate(birth))
		draft, err := iv.Finish()
		must(t, err)
		_, err = desk.Records.HandIn(t.Context(), draft)
		must(t, err)
	}
	pairs, err := desk.Twins.List(t.Context())
	must(t, err)
	if len(pairs) != 1 {
		t.Fatalf("pairs %v", pairs)
	}
	c, err := desk.Twins.Compare(t.Context(), pairs[0])
	must(t, err)
	if len(c.Fields) != 5 || c.Sides[0].Answers == nil || c.Sides[1].Answers == nil {
		t.Errorf("compared %+v", c.Fields)
	}
	must(t, desk.Twins.Decide(t.Context(), pairs[0], true))
	pairs, err = desk.Twins.List(t.Context())
	must(t, err)
	if len(pairs) != 0 {
		t.Errorf("asked again about %v", pairs)
	}
}
