package portal

import (
	"fmt"
	"iter"
	"slices"
	"time"
	_ "time/tzdata" // a server may have no time zones of its own

	"ventanilla/sync/batch"
)

// Calendar says on which days an office takes applications.
type Calendar struct {
	TimeZone string         `json:"time_zone"`          // of the IANA database
	Weekdays []time.Weekday `json:"weekdays,omitempty"` // none: every day
	Holidays []string       `json:"holidays,omitempty"` // YYYY-MM-DD
	// Closes is the time since midnight, by the clock on the wall, after which a
	// day is over; 0 is midnight.
	Closes time.Duration `json:"closes,omitempty"`
}

const (
	horizon = 366 // days ahead that are given out
	dayForm = time.DateOnly
)

// Days yields the days, as YYYY-MM-DD at the office, on which it takes
// applications, from now on for a year. ErrMalformed for an unknown time zone.
func (c Calendar) Days(now time.Time) (iter.Seq[string], error) {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("read calendar: %w: time zone", batch.ErrMalformed)
	}
	now = now.In(zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	clock := time.Duration(now.Hour())*time.Hour + time.Duration(now.Minute())*time.Minute
	first := 0
	if c.Closes > 0 && clock >= c.Closes {
		first = 1
	}
	return func(yield func(string) bool) {
		for i := first; i < horizon; i++ {
			if day := today.AddDate(0, 0, i); c.open(day) && !yield(day.Format(dayForm)) {
				return
			}
		}
	}, nil
}

func (c Calendar) open(day time.Time) bool {
	return (len(c.Weekdays) == 0 || slices.Contains(c.Weekdays, day.Weekday())) &&
		!slices.Contains(c.Holidays, day.Format(dayForm))
}
