package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ventanilla/app/report"
	"ventanilla/cmd/internal/site"
)

func (p *program) newReport() *cobra.Command {
	c := &cobra.Command{
		Use:   "report --dir D [--period today|week|month|all] [--csv | --json]",
		Short: "print how many applications were taken, and how",
		Long: `Prints how many applications were taken by day, office, language, verdict, state and
missing field, and how long an interview takes. It tells nothing about a person: numbers
from one to four are told as "few", and what would give them away is hidden. Language,
verdict and missing fields count only who allowed their answers to be counted. Supervisors only.`,
		Example: `  kioskctl report --dir kiosk --period month --passphrase-file secret
  kioskctl report --dir kiosk --csv --passphrase-file secret > report.csv`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	period := c.Flags().String("period", string(report.All), "how far back: today, week, month or all")
	asCSV := c.Flags().Bool("csv", false, "print one table as CSV")
	asJSON := c.Flags().Bool("json", false, "print JSON")
	c.MarkFlagsMutuallyExclusive("csv", "json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if !slices.Contains(report.Periods(), report.Period(*period)) {
			return fmt.Errorf("%w: no period %s: the periods are %v", errUsage, *period, report.Periods())
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			r, err := session.Report(c.Context(), report.Period(*period))
			switch {
			case err != nil:
				return err
			case *asCSV:
				return r.CSV(p.out)
			case *asJSON:
				return json.NewEncoder(p.out).Encode(r)
			}
			return printReport(p.out, r)
		})
	}
	return c
}

// printReport prints a report for people.
func printReport(w io.Writer, r report.Report) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, line := range r.Lines() {
		told := line.Count
		if told == "" {
			told = line.Shown
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", line.Topic, line.Value, told)
	}
	return table.Flush()
}
