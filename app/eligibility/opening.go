package eligibility

import (
	"slices"
	"time"

	"ventanilla/app/intake"
)

// Opening is when an application can next be handed over.
type Opening struct {
	From  time.Time // now, if the window is open; in the office's time zone
	Until time.Time // when that window closes
	Left  int       // how many can be handed over in it, -1 for any number
}

// Today returns the day at the office, whose end is when the daily count starts again.
func (c *Calendar) Today(now time.Time) intake.Day { return intake.DayOf(now.In(c.Zone)) }

// NextOpening returns when the calendar next has room, given how many this kiosk has handed over on its Today. It reports
// false if that is not within a year.
func (c *Calendar) NextOpening(now time.Time, sentToday int) (Opening, bool) {
	const horizon = 366
	today := c.Today(now)
	for i := range horizon {
		left := c.left(i, sentToday)
		from, until, ok := c.window(today.AddDate(0, 0, i))
		if !ok || left == 0 || !now.Before(until) {
			continue
		}
		if from.Before(now) {
			from = now.In(c.Zone)
		}
		return Opening{From: from, Until: until, Left: left}, true
	}
	return Opening{}, false
}

// left is how many the daily limit leaves on the day that is so many days away.
func (c *Calendar) left(away, sentToday int) int {
	switch {
	case c.DailyLimit == 0:
		return -1
	case away > 0:
		return c.DailyLimit
	}
	return max(0, c.DailyLimit-sentToday)
}

// window returns the hours of the day, or false on a day when the office takes nothing.
func (c *Calendar) window(day intake.Day) (from, until time.Time, ok bool) {
	_, holiday := slices.BinarySearchFunc(c.Holidays, day, intake.Day.Compare)
	if holiday || (len(c.Weekdays) > 0 && !slices.Contains(c.Weekdays, day.Weekday())) {
		return from, until, false
	}
	if c.Closes == 0 {
		return c.at(day, 0), c.at(day, wholeDay), true
	}
	return c.at(day, c.Opens), c.at(day, c.Closes), true
}

// at returns the moment at which the wall clock of the day shows the time.
func (c *Calendar) at(day intake.Day, clock time.Duration) time.Time {
	hour, minute := int(clock/time.Hour), int(clock%time.Hour/time.Minute)
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, c.Zone)
}
