package intake_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ventanilla/app/intake"
)

func TestDateSpan(t *testing.T) {
	tests := []struct{ date, first, last string }{
		{"1985", "1985-01-01", "1985-12-31"},
		{"1985~", "1984-01-01", "1986-12-31"},
		{"1985?", "1984-01-01", "1986-12-31"},
		{"2023-06", "2023-06-01", "2023-06-30"},
		{"2023-06~", "2023-05-01", "2023-07-31"},
		{"2023-01?", "2022-12-01", "2023-02-28"},
		{"2024-01~", "2023-12-01", "2024-02-29"},
		{"2023-12~", "2023-11-01", "2024-01-31"},
		{"2023-06-11", "2023-06-11", "2023-06-11"},
		{"2023-06-11~", "2023-06-10", "2023-06-12"},
		{"2023-03-01?", "2023-02-28", "2023-03-02"},
		{"2024-12-31~", "2024-12-30", "2025-01-01"},
		{"2024-02-29", "2024-02-29", "2024-02-29"},
		{"2000-02", "2000-02-01", "2000-02-29"},
		{"1900-02", "1900-02-01", "1900-02-28"},
		{"0001~", "0001-01-01", "0002-12-31"},
		{"0001-01-01?", "0001-01-01", "0001-01-02"},
		{"9999-12~", "9999-11-01", "9999-12-31"},
	}
	for _, test := range tests {
		first, last := mustDate(t, test.date).Span()
		if first.String() != test.first || last.String() != test.last {
			t.Errorf("%s spans %s to %s, want %s to %s", test.date, first, last, test.first, test.last)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct {
		text string
		want error
	}{
		{"", intake.ErrDateSyntax},
		{"~", intake.ErrDateSyntax},
		{"85", intake.ErrDateSyntax},
		{"19851", intake.ErrDateSyntax},
		{"1985%", intake.ErrDateSyntax},
		{"1985~?", intake.ErrDateSyntax},
		{"1985-4", intake.ErrDateSyntax},
		{"1985-04-3", intake.ErrDateSyntax},
		{"1985/04/30", intake.ErrDateSyntax},
		{"1985-04/30", intake.ErrDateSyntax},
		{" 1985", intake.ErrDateSyntax},
		{"-985", intake.ErrDateSyntax},
		{"1985-04-30T00", intake.ErrDateSyntax},
		{"１９８５", intake.ErrDateSyntax},
		{"0000", intake.ErrYear},
		{"0000-00", intake.ErrYear},
		{"2023-00", intake.ErrMonth},
		{"2023-13", intake.ErrMonth},
		{"2023-13-40", intake.ErrMonth},
		{"2023-01-00", intake.ErrDay},
		{"2023-00-01", intake.ErrMonth},
		{"2023-04-31", intake.ErrDay},
		{"2023-02-29", intake.ErrDay},
		{"1900-02-29?", intake.ErrDay},
	}
	for _, test := range tests {
		if _, err := intake.ParseDate(test.text); !errors.Is(err, test.want) {
			t.Errorf("ParseDate(%q) is %v, want %v", test.text, err, test.want)
		}
	}
}

func TestParseDayWantsOneDay(t *testing.T) {
	for _, text := range []string{"", "2023", "2023-06", "2023-06-11~", "2023-06~~~~", "11/06/2023", "0000-00-0?"} {
		if _, err := intake.ParseDay(text); !errors.Is(err, intake.ErrDaySyntax) {
			t.Errorf("ParseDay(%q) is %v, want ErrDaySyntax", text, err)
		}
	}
	if _, err := intake.ParseDay("2023-02-29"); !errors.Is(err, intake.ErrDay) {
		t.Errorf("29 February 2023 is %v, want ErrDay", err)
	}
}

func TestAgeOn(t *testing.T) {
	tests := []struct {
		born, on         string
		youngest, oldest int
	}{
		{"2005-09-30", "2023-09-29", 17, 17},
		{"2005-09-30", "2023-09-30", 18, 18},
		{"2005-09-30?", "2023-09-30", 17, 18},
		{"2004-02-29", "2022-02-28", 17, 17},
		{"2004-02-29", "2022-03-01", 18, 18},
		{"2004-02-29", "2024-02-29", 20, 20},
		{"2007", "2025-10-13", 17, 18},
		{"2008~", "2026-04-27", 16, 19},
		{"2030-01-01", "2026-01-01", -4, -4},
	}
	for _, test := range tests {
		youngest, oldest := mustDate(t, test.born).AgeOn(mustDay(t, test.on))
		if youngest != test.youngest || oldest != test.oldest {
			t.Errorf("born %s, on %s: %d to %d, want %d to %d",
				test.born, test.on, youngest, oldest, test.youngest, test.oldest)
		}
	}
}

func TestDateMarksAndPrecision(t *testing.T) {
	d := mustDate(t, "1985-04~")
	if !d.Approximate() || d.Uncertain() || d.Precision() != intake.PrecisionMonth {
		t.Errorf("%s: approximate %t, uncertain %t, precision %q", d, d.Approximate(), d.Uncertain(), d.Precision())
	}
	if got := d.AsUncertain().String(); got != "1985-04?" {
		t.Errorf("as uncertain: %s", got)
	}
	if got := d.AsExact().String(); got != "1985-04" {
		t.Errorf("as exact: %s", got)
	}
	if none := (intake.Date{}); !none.AsApproximate().IsZero() || none.String() != "" || none.Precision() != intake.PrecisionNone {
		t.Error("a date of which nothing is known took a mark")
	}
}

func TestDateAsJSON(t *testing.T) {
	type record struct {
		Birth   intake.Date `json:"birth,omitzero"`
		Arrived intake.Date `json:"arrived,omitzero"`
		On      intake.Day  `json:"on,omitzero"`
	}
	const text = `{"birth":"0985-04?","on":"2024-05-04"}`
	var r record
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(r); err != nil || string(again) != text {
		t.Errorf("written again: %s, %v", again, err)
	}
	if err := json.Unmarshal([]byte(`{"birth":"2023-02-29"}`), &r); !errors.Is(err, intake.ErrDay) {
		t.Errorf("29 February 2023 read: %v", err)
	}
	for _, zero := range []any{intake.Date{}, intake.Day{}} {
		if _, err := json.Marshal(zero); !errors.Is(err, intake.ErrNoDate) {
			t.Errorf("zero %T written: %v", zero, err)
		}
	}
}

func TestDayCalendar(t *testing.T) {
	day := mustDay(t, "2024-02-29")
	if got := day.AddDate(1, 0, 0).String(); got != "2025-03-01" {
		t.Errorf("a year on: %s", got)
	}
	if got := mustDay(t, "9999-12-31").AddDate(0, 0, 1).String(); got != "9999-12-31" {
		t.Errorf("past the last day: %s", got)
	}
	if got := mustDay(t, "0001-01-01").AddDate(0, 0, -1).String(); got != "0001-01-01" {
		t.Errorf("before the first day: %s", got)
	}
	if day.Weekday() != time.Thursday {
		t.Errorf("weekday %s", day.Weekday())
	}
	if next := day.AddDate(0, 0, 1); !day.Before(next) || !next.After(day) || day.Compare(next) != -1 || next.Compare(day) != 1 || day.Compare(day) != 0 {
		t.Error("days are out of order")
	}
}

func TestDayOfUsesTheTimesOwnZone(t *testing.T) {
	bogota := time.FixedZone("UTC-5", -5*60*60)
	late := time.Date(2024, time.May, 5, 3, 0, 0, 0, time.UTC)
	if got := intake.DayOf(late.In(bogota)).String(); got != "2024-05-04" {
		t.Errorf("in Bogotá: %s", got)
	}
	if got := intake.DayOf(late).In(bogota); !got.Equal(time.Date(2024, time.May, 5, 5, 0, 0, 0, time.UTC)) {
		t.Errorf("the day begins %s", got)
	}
}

// A date with more said about it never means a day that it did not mean before.
func TestSpanNarrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month := rapid.IntRange(1, 12).Draw(t, "month")
		day := rapid.IntRange(1, 28).Draw(t, "day")
		wide := newDate(t, year, 0, 0)
		for _, narrower := range []intake.Date{
			wide.AsApproximate(), wide, newDate(t, year, month, 0), newDate(t, year, month, day),
		} {
			inside(t, narrower, wide.AsApproximate())
		}
		inside(t, newDate(t, year, month, day), newDate(t, year, month, 0).AsUncertain())
	})
}

func inside(t *rapid.T, narrow, wide intake.Date) {
	from, to := narrow.Span()
	first, last := wide.Span()
	if from.Before(first) || to.After(last) || to.Before(from) {
		t.Fatalf("%s is not inside %s", narrow, wide)
	}
}

func newDate(t *rapid.T, year, month, day int) intake.Date {
	d, err := intake.NewDate(year, time.Month(month), day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"1985", "1985-04~", "1985-04-30?", "0000", "2023-13", "2023-02-29", "2024-02-29", "", "~?", "9999-12-31~"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := intake.ParseDate(text)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q is refused and yet gives %s", text, d)
			}
			return
		}
		if d.String() != text {
			t.Fatalf("%q reads as %s", text, d)
		}
		if first, last := d.Span(); last.Before(first) || first.IsZero() {
			t.Fatalf("%q spans %s to %s", text, first, last)
		}
	})
}

func mustDate(t *testing.T, text string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}

func mustDay(t *testing.T, text string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}
