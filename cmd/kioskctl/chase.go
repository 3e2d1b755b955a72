package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
)

func (p *program) newChase() *cobra.Command {
	c := &cobra.Command{
		Use:   "chase --dir D [--json]",
		Short: "list what is on sticks and not receipted yet",
		Long: `Lists the bundles that were written to sticks and of which the portal has not signed for
everything, the oldest first: which stick, when, and what is on it. No passphrase is needed.`,
		Example: `  kioskctl chase --dir kiosk --json`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each bundle")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		return p.chase(c.Context(), s, *asJSON)
	}
	return c
}

func (p *program) chase(ctx context.Context, s *site.Site, asJSON bool) error {
	waiting, err := s.Outbox().Carried(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(table, "WRITTEN\tSTICK\tFILE\tAPPLICATIONS\tBYTES")
	}
	for _, one := range waiting {
		if asJSON {
			if err := json.NewEncoder(p.out).Encode(one); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\n", one.At.Local().Format("2006-01-02 15:04"), one.Stick, one.File, one.Applications, one.Bytes)
	}
	return table.Flush()
}
