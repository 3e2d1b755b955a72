package locale

import (
	"strconv"
	"time"

	"ventanilla/app/intake"
)

// Day writes a day in full: "11 de junio de 2023", "1er juin 2023". It is "" for the zero Day.
func (p *Printer) Day(d intake.Day) string {
	if d.IsZero() {
		return ""
	}
	return p.Text("date.day", "day", p.dayOfMonth(d.Day()), "month", p.Month(d.Month()), "year", strconv.Itoa(d.Year()))
}

// DayOfYear writes a day without its year: "12 de noviembre".
func (p *Printer) DayOfYear(d intake.Day) string {
	return p.Text("date.day_month", "day", p.dayOfMonth(d.Day()), "month", p.Month(d.Month()))
}

// Weekday writes a day of the week and of the year: "sábado 21 de noviembre".
func (p *Printer) Weekday(d intake.Day) string {
	return p.Text("date.weekday", "weekday", p.weekday(d.Weekday()), "date", p.DayOfYear(d))
}

// Month gives the name of a month, as it stands inside a sentence.
func (p *Printer) Month(m time.Month) string { return p.Text("month." + strconv.Itoa(int(m))) }

// ShortMonth gives the name of a month where the whole one has no room.
func (p *Printer) ShortMonth(m time.Month) string {
	return p.Text("month_short." + strconv.Itoa(int(m)))
}

// weekday gives the name of a day of the week, counted from Monday as ISO 8601 does.
func (p *Printer) weekday(d time.Weekday) string {
	return p.Text("weekday." + strconv.Itoa((int(d)+6)%7+1))
}

func (p *Printer) dayOfMonth(day int) string {
	if day == 1 {
		return p.Text("date.first")
	}
	return strconv.Itoa(day)
}

// Date writes a date as far as it is known: "junio de 2023", "más o menos en 1985". It is "" for the zero Date.
func (p *Printer) Date(d intake.Date) string {
	plain := p.plainDate(d)
	switch {
	case d.Approximate():
		return p.Text("date.about_"+string(d.Precision()), "date", plain)
	case d.Uncertain():
		return p.Text("date.unsure", "date", plain)
	}
	return plain
}

func (p *Printer) plainDate(d intake.Date) string {
	switch d.Precision() {
	case intake.PrecisionDay:
		day, _ := d.AsExact().Span()
		return p.Day(day)
	case intake.PrecisionMonth:
		return p.Text("date.month", "month", p.Month(d.Month()), "year", strconv.Itoa(d.Year()))
	case intake.PrecisionYear:
		return strconv.Itoa(d.Year())
	}
	return ""
}

// Understood says back what was understood of a date, as a sentence without its full stop: "Junio de 2024, sin el día".
func (p *Printer) Understood(d intake.Date) string {
	text := Capital(p.Date(d))
	switch d.Precision() {
	case intake.PrecisionMonth:
		return p.Text("date.without_day", "date", text)
	case intake.PrecisionYear:
		return p.Text("date.without_month", "date", text)
	}
	return text
}

// Clock writes the time of day of t, in its own location: "2:30 p. m.", "14 h 30".
func (p *Printer) Clock(t time.Time) string { return p.grammar.clock(t.Hour(), t.Minute()) }

// When writes a moment as people near it say it: today and yesterday with the time, within the week the weekday, else
// the date. It stands inside a sentence; for a label use [Capital].
func (p *Printer) When(t, now time.Time) string {
	t = t.In(now.Location())
	day, today := intake.DayOf(t), intake.DayOf(now)
	switch {
	case day == today:
		return p.Text("when.today", "time", p.Clock(t))
	case day == today.AddDate(0, 0, -1):
		return p.Text("when.yesterday", "time", p.Clock(t))
	case day.Before(today) && day.After(today.AddDate(0, 0, -7)):
		return p.Text("when.weekday", "weekday", p.weekday(t.Weekday()), "time", p.Clock(t))
	case day.Year() == today.Year():
		return p.DayOfYear(day)
	}
	return p.Day(day)
}
