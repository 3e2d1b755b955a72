package main

import (
	"context"

	"ventanilla/app/report"
	"ventanilla/cmd/internal/site"
)

// reports are the figures of what was taken.
type reports struct{ session *site.Session }

// Report implements ui.Reports.
func (r reports) Report(ctx context.Context, period report.Period) (report.Report, error) {
	return r.session.Report(ctx, period)
}

// Save implements ui.Reports.
func (r reports) Save(ctx context.Context, folder string, period report.Period) (string, error) {
	name := r.session.ReportName(period)
	return name, r.session.SaveReport(ctx, folder, name, period)
}
