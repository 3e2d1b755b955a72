package eligibility_test

import (
	"testing"
	"time"

	"ventanilla/app/eligibility"
)

func TestNextOpening(t *testing.T) {
	weekdays := map[string]any{
		"time_zone": "America/Bogota", "weekdays": []any{"monday", "wednesday"}, "opens": "08:00", "closes": "15:30",
		"daily_limit": 3, "holidays": []any{"2026-11-25"},
	}
	always := map[string]any{"time_zone": "America/Bogota"}
	limited := map[string]any{"time_zone": "America/Bogota", "daily_limit": 2}
	// 23 November 2026 is a Monday; Bogotá is five hours behind UTC.
	tests := []struct {
		name        string
		intake      map[string]any
		now         string
		sent        int
		from, until string
		left        int
	}{
		{"before it opens", weekdays, "2026-11-23T12:59:00Z", 0, "2026-11-23T08:00:00-05:00", "2026-11-23T15:30:00-05:00", 3},
		{"as it opens", weekdays, "2026-11-23T13:00:00Z", 2, "2026-11-23T08:00:00-05:00", "2026-11-23T15:30:00-05:00", 1},
		{"while it is open", weekdays, "2026-11-23T15:00:00Z", 0, "2026-11-23T10:00:00-05:00", "2026-11-23T15:30:00-05:00", 3},
		{"full for today, and the next day a holiday", weekdays, "2026-11-23T15:00:00Z", 3, "2026-11-30T08:00:00-05:00", "2026-11-30T15:30:00-05:00", 3},
		{"sent more than the limit", weekdays, "2026-11-23T15:00:00Z", 9, "2026-11-30T08:00:00-05:00", "2026-11-30T15:30:00-05:00", 3},
		{"as it closes", weekdays, "2026-11-18T20:30:00Z", 0, "2026-11-23T08:00:00-05:00", "2026-11-23T15:30:00-05:00", 3},
		{"still yesterday at the office", weekdays, "2026-11-24T03:00:00Z", 0, "2026-11-30T08:00:00-05:00", "2026-11-30T15:30:00-05:00", 3},
		{"always open", always, "2026-11-24T03:00:00Z", 999, "2026-11-23T22:00:00-05:00", "2026-11-24T00:00:00-05:00", -1},
		{"full until midnight", limited, "2026-11-24T03:00:00Z", 2, "2026-11-24T00:00:00-05:00", "2026-11-25T00:00:00-05:00", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := calendar(t, test.intake)
			o, ok := c.NextOpening(instant(t, test.now), test.sent)
			if !ok {
				t.Fatal("never opens")
			}
			from, until := o.From.Format(time.RFC3339), o.Until.Format(time.RFC3339)
			if from != test.from || until != test.until || o.Left != test.left {
				t.Errorf("from %s until %s, %d left; want %s, %s, %d", from, until, o.Left, test.from, test.until, test.left)
			}
		})
	}
}

func TestNextOpeningIsNotInSight(t *testing.T) {
	var holidays []any
	for i := range 400 {
		holidays = append(holidays, day(t, "2026-11-01").AddDate(0, 0, i).String())
	}
	c := calendar(t, map[string]any{"time_zone": "America/Guatemala", "holidays": holidays})
	if o, ok := c.NextOpening(instant(t, "2026-11-21T12:00:00Z"), 0); ok {
		t.Errorf("opens %v in a year of holidays", o)
	}
}

// An office keeps its hours by the clock on the wall, whatever daylight saving does to it.
func TestNextOpeningWhenClocksChange(t *testing.T) {
	c := calendar(t, map[string]any{"time_zone": "America/Havana", "opens": "08:00", "closes": "16:00"})
	for now, want := range map[string]string{
		"2027-03-13T23:00:00Z": "2027-03-14T08:00:00-04:00", // the night between, clocks go forward
		"2027-03-12T23:00:00Z": "2027-03-13T08:00:00-05:00",
		"2027-11-06T23:00:00Z": "2027-11-07T08:00:00-05:00", // and here back
	} {
		o, ok := c.NextOpening(instant(t, now), 0)
		if got := o.From.Format(time.RFC3339); !ok || got != want || o.Until.Sub(o.From) != 8*time.Hour {
			t.Errorf("after %s it opens %s, want %s", now, got, want)
		}
	}
}

func calendar(t *testing.T, intake map[string]any) *eligibility.Calendar {
	t.Helper()
	o, ok := parsed(t, edit{At: "/offices/CO/intake", Set: intake}).Office("CO")
	if !ok {
		t.Fatal("no office")
	}
	return &o.Intake
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
