package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
)

func (p *program) newReportCharge() *cobra.Command {
	c := &cobra.Command{
		Use:   "report-charge --dir D < report.json",
		Short: "tell the office that somebody was asked for money",
		Long: `Reads one report from standard input, as JSON: what, when (a date, or part of one), where,
amount, currency, by (office, authority, agent, guide, shelter, online, other), by_note,
may_contact, contact, language. Each may be left out, but not all of them. The report is
sealed at once and goes before everything else. It prints the report's id.

With --list it prints how the reports stand: "delivered" only when the portal has signed.`,
		Example: `  echo '{"what":"2000 for a place in the line","when":"2026-02","amount":"2000","currency":"GTQ","by":"agent"}' |
    kioskctl report-charge --dir kiosk --passphrase-file secret
  kioskctl report-charge --dir kiosk --list --json --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	list := c.Flags().Bool("list", false, "print how the reports stand, and read none")
	asJSON := c.Flags().Bool("json", false, "with --list, print a JSON line for each report")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return l.unlocked(c.Context(), func(session *site.Session) error {
			if *list {
				return p.listCharges(c.Context(), session, *asJSON)
			}
			return p.reportCharge(c.Context(), session)
		})
	}
	return c
}

func (p *program) reportCharge(ctx context.Context, session *site.Session) error {
	text, err := io.ReadAll(io.LimitReader(p.in, intake.MaxRecord+1))
	if err != nil {
		return fmt.Errorf("read report: %w", err)
	}
	charge, err := intake.ParseCharge(text)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	report, err := session.ReportCharge(ctx, charge)
	if problem := new(intake.Problem); errors.As(err, &problem) {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(p.out).Encode(struct {
		Report intake.ChargeID `json:"report"`
	}{report.ID})
}

// chargeLine is how a report stands. It says nothing of what was told.
type chargeLine struct {
	ID         intake.ChargeID      `json:"id"`
	State      intake.State         `json:"state"` // waiting or delivered
	CapturedAt time.Time            `json:"captured_at"`
	InForm     intake.ApplicationID `json:"application,omitempty"` // told in its interview
}

func (p *program) listCharges(ctx context.Context, session *site.Session, asJSON bool) error {
	charges, err := session.Store.Charges(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(table, "STATE\tCAPTURED\tID")
	}
	for _, one := range charges {
		line := chargeLine{ID: one.ID, State: intake.StateWaiting, CapturedAt: one.CapturedAt, InForm: one.Application}
		if one.Received {
			line.State = intake.StateDelivered
		}
		if asJSON {
			if err := json.NewEncoder(p.out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", line.State, line.CapturedAt.Local().Format("2006-01-02 15:04"), line.ID)
	}
	return table.Flush()
}
