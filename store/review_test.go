package store_test

import (
	"strings"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// reviewed is a store in which a supervisor must look at what is handed in.
func reviewed(t *testing.T) *bench {
	t.Helper()
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Approval: true}))
	return b
}

func TestNobodyApproved(t *testing.T) {
	b := reviewed(t)
	r := b.frozen(t, ana())
	if all, _ := b.waiting(t); len(all) != 0 {
		t.Fatalf("%v may be sealed", all)
	}
	err := b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("core", 10)})
	if err == nil {
		t.Fatal("the ledger took an object of it")
	}
	_, err = b.Amend(t.Context(), r.Application)
	mustBe(t, err, store.ErrInReview)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if !got.InReview {
		t.Errorf("listed as %+v", got)
	}
	must(t, b.SaveSettings(t.Context(), store.Settings{}))
	if all, _ := b.waiting(t); len(all) != 0 {
		t.Errorf("%v may be sealed since the switch is off", all)
	}
	must(t, b.Approve(t.Context(), r.Application))
	if all, _ := b.waiting(t); len(all) != 1 {
		t.Errorf("%v wait after the approval", all)
	}
	mustBe(t, b.Approve(t.Context(), r.Application), store.ErrNotFound)
	mustBe(t, b.SendBack(t.Context(), r.Application, "late"), store.ErrNotFound)
}

func TestReviewsComeInTheirOrder(t *testing.T) {
	b := reviewed(t)
	first, child := b.frozen(t, ana()), ana()
	var err error
	child.Applicant.BirthDate, err = intake.ParseDate("2015-02-01")
	must(t, err)
	child.Household = []intake.Member{}
	minor := b.frozen(t, child)
	urgent := ana()
	urgent.UrgentProtection = true
	second := b.frozen(t, urgent)
	reviews, err := b.Reviews(t.Context())
	must(t, err)
	var order []intake.ApplicationID
	for _, r := range reviews {
		order = append(order, r.Application)
	}
	if len(order) != 3 || order[0] != minor.Application || order[1] != second.Application || order[2] != first.Application {
		t.Errorf("order %v", order)
	}
}

func TestSendBackKeepsEverything(t *testing.T) {
	b := reviewed(t)
	r := b.frozen(t, ana(), []byte("a picture"))
	mustBe(t, b.SendBack(t.Context(), r.Application, "  "), store.ErrNote)
	mustBe(t, b.SendBack(t.Context(), r.Application, strings.Repeat("x", store.NoteLimit+1)), store.ErrNote)
	must(t, b.SendBack(t.Context(), r.Application, "Falta la foto del documento"))
	b.reopen(t)
	d, err := b.Draft(t.Context(), r.Application)
	must(t, err)
	if d.Revision != 1 || d.Code != r.Code || len(d.Answers.Photos) != 1 {
		t.Errorf("draft %+v", d)
	}
	_, err = b.Photo(t.Context(), d.Answers.Photos[0].SHA256)
	must(t, err)
	notes, err := b.Notes(t.Context())
	must(t, err)
	if len(notes) != 1 || notes[0].Text != "Falta la foto del documento" || notes[0].Staff != "ana" {
		t.Errorf("notes %+v", notes)
	}
	d.Answers.Contact.Email = "m@example.org"
	_, err = b.SaveDraft(t.Context(), d)
	must(t, err)
	again, err := b.Freeze(t.Context(), r.Application)
	must(t, err)
	notes, err = b.Notes(t.Context())
	must(t, err)
	if again.Number != 1 || len(notes) != 0 {
		t.Errorf("handed in again as %d, notes %+v", again.Number, notes)
	}
}

func TestSendBackALaterRevision(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("core", 10)}))
	must(t, b.SaveSettings(t.Context(), store.Settings{Approval: true}))
	_, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	_, err = b.Freeze(t.Context(), r.Application)
	must(t, err)
	must(t, b.SendBack(t.Context(), r.Application, "again"))
	must(t, b.DeleteDraft(t.Context(), r.Application))
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.Revision != 1 || got.State != intake.StateWaiting || got.InReview {
		t.Errorf("without the change it is %+v", got)
	}
}

func TestWithdrawnInReviewLeavesOnlyTheWithdrawal(t *testing.T) {
	b := reviewed(t)
	r := b.frozen(t, ana())
	_, err := b.Withdraw(t.Context(), r.Application, "")
	must(t, err)
	if all, n := b.waiting(t); len(all) != 1 || n != 1 {
		t.Errorf("%v wait", all)
	}
	reviews, err := b.Reviews(t.Context())
	must(t, err)
	if len(reviews) != 0 {
		t.Errorf("%d still wait for a supervisor", len(reviews))
	}
}

func TestTwinsAreDecidedOnce(t *testing.T) {
	b := open(t)
	paper := ana()
	paper.Applicant.Documents = []intake.Document{{Number: "AB-12 34", Country: "HN"}}
	first := b.frozen(t, paper)
	other := paper
	other.Applicant.GivenNames, other.Contact.Phone = "Maria Nusta", ""
	other.Applicant.Documents = []intake.Document{{Number: "ab1234", Country: "HN"}}
	b.now = b.now.Add(time.Second)
	second := b.frozen(t, other)
	b.frozen(t, ana()) // the same name without a birth date is no sign

	pairs, err := b.Twins(t.Context())
	must(t, err)
	if len(pairs) != 1 {
		t.Fatalf("pairs %v", pairs)
	}
	got, err := b.Compare(t.Context(), pairs[0], &paper, &other)
	must(t, err)
	want := map[intake.Field]store.Likeness{
		store.FieldDocuments: store.Same, intake.FieldName: store.Same, intake.FieldBirthDate: store.Same,
		intake.FieldNationalities: store.Same, intake.FieldPhone: store.OnlyOne,
	}
	for _, c := range got {
		if c.Likeness != want[c.Field] {
			t.Errorf("%s is %s", c.Field, c.Likeness)
		}
	}
	deliver(t, b, first)
	got, err = b.Compare(t.Context(), pairs[0], nil, &other)
	must(t, err)
	if got[0].Likeness != store.Same || got[1].Likeness != store.Unknown {
		t.Errorf("against a stub: %v", got)
	}
	must(t, b.Decide(t.Context(), second.Application, first.Application, store.TwoPeople))
	pairs, err = b.Twins(t.Context())
	must(t, err)
	if len(pairs) != 0 {
		t.Errorf("asked again about %v", pairs)
	}
	mustBe(t, b.Decide(t.Context(), first.Application, "never", store.SamePerson), store.ErrNotFound)
}
