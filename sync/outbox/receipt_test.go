package outbox_test

import (
	"fmt"
	"os"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

func TestDeliveredByReceiptsAlone(t *testing.T) {
	k := newKiosk(t)
	r := k.frozen(t, "Ana")
	k.submit(t)
	b := k.batches(t)[0]

	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, func(r *batch.Receipt) { r.Held, r.Complete = r.Held[:1], false })))
	settled, err := k.Settle(t.Context())
	must(t, err)
	if s := k.state(t, r.Application); s.State != intake.StateOnItsWay || len(settled.Delivered) != 0 {
		t.Errorf("state %q with one of three objects", s.State)
	}
	if n := k.files(t, "objects"); n != 2 {
		t.Errorf("%d objects are left, want those that the portal has not got", n)
	}

	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, nil)))
	settled, err = k.Settle(t.Context())
	must(t, err)
	if s := k.state(t, r.Application); s.State != intake.StateDelivered || !s.Purged || len(settled.Delivered) != 1 {
		t.Errorf("state %+v with all objects", s)
	}
	if objects, manifests := k.files(t, "objects"), k.files(t, "manifests"); objects+manifests != 0 {
		t.Errorf("%d objects and %d manifests are left", objects, manifests)
	}
}

// TestTroubleWithTheStoreIsNoRefusal settles with a store that does not answer, and again with one that does.
func TestTroubleWithTheStoreIsNoRefusal(t *testing.T) {
	k := newKiosk(t)
	k.frozen(t, "Ana")
	k.submit(t)
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, k.batches(t)[0], nil)))
	must(t, k.Close())
	settled, err := k.Settle(t.Context())
	if err == nil || len(settled.Refused) != 0 {
		t.Errorf("refused %v, error %v", settled.Refused, err)
	}
	k.again(t)
	settled, err = k.Settle(t.Context())
	must(t, err)
	if len(settled.Delivered) != 1 {
		t.Errorf("settled %+v", settled)
	}
}

func TestCompleteWithoutEveryObjectIsNotDelivered(t *testing.T) {
	k := newKiosk(t)
	r := k.frozen(t, "Ana")
	k.submit(t)
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, k.batches(t)[0], func(r *batch.Receipt) { r.Held = r.Held[1:] })))
	_, err := k.Settle(t.Context())
	must(t, err)
	if s := k.state(t, r.Application); s.State != intake.StateOnItsWay {
		t.Errorf("state %q", s.State)
	}
	waiting, err := k.folder.Waiting(t.Context())
	must(t, err)
	if len(waiting) != 1 || k.files(t, "objects") != 1 {
		t.Errorf("%d batches wait with %d objects", len(waiting), k.files(t, "objects"))
	}
}

func TestQuarantinedIsParked(t *testing.T) {
	k := newKiosk(t)
	bad, good := k.frozen(t, "Ana"), k.frozen(t, "Eva")
	k.submit(t)
	b := k.batches(t)[0]
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, func(r *batch.Receipt) {
		r.Held = nil
		for _, o := range b.Manifest.Objects {
			if o.Application == string(bad.Application) && o.Kind == batch.KindCore {
				r.Quarantined = append(r.Quarantined, batch.Quarantine{Name: o.Name, Reason: batch.ReasonConflict})
			} else {
				r.Held = append(r.Held, o.Name)
			}
		}
	})))
	settled, err := k.Settle(t.Context())
	must(t, err)
	if s := k.state(t, bad.Application); s.State != intake.StateParked || s.Problem != outbox.Conflict || s.Purged {
		t.Errorf("kept apart by the portal: %+v", s)
	}
	if s := k.state(t, good.Application); s.State != intake.StateDelivered || len(settled.Parked) != 1 {
		t.Errorf("beside it: %+v", s)
	}
	if n := k.files(t, "manifests"); n != 0 {
		t.Errorf("%d manifests are left", n)
	}
	k.open(t)
	_, err = k.Recover(t.Context())
	must(t, err)
	if n := k.files(t, "manifests"); n != 0 {
		t.Errorf("%d manifests came back", n)
	}
}

