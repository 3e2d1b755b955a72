package intake

import (
	"fmt"
	"strings"
	"time"
)

// Date is a date as people know it: a year, a month or a day, each perhaps
// approximate or uncertain. It is the part of EDTF (ISO 8601-2, level 1) that
// reads 1985, 1985-04, 1985-04-30, and any of them followed by ~ or ?. The zero
// Date means that nothing is known. Dates are comparable with ==.
type Date struct {
	year       int16
	month, day uint8 // 0 where not known
	mark       mark
}

// mark is the sign that follows a date, as EDTF writes it.
type mark byte

const (
	exact       mark = 0
	approximate mark = '~'
	uncertain   mark = '?'
)

// Precision is the smallest unit that a date names.
type Precision string

// The precisions of a Date; PrecisionNone is that of the zero Date.
const (
	PrecisionNone  Precision = ""
	PrecisionYear  Precision = "year"
	PrecisionMonth Precision = "month"
	PrecisionDay   Precision = "day"
)

// NewDate returns a date without a mark; month and day are 0 where not known,
// and a day needs its month. Errors: ErrYear, ErrMonth, ErrDay.
func NewDate(year int, month time.Month, day int) (Date, error) {
	switch {
	case year < 1 || year > 9999:
		return Date{}, ErrYear
	case month < 0 || month > time.December || (month == 0 && day != 0):
		return Date{}, ErrMonth
	case month != 0 && (day < 0 || day > daysIn(year, month)):
		return Date{}, ErrDay
	}
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}, nil
}

// ParseDate reads a date in the form that String writes. It returns
// ErrDateSyntax, ErrYear, ErrMonth or ErrDay, and none of them holds the input.
func ParseDate(s string) (Date, error) {
	body, mark := cutMark(s)
	year, ok := digits(body, 0, 4)
	month, day := 0, 0
	switch len(body) {
	case len("2006"):
	case len("2006-01"):
		ok = ok && readPart(body, 4, &month)
	case len("2006-01-02"):
		ok = ok && readPart(body, 4, &month) && readPart(body, 7, &day)
	default:
		ok = false
	}
	if !ok {
		return Date{}, ErrDateSyntax
	}
	return written(len(body), year, month, day, mark)
}

// written makes the date of a text of the given size whose parts are all
// digits; unlike NewDate it refuses a part that stands there as 00.
func written(size, year, month, day int, m mark) (Date, error) {
	d, err := NewDate(year, time.Month(month), day)
	switch {
	case err != nil:
		return Date{}, err
	case size > len("2006") && month == 0:
		return Date{}, ErrMonth
	case size > len("2006-01") && day == 0:
		return Date{}, ErrDay
	}
	d.mark = m
	return d, nil
}

// cutMark takes one ~ or ? from the end of s.
func cutMark(s string) (string, mark) {
	if body, ok := strings.CutSuffix(s, "~"); ok {
		return body, approximate
	}
	if body, ok := strings.CutSuffix(s, "?"); ok {
		return body, uncertain
	}
	return s, exact
}

// readPart reads a hyphen and two digits at s[at:], which must be long enough.
func readPart(s string, at int, to *int) bool {
	n, ok := digits(s, at+1, 2)
	*to = n
	return ok && s[at] == '-'
}

// digits reads exactly n ASCII digits at s[at:].
func digits(s string, at, n int) (value int, ok bool) {
	if len(s) < at+n {
		return 0, false
	}
	for _, c := range []byte(s[at : at+n]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		value = value*10 + int(c-'0')
	}
	return value, true
}

// Year returns 1 to 9999, or 0 for the zero Date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, or 0 where it is not known.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns 1 to 31, or 0 where it is not known.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether nothing is known.
func (d Date) IsZero() bool { return d == Date{} }

// Approximate reports whether the date is marked ~.
func (d Date) Approximate() bool { return d.mark == approximate }

// Uncertain reports whether the date is marked ?.
func (d Date) Uncertain() bool { return d.mark == uncertain }

// AsApproximate returns the date marked ~ and nothing else.
func (d Date) AsApproximate() Date { return d.marked(approximate) }

// AsUncertain returns the date marked ? and nothing else.
func (d Date) AsUncertain() Date { return d.marked(uncertain) }

// AsExact returns the date without a mark.
func (d Date) AsExact() Date { return d.marked(exact) }

func (d Date) marked(m mark) Date {
	if d.year != 0 {
		d.mark = m
	}
	return d
}

// Precision returns the smallest unit that the date names.
func (d Date) Precision() Precision {
	switch {
	case d.day != 0:
		return PrecisionDay
	case d.month != 0:
		return PrecisionMonth
	case d.year != 0:
		return PrecisionYear
	}
	return PrecisionNone
}

// Span returns the first and the last day that the date can mean, both
// included. A mark widens it by one unit of the date's own precision on each
// side: 2023-06~ is 1 May to 31 July. It stays within the years 0001 to 9999,
// and is two zero Days for the zero Date.
func (d Date) Span() (first, last Day) {
	if d.IsZero() {
		return Day{}, Day{}
	}
	first = d.at(1)
	last = d.last()
	if d.mark == exact {
		return first, last
	}
	switch d.Precision() {
	case PrecisionDay:
		return first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)
	case PrecisionMonth:
		return first.AddDate(0, -1, 0), last.AddDate(0, 0, 1).AddDate(0, 1, -1)
	default:
		return first.AddDate(-1, 0, 0), last.AddDate(1, 0, 0)
	}
}

// at returns the first day of the date, or the given day where none is known.
func (d Date) at(day int) Day {
	month := time.Month(max(d.month, 1))
	if d.day != 0 {
		day = int(d.day)
	}
	return makeDay(int(d.year), month, day)
}

// last returns the last day of the date, its mark aside.
func (d Date) last() Day {
	if d.month == 0 {
		return makeDay(int(d.year), time.December, 31)
	}
	return d.at(daysIn(int(d.year), time.Month(d.month)))
}

// AgeOn returns the fewest and the most years that someone born on this date
// can have completed on the given day. It is 0, 0 for the zero Date.
func (d Date) AgeOn(on Day) (youngest, oldest int) {
	if d.IsZero() {
		return 0, 0
	}
	first, last := d.Span()
	return last.AgeOn(on), first.AgeOn(on)
}

// String returns the EDTF form, or "" for the zero Date.
func (d Date) String() string {
	var text string
	switch d.Precision() {
	case PrecisionNone:
		return ""
	case PrecisionYear:
		text = fmt.Sprintf("%04d", d.year)
	case PrecisionMonth:
		text = fmt.Sprintf("%04d-%02d", d.year, d.month)
	case PrecisionDay:
		text = fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	}
	if d.mark != exact {
		text += string(rune(d.mark))
	}
	return text
}

// MarshalText writes the EDTF form; the zero Date is ErrNoDate, so that a field
// that may be absent says omitzero.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, ErrNoDate
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes. Its errors are those of ParseDate.
func (d *Date) UnmarshalText(text []byte) error {
	date, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = date
	return nil
}
