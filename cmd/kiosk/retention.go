package main

import (
	"context"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// retention is when answers leave the device.
type retention struct {
	kiosk   *kiosk
	session *site.Session
}

// Plan implements ui.Retention.
func (r retention) Plan(ctx context.Context) (ui.RetentionPlan, error) {
	kept, err := r.session.Retention(ctx)
	if err != nil {
		return ui.RetentionPlan{}, err
	}
	plan := ui.RetentionPlan{
		Sealed: kept.Rule == store.SealOnSubmit, KeepDays: kept.KeepDays, Waiting: kept.Waiting, Drafts: kept.Drafts,
	}
	for _, p := range kept.Due {
		day := intake.DayOf(p.Due.In(r.kiosk.zone))
		if last := len(plan.Due) - 1; last >= 0 && plan.Due[last].Day == day {
			plan.Due[last].Applications++
			continue
		}
		plan.Due = append(plan.Due, ui.PurgeDay{Day: day, Applications: 1})
	}
	return plan, nil
}

// PurgeNow implements ui.Retention.
func (r retention) PurgeNow(ctx context.Context) (int, error) { return r.session.PurgeNow(ctx) }
