package eligibility

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a tablet may have no time zones of its own

	"ventanilla/app/intake"
)

// Calendar says when an office takes applications, in its own time zone. The zero values set no limit.
type Calendar struct {
	Zone       *time.Location
	Weekdays   []time.Weekday // empty: every day
	Opens      time.Duration  // since midnight, by the clock on the wall
	Closes     time.Duration  // since midnight; 0: open all day
	DailyLimit int            // applications that one kiosk may hand over on one day; 0: any number
	Holidays   []intake.Day   // sorted
}

// What can be wrong with a calendar.
var (
	ErrTimeZone = errors.New("not a time zone of the IANA database")
	ErrWeekday  = errors.New("not a weekday: want monday to sunday")
	ErrClock    = errors.New("not a time of day: want HH:MM")
)

const (
	maxHolidays = 400
	maxDaily    = 1_000_000
	wholeDay    = 24 * time.Hour
)

func (r *packReader) calendar(v value) Calendar {
	v.onlyHas("time_zone", "weekdays", "opens", "closes", "daily_limit", "holidays")
	c := Calendar{Zone: r.zone(v.get("time_zone"))}
	if days, ok := v.find("weekdays"); ok {
		days.elements(1, 7, func(element value) { c.Weekdays = append(c.Weekdays, weekday(element)) })
	}
	c.hours(v)
	if limit, ok := v.find("daily_limit"); ok {
		c.DailyLimit = limit.int(1, maxDaily)
	}
	if holidays, ok := v.find("holidays"); ok {
		holidays.elements(0, maxHolidays, func(element value) {
			var day intake.Day
			element.readText(&day)
			c.Holidays = append(c.Holidays, day)
		})
		slices.SortFunc(c.Holidays, intake.Day.Compare)
	}
	return c
}

// hours reads opens and closes, which come together.
func (c *Calendar) hours(v value) {
	_, opens := v.find("opens")
	_, closes := v.find("closes")
	if !opens && !closes {
		return
	}
	c.Opens, c.Closes = clock(v.get("opens")), clock(v.get("closes"))
	if c.Closes <= c.Opens {
		v.get("closes").refuse(ErrOrder)
	}
}

// zone refuses "Local", which would mean something else on every tablet.
func (r *packReader) zone(v value) *time.Location {
	name := v.string()
	if zone, ok := r.zones[name]; ok {
		return zone
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" || name == "" {
		v.refuse(ErrTimeZone)
		return time.UTC
	}
	r.zones[name] = zone
	return zone
}

func weekday(v value) time.Weekday {
	name := v.string()
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.ToLower(day.String()) == name {
			return day
		}
	}
	if v.kind == kindString {
		v.refuse(ErrWeekday)
	}
	return time.Sunday
}

// clock reads HH:MM from 00:00 to 24:00.
func clock(v value) time.Duration {
	text := v.string()
	var hour, minute int
	_, err := fmt.Sscanf(text, "%2d:%2d", &hour, &minute)
	at := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if v.kind == kindString && (err != nil || minute > 59 || at > wholeDay || fmt.Sprintf("%02d:%02d", hour, minute) != text) {
		v.refuse(ErrClock)
	}
	return at
}