func TestReceiptsThatAreRefused(t *testing.T) {
	k, other := newKiosk(t), newKiosk(t)
	k.frozen(t, "Ana")
	k.submit(t)
	b := k.batches(t)[0]
	other.device = key(3)
	other.open(t)
	other.frozen(t, "Eva")
	other.submit(t)

	foreign := *k
	foreign.portal = key(9)
	for _, c := range []struct {
		name     string
		envelope []byte
		want     error
	}{
		{"another portal", foreign.receipt(t, b, nil), outbox.ErrForeign},
		{"another portal's name", k.receipt(t, b, func(r *batch.Receipt) { r.Portal = batch.NewPortalID(public(foreign.portal)) }), outbox.ErrForeign},
		{"another device", k.receipt(t, b, func(r *batch.Receipt) { r.Device = other.id() }), outbox.ErrForeign},
		{"batch never sent", k.receipt(t, other.batches(t)[0], nil), outbox.ErrNotSent},
		{"object never sent", k.receipt(t, b, func(r *batch.Receipt) { r.Held = append(r.Held, batch.NameOf(nil)) }), outbox.ErrNotSent},
		{"object kept apart that was never sent", k.receipt(t, b, func(r *batch.Receipt) {
			r.Quarantined = append(r.Quarantined, batch.Quarantine{Name: batch.NameOf(nil), Reason: batch.ReasonConflict})
		}), outbox.ErrNotSent},
		{"no receipt", []byte("{}"), outbox.ErrForeign},
	} {
		t.Run(c.name, func(t *testing.T) {
			mustBe(t, k.folder.KeepReceipt(t.Context(), c.envelope), c.want)
			if k.batches(t)[0].Receipt != nil {
				t.Error("it was kept")
			}
		})
	}
}

func TestReceiptNeverGoesBack(t *testing.T) {
	k := newKiosk(t)
	k.frozen(t, "Ana")
	k.submit(t)
	b := k.batches(t)[0]
	first, second := k.receipt(t, b, func(r *batch.Receipt) { r.Held, r.Complete = r.Held[:1], false }), k.receipt(t, b, nil)
	must(t, k.folder.KeepReceipt(t.Context(), second))
	must(t, k.folder.KeepReceipt(t.Context(), first))
	if !k.batches(t)[0].Complete() {
		t.Error("an older receipt took the place of a newer one")
	}
	_, err := k.Settle(t.Context())
	must(t, err)
	must(t, k.folder.KeepReceipt(t.Context(), second)) // once more, when all is settled
}

// TestDeliveredWhileStaffWorks lets a link deliver from the folder while applications are handed in and settled.
func TestDeliveredWhileStaffWorks(t *testing.T) {
	k := newKiosk(t)
	done := make(chan struct{})
	link := make(chan error, 1)
	go func() {
		for {
			select {
			case <-done:
				link <- nil
				return
			default:
			}
			batches, err := k.folder.Batches(t.Context())
			if err != nil {
				link <- err
				return
			}
			for _, b := range batches {
				_ = k.folder.KeepReceipt(t.Context(), k.receipt(t, b, nil)) // it may be settled meanwhile
			}
		}
	}()
	var ids []intake.ApplicationID
	for range 5 {
		ids = append(ids, k.frozen(t, "Ana").Application)
		k.submit(t)
		_, err := k.Settle(t.Context())
		must(t, err)
	}
	close(done)
	must(t, <-link)
	for _, b := range k.batches(t) {
		must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, nil)))
	}
	_, err := k.Settle(t.Context())
	must(t, err)
	for _, id := range ids {
		if s := k.state(t, id); s.State != intake.StateDelivered {
			t.Errorf("state %q", s.State)
		}
	}
}

func TestOldReceiptsGo(t *testing.T) {
	k := newKiosk(t)
	k.frozen(t, "Ana")
	k.submit(t)
	b := k.batches(t)[0]
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, func(r *batch.Receipt) { r.Complete = false })))
	for i := range 70 { // of batches that are settled long since, or later than the open one
		must(t, os.WriteFile(k.outbox("receipts", fmt.Sprintf("%08x-0000-7000-8000-000000000000.json", i<<25)), nil, 0o600))
	}
	_, err := k.Recover(t.Context())
	must(t, err)
	if n := k.files(t, "receipts"); n != 65 {
		t.Errorf("%d receipts are left", n)
	}
	if k.batches(t)[0].Receipt == nil {
		t.Error("the receipt of the open batch is gone")
	}
}
