package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
)

func (p *program) newPurge() *cobra.Command {
	c := &cobra.Command{
		Use:   "purge --dir D [--now] [--json]",
		Short: "list what leaves the kiosk when, or remove now what the portal has",
		Long: `Lists the applications that the portal has signed for and whose answers are still here,
and when they leave. --now removes their answers and photos at once: reference code, state
and dates stay. What has no receipt is never removed. Supervisors only.`,
		Example: `  kioskctl purge --dir kiosk --passphrase-file secret
  kioskctl purge --dir kiosk --now --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	now := c.Flags().Bool("now", false, "remove them now")
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each application")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return l.unlocked(c.Context(), func(session *site.Session) error {
			if !*now {
				return p.listPurgeable(c.Context(), session, *asJSON)
			}
			n, err := session.PurgeNow(c.Context())
			if err == nil {
				p.note("%d removed from here; the office has them", n)
			}
			return err
		})
	}
	return c
}

// purgeLine is an application that is to leave.
type purgeLine struct {
	Application intake.ApplicationID `json:"application"`
	Code        string               `json:"code"`
	Revision    int                  `json:"revision"`
	Delivered   time.Time            `json:"delivered"`
	Due         time.Time            `json:"due"` // by the portal's clock
}

func (p *program) listPurgeable(ctx context.Context, session *site.Session, asJSON bool) error {
	kept, err := session.Retention(ctx)
	if err != nil {
		return err
	}
	out := json.NewEncoder(p.out)
	for _, one := range kept.Due {
		line := purgeLine{one.Application, one.Code.String(), one.Revision, one.Delivered, one.Due}
		if asJSON {
			err = out.Encode(line)
		} else {
			_, err = fmt.Fprintf(p.out, "%s  delivered %s  leaves %s\n", line.Code, line.Delivered.Format(time.RFC3339), line.Due.Format(time.RFC3339))
		}
		if err != nil {
			return err
		}
	}
	p.note("%d days after delivery; %d without a receipt and %d drafts stay", kept.KeepDays, kept.Waiting, kept.Drafts)
	return nil
}
