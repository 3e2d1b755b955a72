package main

import (
	"context"
	"errors"
	"fmt"

	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/outbox"
)

// sticks carries batches by hand.
type sticks struct {
	kiosk   *kiosk
	session *site.Session
}

// List implements ui.Sticks.
func (s *sticks) List(ctx context.Context) ([]ui.Stick, error) {
	drives, err := carrier.Drives(ctx)
	if err != nil {
		return nil, err
	}
	var found []ui.Stick
	for _, d := range drives {
		if !d.ReadOnly {
			found = append(found, ui.Stick{Path: d.Path, Name: d.Name, Free: d.Free})
		}
	}
	return found, nil
}

// Exchange implements ui.Sticks. What the stick brought is taken first: what has a receipt need not be carried again.
func (s *sticks) Exchange(ctx context.Context, path string, progress func(ui.CarryStep, int64, int64)) (ui.Carried, error) {
	tell := func(step carrier.Step, done, total int64) { progress(stepOf(step), done, total) }
	var carried ui.Carried
	imported, err := s.session.Import(ctx, path, tell)
	if err != nil {
		return carried, err
	}
	_, settled, err := s.session.Work(ctx)
	if err != nil {
		s.kiosk.log.Error("seal and settle", "error", err)
	}
	s.kiosk.logRefused(settled.Refused)
	carried.Receipts, carried.Refused = imported.Receipts, len(imported.Refused)+len(settled.Refused)
	for _, u := range settled.Updates {
		switch batch.Topic(u.Kind) {
		case batch.TopicRulePack:
			carried.Rules++
		case batch.TopicNotice:
			carried.Notices++
		}
	}
	exported, err := s.session.Export(ctx, path, tell)
	for _, b := range exported.Bundles {
		carried.Applications += b.Applications
		carried.Photos += b.Photos
		carried.Bytes += b.Bytes
	}
	if len(exported.Damaged) > 0 {
		err = errors.Join(err, fmt.Errorf("%d objects were left out: %w", len(exported.Damaged), outbox.ErrDamaged))
	}
	if err := errors.Join(imported.Refused...); err != nil {
		s.kiosk.log.Error("exchange with a stick", "error", err)
	}
	s.kiosk.settle(ctx)
	return carried, err
}

func stepOf(step carrier.Step) ui.CarryStep {
	switch step {
	case carrier.Writing:
		return ui.CarryCopy
	case carrier.Reading:
		return ui.CarryCheck
	default:
		return ui.CarryTake
	}
}
