package report

import (
	"cmp"
	"maps"
	"slices"

	"ventanilla/app/intake"
)

// Shown says how a count may be told.
type Shown string

// How a count may be told.
const (
	Exactly Shown = "exactly"
	Few     Shown = "few"    // from 1 to Least-1; N is 0
	Hidden  Shown = "hidden" // not at all, because it would give a smaller one away; N is 0
)

// Cell is a count as it may be told.
type Cell struct {
	Shown Shown `json:"shown"`
	N     int   `json:"n"`
}

// Row is a value and how many applications have it.
type Row struct {
	Value string `json:"value"`
	Cell
}

// Table is rows, which are applications by what they have in common.
type Table struct {
	Rows     []Row `json:"rows"`
	Withheld bool  `json:"withheld"` // there are no rows because even to hide some would give others away
}

// count is a row as it is.
type count struct {
	value string
	n     int
}

// byCount lists what was counted, the most frequent first; "" comes last.
func byCount(counts map[string]int) []count {
	all := make([]count, 0, len(counts))
	for value, n := range counts {
		if n > 0 {
			all = append(all, count{value, n})
		}
	}
	slices.SortFunc(all, func(a, b count) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.n, a.n), cmp.Compare(a.value, b.value))
	})
	return all
}

func rank(c count) int {
	if c.value == "" {
		return 1
	}
	return 0
}

// mostDays is up to how many days a table has a row for each; of a longer time it has one for each month in which there
// was something.
const mostDays = 31

// byDay lists each day from one to another, "2026-02-03", or the months of a long time, "2026-02".
func byDay(days map[intake.Day]int, from, to intake.Day) []count {
	if from.IsZero() {
		return nil
	}
	counts := map[string]int{}
	if from.AddDate(0, 0, mostDays).After(to) {
		for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
			counts[day.String()] = days[day]
		}
	} else {
		for day, n := range days {
			counts[day.String()[:len("2006-01")]] += n
		}
	}
	var all []count
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, count{name, counts[name]})
	}
	return all
}

// newTable tells counts that add up to a total that is told elsewhere.
func newTable(counts []count) Table {
	rows, total := make([]Row, len(counts)), 0
	for i, c := range counts {
		rows[i] = Row{c.value, tell(c.n)}
		total += c.n
	}
	if 0 < total && total < Least {
		return Table{Withheld: true}
	}
	for reveals(rows, counts) {
		if !hideNext(rows, counts) {
			return Table{Withheld: true}
		}
	}
	return Table{Rows: rows}
}

func tell(n int) Cell {
	if 0 < n && n < Least {
		return Cell{Shown: Few}
	}
	return Cell{Exactly, n}
}

// reveals reports whether the total less what is told leaves anything to be learnt of the few: that one of them cannot be
// each number from 1 to Least-1.
func reveals(rows []Row, counts []count) bool {
	few, hidden, left := 0, 0, 0
	for i, r := range rows {
		switch r.Shown {
		case Few:
			few, left = few+1, left+counts[i].n
		case Hidden:
			hidden, left = hidden+1, left+counts[i].n
		}
	}
	if few == 0 {
		return false
	}
	const most = Least - 1
	lowest := few - 1 + most + hidden*Least // one is the most that it can be, the others the least
	highest := 1 + (few-1)*most             // the other way round; a hidden one can be any number from Least
	return left < lowest || hidden == 0 && left > highest
}

// hideNext hides the smallest count that is told, and reports whether there was one. That of "" stands in several tables and
// would be told by the others.
func hideNext(rows []Row, counts []count) bool {
	next := -1
	for i, r := range rows {
		if r.Shown == Exactly && r.Value != "" && counts[i].n > 0 && (next < 0 || counts[i].n < counts[next].n) {
			next = i
		}
	}
	if next < 0 {
		return false
	}
	rows[next].Cell = Cell{Shown: Hidden}
	return true
}

// newLacking tells how many of so many applications lack each field; an application can lack several. So few that lack it
// not are protected as well as so few that do.
func newLacking(counts []count, of int) Table {
	if of < Least {
		return Table{Withheld: of > 0}
	}
	t := Table{Rows: make([]Row, len(counts))}
	for i, c := range counts {
		t.Rows[i] = Row{c.value, tell(c.n)}
		if rest := of - c.n; 0 < rest && rest < Least && t.Rows[i].Shown == Exactly {
			t.Rows[i].Cell = Cell{Shown: Hidden}
		}
	}
	return t
}
