package outbox_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

func TestDamagedObjectIsParkedAndKeepsNoOtherWaiting(t *testing.T) {
	k := newKiosk(t)
	bad, good := k.frozen(t, "Ana"), k.frozen(t, "Eva")
	k.submit(t)
	b := k.batches(t)[0]
	var hit batch.Object
	for _, o := range b.Manifest.Objects {
		if o.Application == string(bad.Application) {
			hit = o
		}
	}
	path := k.outbox("objects", string(hit.Name)+".age")
	data, err := os.ReadFile(path)
	must(t, err)
	data[len(data)/2] ^= 1
	must(t, os.WriteFile(path, data, 0o600))

	_, err = k.folder.Read(t.Context(), hit)
	mustBe(t, err, outbox.ErrDamaged)
	_, err = k.folder.Read(t.Context(), hit)
	mustBe(t, err, os.ErrNotExist)
	for range 2 {
		k.open(t)
		_, err = k.Recover(t.Context())
		must(t, err)
	}
	if s := k.state(t, bad.Application); s.State != intake.StateParked || s.Problem != outbox.ObjectDamaged {
		t.Errorf("damaged: %+v", s)
	}
	if s := k.state(t, good.Application); s.State != intake.StateWaiting {
		t.Errorf("beside it: %+v", s)
	}
}

func TestRetryOfADamagedOneIsDelivered(t *testing.T) {
	k := newKiosk(t)
	r := k.frozen(t, "Ana")
	k.submit(t)
	first := k.batches(t)[0]
	core := first.Manifest.Objects[0]
	must(t, os.WriteFile(k.outbox("objects", string(core.Name)+".age"), []byte("damage"), 0o600))
	must(t, k.folder.SetAside(t.Context(), core.Name))
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, first, func(r *batch.Receipt) { r.Held, r.Complete = r.Held[1:], false })))
	_, err := k.Settle(t.Context())
	must(t, err)
	_, err = k.Recover(t.Context())
	must(t, err)
	if s := k.state(t, r.Application); s.State != intake.StateParked {
		t.Fatalf("state %q", s.State)
	}

	must(t, k.Retry(t.Context(), r.Application, 1))
	_, err = k.Recover(t.Context())
	must(t, err)
	k.submit(t)
	batches := k.batches(t)
	if len(batches) != 1 || len(batches[0].Manifest.Objects) != 1 || batches[0].Manifest.Sequence != 2 {
		t.Fatalf("%d batches after the retry", len(batches))
	}
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, batches[0], nil)))
	settled, err := k.Settle(t.Context())
	must(t, err)
	if s := k.state(t, r.Application); s.State != intake.StateDelivered || len(settled.Delivered) != 1 {
		t.Errorf("state %q", s.State)
	}
}

// TestStoreFromAnOlderCopy puts a copy of the database back that knows nothing of what was handed in since.
func TestStoreFromAnOlderCopy(t *testing.T) {
	k := newKiosk(t)
	k.frozen(t, "Ana")
	k.submit(t)
	must(t, k.Close())
	path := filepath.Join(k.dir, "kiosk.db")
	older, err := os.ReadFile(path)
	must(t, err)
	k.again(t)
	lost := k.frozen(t, "Eva")
	k.submit(t)
	must(t, k.Close())
	must(t, os.WriteFile(path, older, 0o600))
	k.again(t)

	_, err = k.Recover(t.Context())
	must(t, err)
	after := k.frozen(t, "Luz")
	k.submit(t)
	batches := k.batches(t)
	if len(batches) != 3 || batches[2].Manifest.Sequence != 3 || batches[2].Manifest.Previous != batch.ManifestHash(batches[1].Envelope) {
		t.Fatalf("%d batches after the copy was put back", len(batches))
	}
	revisions, _ := k.receive(t, batches[1])
	if len(revisions) != 1 || revisions[0].Application != lost.Application {
		t.Error("what the store forgot is not delivered")
	}
	for _, b := range batches {
		must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, nil)))
	}
	settled, err := k.Settle(t.Context())
	must(t, err)
	if len(settled.Refused) != 0 || k.state(t, after.Application).State != intake.StateDelivered || k.files(t, "objects") != 0 {
		t.Errorf("settled %+v", settled)
	}
}

// TestABatchEndsWithWhatWasSealedAgain: the portal's receipt for the rest ends a batch of which something was lost and sealed
// again for another batch.
func TestABatchEndsWithWhatWasSealedAgain(t *testing.T) {
	k := newKiosk(t)
	lost := k.frozen(t, "Ana")
	k.frozen(t, "Eva")
	k.submit(t)
	b := k.batches(t)[0]
	i := slices.IndexFunc(b.Manifest.Objects, func(o batch.Object) bool { return o.Application == string(lost.Application) })
	must(t, os.Remove(k.outbox("objects", string(b.Manifest.Objects[i].Name)+".age")))
	_, err := k.Recover(t.Context())
	must(t, err)
	must(t, k.Retry(t.Context(), lost.Application, 1))
	k.submit(t)
	held := func(r *batch.Receipt) {
		r.Complete = false
		r.Held = slices.DeleteFunc(r.Held, func(n batch.Name) bool {
			return slices.ContainsFunc(b.Manifest.Objects, func(o batch.Object) bool { return o.Name == n && o.Application == string(lost.Application) })
		})
	}
	must(t, k.folder.KeepReceipt(t.Context(), k.receipt(t, b, held)))
	_, err = k.Settle(t.Context())
	must(t, err)
	left := k.batches(t)
	if len(left) != 1 || left[0].Manifest.Batch == b.Manifest.Batch {
		t.Errorf("%d batches are left, want that of what was sealed again", len(left))
	}
}
