package portal_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

func TestCalendarDays(t *testing.T) {
	friday := time.Date(2026, 3, 6, 20, 0, 0, 0, time.UTC)
	weekdays := []time.Weekday{time.Monday, time.Friday}
	for name, c := range map[string]struct {
		calendar portal.Calendar
		now      time.Time
		want     []string
	}{
		"every day":       {portal.Calendar{TimeZone: "America/Bogota"}, friday, []string{"2026-03-06", "2026-03-07", "2026-03-08"}},
		"some weekdays":   {portal.Calendar{TimeZone: "America/Bogota", Weekdays: weekdays}, friday, []string{"2026-03-06", "2026-03-09", "2026-03-13"}},
		"still open":      {portal.Calendar{TimeZone: "America/Bogota", Closes: 16 * time.Hour}, friday, []string{"2026-03-06", "2026-03-07", "2026-03-08"}},
		"closed by now":   {portal.Calendar{TimeZone: "America/Bogota", Closes: 15 * time.Hour}, friday, []string{"2026-03-07", "2026-03-08", "2026-03-09"}},
		"a holiday":       {portal.Calendar{TimeZone: "America/Bogota", Holidays: []string{"2026-03-07"}}, friday, []string{"2026-03-06", "2026-03-08", "2026-03-09"}},
		"tomorrow there":  {portal.Calendar{TimeZone: "Asia/Tokyo"}, friday, []string{"2026-03-07", "2026-03-08", "2026-03-09"}},
		"yesterday there": {portal.Calendar{TimeZone: "America/Bogota"}, friday.Add(8 * time.Hour), []string{"2026-03-06", "2026-03-07", "2026-03-08"}},
	} {
		t.Run(name, func(t *testing.T) {
			days, err := c.calendar.Days(c.now)
			check(t, err)
			if d := cmp.Diff(c.want, slices.Collect(days)[:3]); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCalendarRefusesTimeZones(t *testing.T) {
	if _, err := (portal.Calendar{TimeZone: "Nowhere/City"}).Days(time.Now()); !errors.Is(err, batch.ErrMalformed) {
		t.Error(err)
	}
}

func TestCalendarEndsWithinAYear(t *testing.T) {
	days, err := portal.Calendar{TimeZone: "UTC", Holidays: nil}.Days(time.Now())
	check(t, err)
	if n := len(slices.Collect(days)); n != 366 {
		t.Errorf("%d days", n)
	}
}
