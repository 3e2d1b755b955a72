package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ventanilla/sync/portal"
)

func newIntake(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "intake --dir D [--office GT --daily-limit N] [--json]",
		Short: "say how many applications an office takes on a day, or list the days given",
		Long: `Says how many applications an office takes on one day, over all its kiosks. From then
on each new application gets a day and a number in that day's line, and its receipt tells
them. On which days the office works stands in its published rule pack. With 0 it gives out
no days any more. Without --office, lists how many places are given.`,
		Example: "  portal intake --dir D --office GT --daily-limit 120",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	office := c.Flags().String("office", "", "code of the office, such as GT")
	limit := c.Flags().Int("daily-limit", -1, "applications that the office takes on one day; 0 gives out no days")
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each day")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if (*office == "") != (*limit < 0) {
			return fmt.Errorf("%w: --office and --daily-limit go together", errUsage)
		}
		return h.with(c.Context(), func() error {
			if *office == "" {
				return h.listIntake(c.Context(), s, *asJSON)
			}
			return h.limitIntake(c.Context(), *office, *limit)
		})
	}
	return c
}

func (h *home) limitIntake(ctx context.Context, office string, limit int) error {
	err := h.ledger.SetDailyLimit(ctx, office, limit)
	if errors.Is(err, portal.ErrNotFound) {
		return fmt.Errorf("%w: publish a rule pack that has the office first", err)
	}
	return err
}

func (h *home) listIntake(ctx context.Context, s streams, asJSON bool) error {
	days, err := h.ledger.IntakeDays(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	lines := json.NewEncoder(s.out)
	for _, d := range days {
		if asJSON {
			err = errors.Join(err, lines.Encode(d))
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%d\n", d.Office, d.Day, d.Given)
	}
	return errors.Join(err, table.Flush())
}
