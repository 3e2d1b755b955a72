package main

import (
	"errors"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
)

// handedIn hands an application in.
func handedIn(t *testing.T, desk *ui.Desk) (intake.ApplicationID, ui.Slip) {
	t.Helper()
	draft, err := begin(t, desk).Finish()
	must(t, err)
	slip, err := desk.Records.HandIn(t.Context(), draft)
	must(t, err)
	return draft.Application, slip
}

func TestAmendInTheInterview(t *testing.T) {
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	id, first := handedIn(t, desk)
	again, err := desk.Dossiers.Slip(t.Context(), id)
	must(t, err)
	if again.Signed != first.Signed || again.Signed == "" {
		t.Errorf("the receipt says %q the second time, %q the first", again.Signed, first.Signed)
	}
	draft, err := desk.Changes.Amend(t.Context(), id)
	must(t, err)
	iv, err := desk.Interview.Resume(draft)
	must(t, err)
	must(t, iv.SetNames("Ñusta", "Xicará", "Ical"))
	open, err := desk.Dossiers.Open(t.Context(), id)
	must(t, err)
	if open.State != intake.StateDraft || open.Revision != 2 {
		t.Errorf("while it is being changed: %+v", open.Summary)
	}
	finished, err := iv.Finish()
	must(t, err)
	_, err = desk.Records.HandIn(t.Context(), finished)
	must(t, err)
	open, err = desk.Dossiers.Open(t.Context(), id)
	must(t, err)
	if open.Revision != 2 || open.State != intake.StateWaiting || open.People != 1 || open.Parts != 1 {
		t.Errorf("handed in again: %+v", open)
	}
	answers, err := desk.Dossiers.Answers(t.Context(), id)
	must(t, err)
	if answers.Applicant.SecondSurname != "Ical" {
		t.Error("the change is lost")
	}
}

func TestTheReceiptNamesTheTurnOnceTheOfficeGaveIt(t *testing.T) {
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	id, first := handedIn(t, desk)
	if !first.Expected.IsZero() {
		t.Errorf("expected on %v before the office said so", first.Expected)
	}
	must(t, desk.Dossiers.(dossiers).records.session.Store.RecordAppointment(t.Context(), id, "2026-12-03", 17))
	again, err := desk.Dossiers.Slip(t.Context(), id)
	must(t, err)
	if day, err := intake.ParseDay("2026-12-03"); err != nil || again.Expected != day || again.Number != 17 {
		t.Errorf("expected on %v, number %d", again.Expected, again.Number)
	}
	if again.Signed != first.Signed {
		t.Error("the turn changes what is signed")
	}
}

func TestWithdrawalIsFinalOnceLocked(t *testing.T) {
	dir := newSite(t)
	k := openKiosk(t, dir)
	desk := unlockKiosk(t, k)
	id, _ := handedIn(t, desk)
	must(t, desk.Changes.Withdraw(t.Context(), id, intake.NoPermission))
	if _, err := desk.Changes.Amend(t.Context(), id); !errors.Is(err, ui.ErrWithdrawn) {
		t.Errorf("amending what is withdrawn: %v", err)
	}
	must(t, desk.Changes.UndoWithdrawal(t.Context(), id))
	open, err := desk.Dossiers.Open(t.Context(), id)
	must(t, err)
	if open.Withdrawn || open.Revision != 1 {
		t.Errorf("undone: %+v", open.Summary)
	}
	must(t, desk.Changes.Withdraw(t.Context(), id, intake.NoPermission))
	k.close()

	desk = unlockKiosk(t, openKiosk(t, dir))
	if err := desk.Changes.UndoWithdrawal(t.Context(), id); !errors.Is(err, ui.ErrWithdrawn) {
		t.Errorf("undoing after the lock: %v", err)
	}
	open, err = desk.Dossiers.Open(t.Context(), id)
	must(t, err)
	if !open.Withdrawn || open.Undoable || open.Revision != 2 || open.Parts != 1 {
		t.Errorf("after the lock: %+v", open)
	}
}
