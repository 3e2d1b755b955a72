package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/store"
)

func TestDraftIsThereAfterReopening(t *testing.T) {
	b := open(t)
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	d.Step, d.Answers.Contact.Email = "contact", "m@example.org"
	d, err = b.SaveDraft(t.Context(), d)
	must(t, err)
	b.reopen(t)
	got, err := b.Draft(t.Context(), d.Application)
	must(t, err)
	if diff := cmp.Diff(d, got, cmp.AllowUnexported(intake.Date{}, intake.Day{})); diff != "" {
		t.Errorf("draft changed:\n%s", diff)
	}
	all, err := b.Drafts(t.Context())
	must(t, err)
	if len(all) != 1 {
		t.Errorf("%d drafts", len(all))
	}
}

func TestDeletedDraftLeavesNoPhoto(t *testing.T) {
	b := open(t)
	jpeg := []byte("a picture")
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	d.Answers.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: store.PhotoName(jpeg)}}
	_, err = b.SaveDraft(t.Context(), d)
	mustBe(t, err, store.ErrNotFound)
	_, err = b.SaveDraft(t.Context(), d, jpeg)
	must(t, err)
	got, err := b.Photo(t.Context(), store.PhotoName(jpeg))
	must(t, err)
	if string(got) != string(jpeg) {
		t.Errorf("photo %q", got)
	}
	must(t, b.DeleteDraft(t.Context(), d.Application))
	_, err = b.Photo(t.Context(), store.PhotoName(jpeg))
	mustBe(t, err, store.ErrNotFound)
	mustBe(t, b.DeleteDraft(t.Context(), d.Application), store.ErrNotFound)
}

func TestReplacedPhotoGoesUnlessShownElsewhere(t *testing.T) {
	b := open(t)
	shared, own := []byte("shared"), []byte("own")
	b.frozen(t, ana(), shared)
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	d.Answers.Photos = []intake.Photo{
		{Kind: intake.Portrait, SHA256: store.PhotoName(shared)},
		{Kind: intake.DocumentFront, SHA256: store.PhotoName(own)},
	}
	d, err = b.SaveDraft(t.Context(), d, own)
	must(t, err)
	d.Answers.Photos = nil
	_, err = b.SaveDraft(t.Context(), d)
	must(t, err)
	_, err = b.Photo(t.Context(), store.PhotoName(own))
	mustBe(t, err, store.ErrNotFound)
	_, err = b.Photo(t.Context(), store.PhotoName(shared))
	must(t, err)
}
