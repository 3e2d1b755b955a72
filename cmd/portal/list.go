package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal/ledger"
)

func newList(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "list --dir D [--kind fraud_report | --rescued] [--json]",
		Short: "list the applications received, reports of fraud, or rescued drafts",
		Long: `Lists the applications received. The reference code is inside the sealed record,
so the passphrase is needed while there are applications that nobody has listed yet.

With --kind fraud_report it lists the reports of having been asked for money, the newest
last, each once; with --rescued the drafts that were carried out of a kiosk and that nobody
has handed in. Both are sealed wholly, so the passphrase is always needed.`,
		Example: `  portal list --dir D --json
  portal list --dir D --kind fraud_report --json
  portal list --dir D --rescued`,
		Args: usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each application")
	kind := c.Flags().String("kind", "", "fraud_report lists reports of having been asked for money")
	rescued := c.Flags().Bool("rescued", false, "list drafts that were carried out of a kiosk")
	c.MarkFlagsMutuallyExclusive("kind", "rescued")
	c.RunE = func(c *cobra.Command, _ []string) error {
		list := h.list
		switch {
		case *rescued:
			list = h.listRescued
		case *kind == string(batch.KindFraudReport):
			list = h.listReports
		case *kind != "" && *kind != string(batch.KindCore):
			return fmt.Errorf("%w: --kind is core or fraud_report", errUsage)
		}
		return h.with(c.Context(), func() error { return list(c.Context(), s, *asJSON) })
	}
	return c
}

func (h *home) list(ctx context.Context, s streams, asJSON bool) error {
	applications, err := h.ledger.Applications(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	damaged, err := h.learnCodes(ctx, applications)
	if err != nil {
		return err
	}
	if !asJSON {
		return errors.Join(printList(s, applications), damaged)
	}
	out := json.NewEncoder(s.out)
	for _, a := range applications {
		if err := out.Encode(a); err != nil {
			return err
		}
	}
	return damaged
}

func printList(s streams, applications []ledger.Application) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "CODE\tREVISION\tWITHDRAWN\tOFFICE\tOBJECTS\tFIRST WAY\tDELIVERIES\tID")
	word := map[bool]string{true: "yes", false: "no"}
	for _, a := range applications {
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%d\t%s\t%d\t%s\n", a.Code, a.Revision, word[a.Withdrawn], a.Office, a.Objects, a.FirstWay, a.Deliveries, a.ID)
	}
	return table.Flush()
}
