package outbox_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
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
