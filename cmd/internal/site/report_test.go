package site_test

import (
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/report"
)

// TestADayIsTheOffices hands in what the office in Guatemala takes for the evening before, wherever the device's clock thinks
// it is.
func TestADayIsTheOffices(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 2, 4, 3, 0, 0, 0, time.UTC)
	handIn(t, d.Session)
	evening := intake.DayOf(noon)
	r, err := d.Report(t.Context(), report.Today)
	must(t, err)
	if r.From != evening || r.To != evening {
		t.Errorf("from %v to %v, want %v", r.From, r.To, evening)
	}
}
