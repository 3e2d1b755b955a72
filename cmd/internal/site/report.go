package site

import (
	"context"
	"fmt"
	"strconv"

	"ventanilla/app/intake"
	"ventanilla/app/report"
	"ventanilla/store"
)

// Report returns the figures of a period that ends today. Supervisors only.
func (s *Session) Report(ctx context.Context, period report.Period) (report.Report, error) {
	if err := s.supervise(); err != nil {
		return report.Report{}, err
	}
	today := intake.DayOf(s.Site.options.Now())
	r, err := s.report(ctx, period, today)
	if err != nil {
		return r, fmt.Errorf("make report: %w", err)
	}
	return r, nil
}

func (s *Session) report(ctx context.Context, period report.Period, today intake.Day) (report.Report, error) {
	from, to := period.From(today), today
	if period == report.All { // what was counted by a clock that was ahead too
		const years = 100
		from, to = today.AddDate(-years, 0, 0), today.AddDate(years, 0, 0)
	}
	tallies, err := s.Store.Tallies(ctx, from, to)
	if err != nil {
		return report.Report{}, err
	}
	states, err := s.Store.States(ctx, from, to)
	if err != nil {
		return report.Report{}, err
	}
	counts := report.Counts{
		Days: map[intake.Day]int{}, Offices: map[string]int{}, Languages: map[string]int{}, Verdicts: map[string]int{},
		States: map[string]int{}, Lacking: map[string]int{}, Minutes: map[int]int{},
	}
	for state, n := range states {
		counts.States[string(state)] = n
	}
	for _, t := range tallies {
		if err := count(&counts, t); err != nil {
			return report.Report{}, err
		}
	}
	return report.New(period, today, counts), nil
}

func count(c *report.Counts, t store.Tally) error {
	switch t.Topic {
	case store.TallyOffice:
		c.Days[t.Day] += t.Count // each application has one office
		c.Offices[t.Value] += t.Count
	case store.TallyLanguage:
		c.Languages[t.Value] += t.Count
	case store.TallyVerdict:
		c.Verdicts[t.Value] += t.Count
	case store.TallyLacking:
		c.Lacking[t.Value] += t.Count
	case store.TallyMinutes:
		minutes, err := strconv.Atoi(t.Value)
		if err != nil {
			return fmt.Errorf("%w: tally of minutes", ErrDamaged)
		}
		c.Minutes[minutes] += t.Count
	}
	return nil
}

// ReportName is what the report of a period is called that is written today.
func (s *Session) ReportName(period report.Period) string {
	return s.fileName("report-"+string(period), "csv")
}

// SaveReport writes the figures of a period into a folder, such as that of a stick, as CSV. It notes that in the audit trail.
// Supervisors only.
func (s *Session) SaveReport(ctx context.Context, folder, name string, period report.Period) error {
	r, err := s.Report(ctx, period)
	if err != nil {
		return err
	}
	return s.carryOut(ctx, folder, name, store.Reported, r.CSV)
}
