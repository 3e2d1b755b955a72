package outbox_test

import (
	"context"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/sync/outbox"
)

func TestNoMoreThanTheOfficeHasRoomFor(t *testing.T) {
	k := newKiosk(t)
	left := 2
	config := k.config()
	config.Room = func(context.Context) (int, error) { return left, nil }
	k.Custody = outbox.NewCustody(k.folder, k.Store, config)
	var all []intake.Revision
	for _, name := range []string{"Ana", "Eva", "Luz"} {
		all = append(all, k.frozen(t, name))
	}
	k.submit(t)
	if got := k.sent(t); got != 2 {
		t.Fatalf("%d sent where two have room", got)
	}
	left = 0
	_, err := k.Withdraw(t.Context(), all[0].Application, "")
	must(t, err)
	k.submit(t)
	batches := k.batches(t)
	if len(batches) != 2 || len(batches[1].Manifest.Objects) != 1 || k.sent(t) != 2 {
		t.Fatalf("a withdrawal waits for room: %d batches", len(batches))
	}
	for _, b := range batches {
		for _, o := range b.Manifest.Objects {
			if o.Application == string(all[2].Application) {
				t.Error("the newest went before there was room")
			}
		}
	}
	left = outbox.AnyNumber
	k.submit(t)
	if got := k.sent(t); got != 3 {
		t.Errorf("%d sent when the office opens again", got)
	}
}

// sent is how many applications were sent today.
func (k *kiosk) sent(t *testing.T) int {
	t.Helper()
	n, err := k.SentSince(t.Context(), noon)
	must(t, err)
	return n
}

// TestAnApplicationIsInOneBatch cuts more objects than a batch holds.
func TestAnApplicationIsInOneBatch(t *testing.T) {
	k := newKiosk(t)
	const people, most = 90, 256 // three objects each
	for range people {
		k.frozen(t, "Ana")
	}
	k.submit(t)
	in, objects := map[string]string{}, 0
	for _, b := range k.batches(t) {
		if n := len(b.Manifest.Objects); n > most || n%3 != 0 {
			t.Errorf("a batch of %d objects", n)
		}
		for _, o := range b.Manifest.Objects {
			objects++
			if before := in[o.Application]; before != "" && before != b.Manifest.Batch {
				t.Fatalf("application %s is in two batches", o.Application)
			}
			in[o.Application] = b.Manifest.Batch
		}
	}
	if objects != 3*people {
		t.Errorf("%d objects in batches", objects)
	}
}
