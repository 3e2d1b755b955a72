package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/report"
)

func day(t *testing.T, text string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// languages is the table of languages of so many applications, as "es:12 ht:few".
func languages(t *testing.T, counts map[string]int) string {
	t.Helper()
	total := 0
	for _, n := range counts {
		total += n
	}
	r := report.New(report.All, day(t, "2026-02-03"), report.Counts{Offices: map[string]int{"GT": total}, Languages: counts})
	return text(r.Languages)
}

func text(table report.Table) string {
	if table.Withheld {
		return "withheld"
	}
	var cells []string
	for _, r := range table.Rows {
		shown := string(r.Shown)
		if r.Shown == report.Exactly {
			shown = fmt.Sprint(r.N)
		} else if r.N != 0 {
			shown += fmt.Sprintf("! %d", r.N)
		}
		cells = append(cells, r.Value+":"+shown)
	}
	return strings.Join(cells, " ")
}

func TestSmallNumbersStayUntold(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts map[string]int
		want   string
	}{
		{"nothing", nil, ""},
		{"enough", map[string]int{"es": 30, "ht": 5}, "es:30 ht:5"},
		{"fewer than five in all", map[string]int{"es": 3, "ht": 1}, "withheld"},
		{"one few, told by the rest", map[string]int{"es": 30, "ht": 12, "fr": 2}, "es:30 ht:hidden fr:few"},
		{"two few that sum to two", map[string]int{"es": 30, "ht": 1, "fr": 1}, "es:hidden fr:few ht:few"},
		{"two few that sum to eight", map[string]int{"es": 30, "ht": 4, "fr": 4}, "es:hidden fr:few ht:few"},
		{"two few that sum to five", map[string]int{"es": 30, "ht": 2, "fr": 3}, "es:30 fr:few ht:few"},
		{"a small neighbour is not enough", map[string]int{"es": 30, "ht": 5, "fr": 1}, "es:hidden ht:hidden fr:few"},
		{"only few", map[string]int{"es": 4, "ht": 2}, "withheld"},
		{"who refused stays", map[string]int{"es": 30, "": 8, "ht": 2}, "es:hidden ht:few :8"},
		{"few refused", map[string]int{"es": 30, "ht": 20, "": 1}, "es:30 ht:hidden :few"},
	} {
		if got := languages(t, c.counts); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestNobodyLearnsTheFew draws tables and works out what somebody knows who has the table and its total: each number that
// is told as few must still be possible as each from 1 to 4.
func TestNobodyLearnsTheFew(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	checked := 0
	for range 3000 {
		counts := map[string]int{}
		total := 0
		for i := range 1 + random.IntN(5) {
			n := random.IntN(4)
			if random.IntN(2) == 0 {
				n = random.IntN(20)
			}
			counts[string(rune('a'+i))] = n
			total += n
		}
		r := report.New(report.All, day(t, "2026-02-03"), report.Counts{Offices: map[string]int{"GT": total}, Languages: counts})
		few, hidden, left := 0, 0, total
		for _, row := range r.Languages.Rows {
			switch row.Shown {
			case report.Few:
				few++
			case report.Hidden:
				hidden++
			default:
				left -= row.N
			}
		}
		if few == 0 {
			continue
		}
		checked++
		for guess := 1; guess < report.Least; guess++ {
			if !possible(few-1, hidden, left-guess) {
				t.Fatalf("%v is told as %q: nothing few can be %d", counts, text(r.Languages), guess)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d tables had anything to protect", checked)
	}
}

// possible reports whether so many numbers from 1 to 4 and so many from 5 can sum to left.
func possible(few, hidden, left int) bool {
	if few == 0 {
		return hidden == 0 && left == 0 || hidden > 0 && left >= hidden*report.Least
	}
	for n := 1; n < report.Least; n++ {
		if possible(few-1, hidden, left-n) {
			return true
		}
	}
	return false
}

func TestLackingProtectsBothSides(t *testing.T) {
	r := report.New(report.All, day(t, "2026-02-03"), report.Counts{
		Offices: map[string]int{"GT": 22}, Languages: map[string]int{"es": 20, "": 2},
		Lacking: map[string]int{"contact.email": 9, "household": 3, "contact.phone": 19, "photos.portrait": 20},
	})
	if got, want := text(r.Lacking), "photos.portrait:hidden contact.phone:hidden contact.email:9 household:few"; got != want {
		t.Errorf("lacking %q, want %q", got, want)
	}
}

func TestDaysOfAPeriod(t *testing.T) {
	today := day(t, "2026-02-03")
	days := map[intake.Day]int{today: 9, day(t, "2026-01-30"): 7, day(t, "2025-11-20"): 6}
	offices := map[string]int{"GT": 22}
	for period, want := range map[report.Period]string{
		report.Today: "2026-02-03:9",
		report.Week:  "2026-01-28:0 2026-01-29:0 2026-01-30:7 2026-01-31:0 2026-02-01:0 2026-02-02:0 2026-02-03:9",
		report.All:   "2025-11:6 2026-01:7 2026-02:9",
	} {
		r := report.New(period, today, report.Counts{Days: days, Offices: offices})
		if got := text(r.Days); got != want {
			t.Errorf("%s: %q", period, got)
		}
	}
	if r := report.New(report.Month, today, report.Counts{}); len(r.Days.Rows) != 30 || r.From != day(t, "2026-01-05") {
		t.Errorf("%d days from %s", len(r.Days.Rows), r.From)
	}
	days[day(t, "2031-02-03")] = 5
	if r := report.New(report.All, today, report.Counts{Days: days}); text(r.Days) != "2025-11:6 2026-01:7 2026-02:9 2031-02:5" {
		t.Errorf("with a clock that was ahead: %q", text(r.Days))
	}
	if r := report.New(report.All, today, report.Counts{}); len(r.Days.Rows) != 0 || !r.From.IsZero() {
		t.Errorf("%d days of nothing", len(r.Days.Rows))
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		minutes map[int]int
		want    report.Times
	}{
		{nil, report.Times{Interviews: report.Cell{Shown: report.Exactly}}},
		{map[int]int{20: 4}, report.Times{Interviews: report.Cell{Shown: report.Few}}},
		{map[int]int{10: 1, 20: 2, 30: 1, 90: 1}, report.Times{Interviews: report.Cell{Shown: report.Exactly, N: 5}, Low: 20, Median: 20, High: 30}},
		{map[int]int{12: 8}, report.Times{Interviews: report.Cell{Shown: report.Exactly, N: 8}, Low: 12, Median: 12, High: 12}},
	} {
		if got := report.New(report.Today, day(t, "2026-02-03"), report.Counts{Minutes: c.minutes}).Times; got != c.want {
			t.Errorf("%v: %+v", c.minutes, got)
		}
	}
}

func TestCSVHoldsNoFormula(t *testing.T) {
	r := report.New(report.All, day(t, "2026-02-03"), report.Counts{
		Offices: map[string]int{"=HYPERLINK(\"x\")": 9, "@GT": 8, "a \"b\", c": 7}, Languages: map[string]int{"es": 20, "ht": 4}, Minutes: map[int]int{12: 8},
	})
	var out bytes.Buffer
	if err := r.CSV(&out); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, l := range lines {
		found[l[0]+" "+l[1]] = l[2] + " " + l[3]
		for _, field := range l {
			if field != "" && strings.Contains("=+-@\t\r", field[:1]) {
				t.Errorf("%q begins as a formula", field)
			}
		}
	}
	for key, want := range map[string]string{
		"office '@GT": "8 exactly", "language ht": " few", "language es": " hidden", "minutes median": "12 exactly", "office a \"b\", c": "7 exactly",
	} {
		if found[key] != want {
			t.Errorf("%s: %q, want %q", key, found[key], want)
		}
	}
}
