package outbox_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

func TestWhatIsSealedIsWhatWasHandedIn(t *testing.T) {
	k := newKiosk(t)
	want := k.frozen(t, "Ñusta")
	done := k.submit(t)
	if done.Sealed != 1 || len(done.Batches) != 1 || len(done.Parked) != 0 {
		t.Fatalf("submitted %+v", done)
	}
	batches := k.batches(t)
	if len(batches) != 1 || batches[0].Manifest.Batch != done.Batches[0] || batches[0].Manifest.Site != "Xela" {
		t.Fatalf("batches %+v", batches)
	}
	revisions, photos := k.receive(t, batches[0])
	if diff := cmp.Diff([]intake.Revision{want}, revisions, cmp.AllowUnexported(intake.Date{}, intake.Day{})); diff != "" {
		t.Errorf("the core changed:\n%s", diff)
	}
	if len(photos) != 2 || !bytes.Equal(photos[0], []byte("Ñusta document")) {
		t.Errorf("%d photos", len(photos))
	}
	if batches[0].Manifest.Objects[0].Kind != batch.KindCore {
		t.Error("the core is not first")
	}
	again := k.submit(t)
	if again.Sealed != 0 || len(again.Batches) != 0 {
		t.Errorf("submitted again: %+v", again)
	}
}

func TestBatchesAreChained(t *testing.T) {
	k := newKiosk(t)
	for range 3 {
		k.frozen(t, "Ana")
		k.submit(t)
	}
	previous := ""
	for i, b := range k.batches(t) {
		if b.Manifest.Sequence != int64(i+1) || b.Manifest.Previous != previous {
			t.Errorf("batch %d is number %d after %q", i, b.Manifest.Sequence, b.Manifest.Previous)
		}
		previous = batch.ManifestHash(b.Envelope)
	}
}

// TestManifestsTellTheLastTimeOfThePortal, so that a portal can judge a device's clock.
func TestManifestsTellTheLastTimeOfThePortal(t *testing.T) {
	k := newKiosk(t)
	signed := noon.Add(-time.Hour)
	must(t, k.SawPortalTime(t.Context(), signed))
	k.frozen(t, "Ana")
	k.submit(t)
	if m := k.batches(t)[0].Manifest; !m.PortalTime.Equal(signed) {
		t.Errorf("portal time %s, want %s", m.PortalTime, signed)
	}
}

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

func TestUpdates(t *testing.T) {
	k := newKiosk(t)
	portal := batch.NewPortalID(public(k.portal))
	pack, err := batch.SignDocument(k.portal, batch.Publication{
		Version: batch.Version, Portal: portal, Topic: batch.TopicRulePack, Subject: "smo", Number: 1, At: noon, Body: []byte(`{}`),
	})
	must(t, err)
	status, err := batch.SignDocument(k.portal, batch.CaseStatus{
		Version: batch.Version, Portal: portal, Device: k.id(), Application: string(k.frozen(t, "Ana").Application),
		State: batch.CaseUnderReview, Number: 2, At: noon,
	})
	must(t, err)
	sealed, err := batch.Seal([]age.Recipient{k.self.Recipient()}, status)
	must(t, err)
	forged, err := batch.Seal([]age.Recipient{k.self.Recipient()}, bytes.Replace(status, []byte("payload"), []byte("pAyload"), 1))
	must(t, err)

	must(t, k.folder.KeepUpdate(t.Context(), 1, pack))
	must(t, k.folder.KeepUpdate(t.Context(), 2, sealed))
	must(t, k.folder.KeepUpdate(t.Context(), 3, forged))
	must(t, k.folder.KeepUpdate(t.Context(), 1, pack))
	mustBe(t, k.folder.KeepUpdate(t.Context(), 4, []byte("{}")), outbox.ErrForeign)
	k.open(t)
	settled, err := k.Settle(t.Context())
	must(t, err)
	if len(settled.Updates) != 2 || len(settled.Refused) != 1 {
		t.Errorf("settled %+v", settled)
	}
	held, err := k.Held(t.Context(), outbox.StatusKind)
	must(t, err)
	if last, err := k.folder.LastUpdate(t.Context()); err != nil || last != 4 || len(held) != 1 {
		t.Errorf("last update %d, %v; %d statuses", last, err, len(held))
	}
	refusals, err := k.Refusals(t.Context(), 9)
	must(t, err)
	if len(refusals) != 2 || refusals[0].Update.Reason != string(outbox.NotSigned) || refusals[1].Update.Kind != outbox.StatusKind {
		t.Errorf("refused %+v", refusals)
	}
	if left, _ := filepath.Glob(k.outbox("updates", "0*")); len(left) != 0 {
		t.Errorf("%d updates are left", len(left))
	}
}
