package main

import (
	"context"
	"time"

	"ventanilla/app/ui"
)

// batches lists what leaves together.
type batches struct{ records *records }

// List implements ui.Batches.
func (b batches) List(ctx context.Context, offset, limit int) ([]ui.Batch, int, error) {
	page, total, err := b.records.session.Batches(ctx, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	zone := b.records.kiosk.zone
	list := make([]ui.Batch, len(page))
	for i, one := range page {
		list[i] = ui.Batch{
			Number: one.Sequence, Cut: one.CutAt.In(zone), Applications: one.Applications, Parked: one.Parked,
			Bytes: one.Bytes, Arrived: one.Arrived, Receipt: shownTime(one.At, zone), Stick: one.Stick, Carried: shownTime(one.Carried, zone),
		}
	}
	return list, total, nil
}

// shownTime is a time at the office; none stays none.
func shownTime(at time.Time, zone *time.Location) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(zone)
}
