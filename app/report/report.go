// Package report turns counts of applications into figures that may be shown: tables by day, office, language, verdict,
// state and missing field, and the time that an interview takes. It is pure.
//
// Begin with [New]. Promised: no figure of a report tells a count below [Least], neither by itself nor by what is left when
// the others are taken from their total. What two reports of different periods tell when they are laid side by side is
// beyond that promise.
package report

import "ventanilla/app/intake"

// Least is the smallest count that is shown.
const Least = 5

// Period is how far back a report looks.
type Period string

// The periods, each of which ends today.
const (
	Today Period = "today"
	Week  Period = "week"  // 7 days
	Month Period = "month" // 30 days
	All   Period = "all"
)

// Periods lists the periods, the shortest first.
func Periods() []Period { return []Period{Today, Week, Month, All} }

// From returns the first day of the period, and the zero Day for all.
func (p Period) From(today intake.Day) intake.Day {
	switch p {
	case Today:
		return today
	case Week:
		return today.AddDate(0, 0, -6)
	case Month:
		return today.AddDate(0, 0, -29)
	}
	return intake.Day{}
}

// Counts is what is counted of a period, as it is.
type Counts struct {
	Days      map[intake.Day]int
	Offices   map[string]int
	Languages map[string]int // "" is who did not allow it to be counted
	Verdicts  map[string]int // likewise
	States    map[string]int
	Lacking   map[string]int // of who allowed it
	Minutes   map[int]int    // that interviews took
}

// Report is what may be shown of a period.
type Report struct {
	Period  Period     `json:"period"`
	From    intake.Day `json:"from,omitzero"` // the first day that was counted, zero if nothing was
	To      intake.Day `json:"to"`
	Total   Cell       `json:"total"` // applications
	Days    Table      `json:"days"`
	Offices Table      `json:"offices"`
	// Languages, Verdicts and Lacking come from answers: "" is who did not allow it to be counted.
	Languages Table `json:"languages"`
	Verdicts  Table `json:"verdicts"`
	States    Table `json:"states"`
	Lacking   Table `json:"lacking"`
	Times     Times `json:"times"`
}

// New makes the report of a period that ends today from its counts.
func New(period Period, today intake.Day, c Counts) Report {
	r := Report{
		Period: period, From: period.From(today), To: today,
		Offices: newTable(byCount(c.Offices)), Languages: newTable(byCount(c.Languages)), Verdicts: newTable(byCount(c.Verdicts)),
		States: newTable(byCount(c.States)), Times: newTimes(c.Minutes),
	}
	if period == All { // days of a clock that was ahead are counted too
		r.From, r.To = span(c.Days, today)
	}
	r.Days = newTable(byDay(c.Days, r.From, r.To))
	r.Total = tell(sum(c.Offices))
	allowed := sum(c.Languages) - c.Languages[""]
	if refused := c.Languages[""]; 0 < refused && refused < Least {
		allowed += refused // how many allowed it must not be told by what they lack
	}
	r.Lacking = newLacking(byCount(c.Lacking), allowed)
	return r
}

// span is from the first day to the last, or to today; the first is zero if there is none.
func span(days map[intake.Day]int, today intake.Day) (first, last intake.Day) {
	last = today
	for day := range days {
		if first.IsZero() || day.Before(first) {
			first = day
		}
		if day.After(last) {
			last = day
		}
	}
	return first, last
}

func sum[K comparable](counts map[K]int) (total int) {
	for _, n := range counts {
		total += n
	}
	return total
}
