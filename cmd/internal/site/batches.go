package site

import (
	"context"
	"fmt"
	"time"

	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// Sent is a batch, with what its receipt and the notes of sticks say of it.
type Sent struct {
	store.Sent
	At      time.Time // of the newest receipt, zero before the first
	Stick   string    // on which it lies and is not receipted whole, "" if on none
	Carried time.Time // when it was written there last
}

// Batches returns a page of the batches, the newest first, and how many there are in all.
func (s *Session) Batches(ctx context.Context, offset, limit int) ([]Sent, int, error) {
	page, total, err := s.Store.Batches(ctx, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	carried, err := s.carried(ctx)
	if err != nil {
		return nil, 0, err
	}
	list := make([]Sent, len(page))
	for i, one := range page {
		on := carried[one.Sequence]
		list[i] = Sent{Sent: one, Stick: on.Stick, Carried: on.At}
		if one.Receipt == nil {
			continue
		}
		r, err := openKept[batch.Receipt](s.Site, one.Receipt)
		if err != nil {
			return nil, 0, fmt.Errorf("read receipt: %w", err)
		}
		list[i].At = r.At
	}
	return list, total, nil
}

// carried tells on which stick each batch was written last, of those that are not receipted whole.
func (s *Session) carried(ctx context.Context) (map[int64]outbox.Carried, error) {
	notes, err := s.Site.outbox.Carried(ctx)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	open, err := s.Site.outbox.Batches(ctx)
	if err != nil {
		return nil, err
	}
	numbers := map[string]int64{}
	for _, b := range open {
		numbers[b.Manifest.Batch] = b.Manifest.Sequence
	}
	on := map[int64]outbox.Carried{}
	for _, note := range notes { // the oldest first
		for _, id := range note.Batches {
			on[numbers[id]] = note
		}
	}
	return on, nil
}
