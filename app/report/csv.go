package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Line is one figure as a table of all has it.
type Line struct {
	Topic string
	Value string
	Count string // "" unless it is told exactly
	Shown string // how it is told, "" for what is no figure
}

// CSV writes the lines of the report by RFC 4180, under a head. No cell begins as a formula would.
func (r Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	for _, l := range append([]Line{{"topic", "value", "count", "shown"}}, r.Lines()...) {
		if err := out.Write([]string{plain(l.Topic), plain(l.Value), plain(l.Count), plain(l.Shown)}); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Lines lists all figures.
func (r Report) Lines() []Line {
	from := ""
	if !r.From.IsZero() {
		from = r.From.String()
	}
	lines := []Line{
		{Topic: "period", Value: string(r.Period)},
		{Topic: "from", Value: from},
		{Topic: "to", Value: r.To.String()},
		line("applications", "", r.Total),
	}
	for _, t := range r.Tables() {
		for _, row := range t.Rows {
			lines = append(lines, line(t.Topic, row.Value, row.Cell))
		}
		if t.Withheld {
			lines = append(lines, line(t.Topic, "", Cell{Shown: Hidden}))
		}
	}
	lines = append(lines, line("interviews", "", r.Times.Interviews))
	if r.Times.Interviews.N > 0 {
		lines = append(lines,
			line("minutes", "lower quartile", Cell{Exactly, r.Times.Low}),
			line("minutes", "median", Cell{Exactly, r.Times.Median}),
			line("minutes", "upper quartile", Cell{Exactly, r.Times.High}))
	}
	return lines
}

// Named is a table and what it counts by.
type Named struct {
	Topic string
	Table
}

// Tables lists the tables by what they count: "day", "office", "language", "verdict", "state", "lacking".
func (r Report) Tables() []Named {
	return []Named{
		{"day", r.Days},
		{"office", r.Offices},
		{"language", r.Languages},
		{"verdict", r.Verdicts},
		{"state", r.States},
		{"lacking", r.Lacking},
	}
}

func line(topic, value string, c Cell) Line {
	l := Line{Topic: topic, Value: value, Shown: string(c.Shown)}
	if c.Shown == Exactly {
		l.Count = strconv.Itoa(c.N)
	}
	return l
}

// plain keeps a spreadsheet from reading a cell as a formula: see "CSV Injection" of OWASP.
func plain(field string) string {
	if strings.ContainsAny(field[:min(len(field), 1)], "=+-@\t\r") {
		return "'" + field
	}
	return field
}
