package main

import (
	"context"
	"errors"
	"fmt"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
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
	drives, err := s.kiosk.drives(ctx)
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
		return carried, stickError(err)
	}
	_, settled, err := s.session.Work(ctx)
	if err != nil {
		s.kiosk.log.Error("seal and settle", "error", err)
	}
	s.kiosk.logRefused(settled.Refused)
	carried.Receipts, carried.Refused = imported.Receipts, len(imported.Refused)+len(settled.Refused)
	carried.Items = s.items(ctx, imported, settled)
	for _, item := range carried.Items {
		switch {
		case item.Reason != "":
		case item.Kind == ui.CarriedRules:
			carried.Rules++
		case item.Kind == ui.CarriedNotice:
			carried.Notices++
		}
	}
	exported, err := s.session.Export(ctx, path, carrier.Options{Progress: tell})
	for _, b := range exported.Bundles {
		carried.Applications += b.Applications
		carried.Photos += b.Photos
		carried.Bytes += b.Bytes
		carried.Rescued += b.Rescued
		carried.Reports += b.Reports
	}
	if len(exported.Damaged) > 0 {
		err = errors.Join(err, fmt.Errorf("%d objects were left out: %w", len(exported.Damaged), outbox.ErrDamaged))
	}
	if err := errors.Join(imported.Refused...); err != nil {
		s.kiosk.log.Error("exchange with a stick", "error", err)
	}
	s.kiosk.settle(ctx)
	if err == nil {
		carried.Released = s.release(ctx, path)
	}
	return carried, stickError(err)
}

// release lets the drive go. One that the system keeps is synced all the same.
func (s *sticks) release(ctx context.Context, path string) bool {
	err := carrier.Release(ctx, path)
	if err != nil {
		s.kiosk.log.Warn("let the drive go", "error", err)
	}
	return err == nil
}

// Rescue implements ui.Sticks.
func (s *sticks) Rescue(ctx context.Context, path string, progress func(ui.CarryStep, int64, int64)) (ui.Carried, error) {
	rescued, err := s.session.Rescue(ctx)
	if err != nil {
		return ui.Carried{}, err
	}
	carried, err := s.Exchange(ctx, path, progress)
	carried.Rescued, carried.LeftOut = rescued.Drafts, rescued.LeftOut
	if rescued.Failed > 0 {
		err = errors.Join(err, fmt.Errorf("rescue drafts: %d failed", rescued.Failed))
	}
	return carried, err
}

// Chase implements ui.Sticks.
func (s *sticks) Chase(ctx context.Context) ([]ui.OnStick, error) {
	waiting, err := s.kiosk.site.Outbox().Carried(ctx)
	list := make([]ui.OnStick, len(waiting))
	for i, one := range waiting {
		list[i] = ui.OnStick{Stick: one.Stick, At: one.At.In(s.kiosk.zone), Applications: one.Applications, Bytes: one.Bytes}
	}
	return list, err
}

// items lists what a stick brought, what the office has first.
func (s *sticks) items(ctx context.Context, in carrier.Imported, settled outbox.Settled) []ui.CarriedItem {
	var items []ui.CarriedItem
	if in.Answer != nil && s.kiosk.site.Enrolled() {
		items = append(items, ui.CarriedItem{Kind: ui.CarriedAnswer})
	}
	for range in.Cards {
		items = append(items, ui.CarriedItem{Kind: ui.CarriedCard})
	}
	for _, id := range settled.Delivered {
		items = append(items, ui.CarriedItem{Kind: ui.CarriedReceipt, Code: s.code(ctx, id)})
	}
	for _, id := range settled.Restored {
		items = append(items, ui.CarriedItem{Kind: ui.CarriedDraft, Code: s.code(ctx, id)})
	}
	for _, u := range settled.Updates {
		items = append(items, s.update(ctx, u.Kind, u.Name, u.Version, ""))
	}
	for _, err := range append(in.Refused, settled.Refused...) {
		var refused *outbox.RefusedError
		if errors.As(err, &refused) {
			items = append(items, s.update(ctx, refused.Kind, refused.Name, refused.Version, string(refused.Reason)))
		} else {
			items = append(items, ui.CarriedItem{Kind: ui.CarriedOther, Reason: string(outbox.NotSigned)})
		}
	}
	return items
}

// update is an update that came, or was refused for a reason.
func (s *sticks) update(ctx context.Context, kind, name, version, reason string) ui.CarriedItem {
	item := ui.CarriedItem{Kind: ui.CarriedOther, Name: version, Reason: reason}
	switch kind {
	case string(batch.TopicRulePack):
		item.Kind = ui.CarriedRules
	case string(batch.TopicNotice):
		item.Kind, item.Notice = ui.CarriedNotice, s.notice(ctx, name)
	case string(batch.TopicDevices):
		item.Kind = ui.CarriedDevices
	case outbox.StatusKind:
		item.Kind, item.Code = ui.CarriedStatus, s.code(ctx, intake.ApplicationID(name))
	case outbox.ReturnedKind:
		item.Kind = ui.CarriedDraft
	}
	return item
}

// notice is what is announced under a name, empty if that is not for today.
func (s *sticks) notice(ctx context.Context, name string) ui.Notice {
	current, err := s.session.Notices(ctx, eligibility.Staff)
	if err != nil {
		s.kiosk.log.Error("read notice", "error", err)
	}
	for _, n := range current {
		if n.ID == name {
			return shown(n.Notice)
		}
	}
	return ui.Notice{}
}

// code is the reference code of an application, "" if it is not here.
func (s *sticks) code(ctx context.Context, id intake.ApplicationID) intake.Code {
	summary, err := s.session.Store.Summary(ctx, id)
	if err != nil {
		return ""
	}
	return summary.Code
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
