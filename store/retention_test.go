package store_test

import (
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// keeping opens a store that keeps delivered answers for some days.
func keeping(t *testing.T, days int) *bench {
	t.Helper()
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Retention: store.KeepUntilReceipt, KeepDays: days}))
	return b
}

// mustPurge purges what is due and wants it to be so many revisions.
func (b *bench) mustPurge(t *testing.T, want int) {
	t.Helper()
	n, err := b.PurgeDue(t.Context())
	must(t, err)
	if n != want {
		t.Fatalf("purged %d revisions, want %d", n, want)
	}
}

func TestDeliveredStaysForItsDays(t *testing.T) {
	b := keeping(t, 7)
	r := b.frozen(t, ana(), []byte("picture picture"))
	waiting := b.frozen(t, ana())
	deliver(t, b, r)
	got, err := b.Revision(t.Context(), r.Application, 1)
	must(t, err)
	if got.Answers.Applicant.Surname != "Xicará" {
		t.Error("delivered answers are not those that were handed in")
	}
	list, err := b.Purgeable(t.Context())
	must(t, err)
	want := store.Purgeable{
		Application: r.Application, Code: r.Code, Revision: 1, Delivered: b.now, Due: b.now.AddDate(0, 0, 7),
	}
	if len(list) != 1 || list[0] != want {
		t.Fatalf("purgeable %+v, want %+v", list, want)
	}
	must(t, b.SawPortalTime(t.Context(), want.Due.Add(-time.Millisecond)))
	b.mustPurge(t, 0)
	must(t, b.SawPortalTime(t.Context(), want.Due))
	b.mustPurge(t, 1)
	b.mustPurge(t, 0)
	_, err = b.Revision(t.Context(), r.Application, 1)
	mustBe(t, err, store.ErrPurged)
	for _, text := range []string{"picture picture"} {
		if n := b.pagesWith(t, text); n != 0 {
			t.Errorf("%d pages still hold %q", n, text)
		}
	}
	if _, err := b.Revision(t.Context(), waiting.Application, 1); err != nil {
		t.Errorf("what has no receipt is gone: %v", err)
	}
	must(t, b.VerifyAudit(t.Context()))
}

func TestClockSetForwardPurgesNothing(t *testing.T) {
	b := keeping(t, 7)
	deliver(t, b, b.frozen(t, ana()))
	b.now = b.now.AddDate(5, 0, 0)
	b.mustPurge(t, 0)
	b.reopen(t)
	b.frozen(t, ana()) // a stamp of that time
	b.mustPurge(t, 0)
}

func TestShorterRetentionHoldsForWhatIsKept(t *testing.T) {
	b := keeping(t, 30)
	deliver(t, b, b.frozen(t, ana()))
	must(t, b.SawPortalTime(t.Context(), b.now.AddDate(0, 0, 2)))
	b.mustPurge(t, 0)
	must(t, b.SaveSettings(t.Context(), store.Settings{KeepDays: 2}))
	b.mustPurge(t, 1)
}

func TestPurgeDeliveredLeavesWhatHasNoReceipt(t *testing.T) {
	b := keeping(t, 30)
	var delivered []intake.Revision
	for range 45 {
		r := b.frozen(t, ana())
		deliver(t, b, r)
		delivered = append(delivered, r)
	}
	waiting := b.frozen(t, ana())
	n, err := b.PurgeDelivered(t.Context())
	must(t, err)
	if n != len(delivered) {
		t.Errorf("purged %d, want %d", n, len(delivered))
	}
	for _, r := range delivered {
		_, err := b.Revision(t.Context(), r.Application, 1)
		mustBe(t, err, store.ErrPurged)
	}
	if _, err := b.Revision(t.Context(), waiting.Application, 1); err != nil {
		t.Errorf("what has no receipt is gone: %v", err)
	}
	list, err := b.Purgeable(t.Context())
	must(t, err)
	if len(list) != 0 {
		t.Errorf("still purgeable: %d", len(list))
	}
}
