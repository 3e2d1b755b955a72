package main

import (
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// TestDeliveredIsCountedOnce locks with a batch that is left for the sake of one application, while the store has settled
// the other, and lets a receipt for all of it come.
func TestDeliveredIsCountedOnce(t *testing.T) {
	b := outbox.Batch{
		Manifest: batch.Manifest{Objects: []batch.Object{
			{Name: "a1", Application: "a"}, {Name: "a2", Application: "a"}, {Name: "b1", Application: "b"}, {Name: "b2", Application: "b"},
		}},
		Receipt: &batch.Receipt{Held: []batch.Name{"a1", "a2", "b1"}},
	}
	open := countBatches([]outbox.Batch{b})
	open.settled, open.told = 1, open.whole // as [custody.ask] does

	locked := countBatches([]outbox.Batch{b})
	locked.since(open)
	if got := locked.settled + locked.receipted; got != 1 || locked.onItsWay != 1 {
		t.Errorf("%d delivered, %d on their way", got, locked.onItsWay)
	}
	b.Receipt.Held = append(b.Receipt.Held, "b2")
	later := countBatches([]outbox.Batch{b})
	later.since(locked)
	if got := later.settled + later.receipted; got != 2 || later.onItsWay != 0 {
		t.Errorf("%d delivered, %d on their way", got, later.onItsWay)
	}
}

// TestAPartInNoBatchIsNotDelivered locks while something of an application is in no batch, and lets a receipt for the rest
// come.
func TestAPartInNoBatchIsNotDelivered(t *testing.T) {
	b := outbox.Batch{
		Manifest: batch.Manifest{Objects: []batch.Object{{Name: "a1", Application: "a"}, {Name: "b1", Application: "b"}}},
		Receipt:  &batch.Receipt{Held: []batch.Name{"a1", "b1"}},
	}
	locked := countBatches([]outbox.Batch{b})
	locked.since(custody{partly: map[string]bool{"a": true}})
	if locked.receipted != 1 || locked.onItsWay != 1 {
		t.Errorf("%d delivered, %d on their way", locked.receipted, locked.onItsWay)
	}
	later := countBatches([]outbox.Batch{b})
	later.since(locked)
	if later.receipted != 1 || later.onItsWay != 1 {
		t.Errorf("counted again: %d delivered, %d on their way", later.receipted, later.onItsWay)
	}
}
