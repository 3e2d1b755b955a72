package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newAudit() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit --dir D [--json] [--export FILE]",
		Short: "print and verify what was done with this kiosk",
		Long: `Prints the audit trail, which holds no personal data of applicants, and verifies its
chain of hashes. If an entry was changed, is missing or was moved, the first such entry is
named and the exit status is 4.

--export writes it as JSON Lines, an entry in each, and in the last the signature of this
device (DSSE); "kioskctl verify" checks such a file without any secret. Supervisors only.`,
		Example: `  kioskctl audit --dir kiosk --json --passphrase-file secret
  kioskctl audit --dir kiosk --export /media/ana/USB/audit.jsonl --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each entry")
	file := c.Flags().String("export", "", "file to write, signed, instead of printing")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return l.unlocked(c.Context(), func(session *site.Session) error {
			if *file != "" {
				return session.ExportAudit(c.Context(), filepath.Dir(*file), filepath.Base(*file))
			}
			return p.audit(c.Context(), session, *asJSON)
		})
	}
	return c
}

func (p *program) audit(ctx context.Context, session *site.Session, asJSON bool) error {
	names := map[string]string{}
	everybody, err := session.Everybody()
	if err != nil {
		return err
	}
	for _, one := range everybody {
		names[string(one.ID)] = one.Name
	}
	out := json.NewEncoder(p.out)
	var broken error
	count := 0
	err = session.Audit(ctx, func(e store.Entry) bool {
		count++
		if asJSON {
			broken = out.Encode(e)
		} else {
			broken = p.printEntry(e, names)
		}
		return broken == nil
	})
	if err != nil {
		return err
	}
	if broken != nil {
		return broken
	}
	if err := session.VerifyAudit(ctx); err != nil {
		return err
	}
	p.note("%d entries, unbroken", count)
	return nil
}

// printEntry prints one entry for people, with the name that the vault has for who did it.
func (p *program) printEntry(e store.Entry, names map[string]string) error {
	who := e.Who
	if name := names[who]; name != "" {
		who = name
	}
	about := string(e.Application)
	if u := e.Update; u != nil {
		about = strings.Join(slices.DeleteFunc([]string{u.Kind, u.Name, u.Version, u.Reason}, func(s string) bool { return s == "" }), " ")
	}
	if e.Subject != "" {
		about = cmp.Or(names[e.Subject], e.Subject)
	}
	_, err := fmt.Fprintf(p.out, "%6d  %s  %-12s  %-16s  %s\n", e.Sequence, e.Device.Format(time.RFC3339), who, e.What, about)
	return err
}
