package intake

import (
	"errors"
	"fmt"
	"time"
)

// What can be wrong with a written day or date. None of them quotes what was
// written: a date of birth has no place in a log.
var (
	ErrDateSyntax = errors.New("not written as YYYY, YYYY-MM or YYYY-MM-DD, perhaps with ~ or ?")
	ErrDaySyntax  = errors.New("not written as YYYY-MM-DD")
	ErrYear       = errors.New("year out of range 0001 to 9999")
	ErrMonth      = errors.New("month out of range 01 to 12")
	ErrDay        = errors.New("no such day in that month")
	ErrNoDate     = errors.New("no date")
)

// Day is one day of the civil (proleptic Gregorian) calendar, years 0001 to
// 9999, without a time and without a zone. The zero Day is no day at all and
// comes before every other. Days are comparable with ==.
type Day struct {
	ymd int32 // year*10000 + month*100 + day: orders as the calendar does
}

var (
	firstDay = Day{1_01_01}
	lastDay  = Day{9999_12_31}
)

// ParseDay reads YYYY-MM-DD. It returns ErrDaySyntax, ErrYear, ErrMonth or ErrDay.
func ParseDay(s string) (Day, error) {
	if len(s) != len("2006-01-02") {
		return Day{}, ErrDaySyntax
	}
	d, err := ParseDate(s)
	switch {
	case errors.Is(err, ErrDateSyntax):
		return Day{}, ErrDaySyntax
	case err != nil:
		return Day{}, err
	}
	return d.at(1), nil
}

// DayOf returns the day that t falls on in its own location. A time outside
// the years 0001 to 9999 gives the nearest day inside.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	switch {
	case year < 1:
		return firstDay
	case year > 9999:
		return lastDay
	}
	return makeDay(year, month, day)
}

// makeDay packs a day that is known to be in the calendar.
func makeDay(year int, month time.Month, day int) Day {
	return Day{int32(year*10000 + int(month)*100 + day)}
}

// Year returns 1 to 9999, or 0 for the zero Day.
func (d Day) Year() int { return int(d.ymd / 10000) }

// Month returns the month, or 0 for the zero Day.
func (d Day) Month() time.Month { return time.Month(d.ymd / 100 % 100) }

// Day returns 1 to 31, or 0 for the zero Day.
func (d Day) Day() int { return int(d.ymd % 100) }

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Before reports whether d comes before other.
func (d Day) Before(other Day) bool { return d.ymd < other.ymd }

// After reports whether d comes after other.
func (d Day) After(other Day) bool { return d.ymd > other.ymd }

// Compare returns -1, 0 or 1, as cmp.Compare does.
func (d Day) Compare(other Day) int {
	switch {
	case d.ymd < other.ymd:
		return -1
	case d.ymd > other.ymd:
		return 1
	}
	return 0
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// In returns the moment at which d begins in loc; where a change of clocks
// leaves midnight out, the nearest moment that time.Date gives.
func (d Day) In(loc *time.Location) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, loc)
}

// AddDate returns d moved by years, months and days, normalised as
// time.Time.AddDate does (31 January and a month is 2 or 3 March), and never
// outside the years 0001 to 9999.
func (d Day) AddDate(years, months, days int) Day {
	return DayOf(d.In(time.UTC).AddDate(years, months, days))
}

// AgeOn counts the years that someone born on d has completed on the given day,
// negative before the birth. Who was born on 29 February completes a year on
// 1 March where the year has no 29 February.
func (d Day) AgeOn(on Day) int {
	age := on.Year() - d.Year()
	if on.ymd%10000 < d.ymd%10000 {
		age--
	}
	return age
}

// String returns YYYY-MM-DD, or "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// MarshalText writes YYYY-MM-DD; the zero Day is ErrNoDate, so that a field
// that may be absent says omitzero.
func (d Day) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, ErrNoDate
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes. Its errors are those of ParseDay.
func (d *Day) UnmarshalText(text []byte) error {
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// daysIn returns how many days the month has.
func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
