package ui_test

import (
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// openReviews opens what waits for a supervisor.
func openReviews(t *testing.T, a *ui.App, m *machine) {
	t.Helper()
	unlock(t, a, "ana", m.secret)
	tap(t, a, "reviews")
}

func TestReviewFits(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(screen string)) {
		openReviews(t, a, m)
		see("reviews")
		m.summaries[1].InReview = true
		tap(t, a, "review.row")
		see("record in review")
		tap(t, a, "sendback")
		see("sendback")
		tap(t, a, "back")
		tap(t, a, "back")
		tap(t, a, "twins")
		see("twins")
		tap(t, a, "twins.one")
		see("twins keep")
		tap(t, a, "dialog.close")
		tap(t, a, "twins.later")
		see("twins stub")
	})
}

func TestApproveAndSendBack(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	openReviews(t, a, m)
	tap(t, a, "approve.all")
	if m.approved["1"] || len(m.approved) == 0 {
		t.Errorf("approved %v: only what needs no closer look is approved in one go", m.approved)
	}
	m.summaries[1].InReview = true
	tap(t, a, "review.row")
	tap(t, a, "sendback")
	tap(t, a, "sendback.do") // not ready without a note
	if len(m.notes) != 0 {
		t.Fatal("sent back without a note")
	}
	write(t, a, "note", "Falta el documento")
	if _, ok := a.Find("key.close"); ok {
		tap(t, a, "key.close")
	}
	tap(t, a, "sendback.do")
	if m.notes["1"] != "Falta el documento" || a.ScreenID() != "reviews" {
		t.Errorf("notes %v on screen %q", m.notes, a.ScreenID())
	}
	m.notes["0"] = "Falta el documento"
	tap(t, a, "home")
	tap(t, a, "stand")
	if !strings.Contains(words(a), "Falta el documento") {
		t.Error("home does not show what is to be mended")
	}
	fits(t, a, "home with a note")
	picture(t, a, "home-note")
}

func TestWorkersReviewNothing(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	if _, ok := a.Find("reviews"); ok {
		t.Error("a worker sees what waits for a supervisor")
	}
	m.summaries[1].InReview = true
	openFirst(t, a, intake.StateWaiting)
	for _, id := range []string{"approve", "sendback", "change"} {
		if _, ok := a.Find(id); ok {
			t.Errorf("a worker is offered %q", id)
		}
	}
}

func TestReviewNeedsReadableAnswers(t *testing.T) {
	m := newMachine()
	m.required, m.sealed = false, true
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	openReviews(t, a, m)
	tap(t, a, "require")
	if m.required {
		t.Error("review is on although nobody can read the answers")
	}
	tap(t, a, "dialog.close")
}

func TestTwinsAreForAPersonToDecide(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	openReviews(t, a, m)
	tap(t, a, "twins")
	tap(t, a, "twins.one")
	tap(t, a, "keep.a")
	if same, ok := m.decided[ui.Pair{"1", "2"}]; !ok || !same || m.reason != intake.HandedTwice {
		t.Errorf("decided %v, withdrawn for %q", m.decided, m.reason)
	}
	tap(t, a, "twins.two")
	if same, ok := m.decided[ui.Pair{"8", "3"}]; !ok || same {
		t.Errorf("decided %v", m.decided)
	}
	if _, ok := a.Find("twins.two"); ok {
		t.Error("there is nothing left to decide")
	}
}
