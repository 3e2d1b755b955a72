package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
)

func (p *program) newDiagnose() *cobra.Command {
	c := &cobra.Command{
		Use:   "diagnose --dir D [--json] [--support FILE]",
		Short: "look whether the kiosk is well, and write a file for support",
		Long: `Looks at versions, disk, clock, rules and outbox. With --passphrase-file it also reads and
authenticates every page of the store, the chain of the audit trail and every sealed
object that waits. Damage is exit status 4; what needs attention is named and is none.

--support writes all that, with counts and the last lines of the log, into a file for
a technician. There is no personal data in it: no name, answer, reference code or path.
Supervisors only.`,
		Example: `  kioskctl diagnose --dir kiosk
  kioskctl diagnose --dir kiosk --support kiosk-support.json --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	d := diagnosis{program: p}
	c.Flags().BoolVar(&d.asJSON, "json", false, "print a JSON line for each check")
	c.Flags().StringVar(&d.support, "support", "", "file to write for support")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		if d.support != "" {
			return l.unlocked(c.Context(), func(session *site.Session) error { return d.all(c.Context(), session) })
		}
		return l.unlockedIfAsked(c.Context(), s, func(session *site.Session) error {
			if session != nil {
				return d.all(c.Context(), session)
			}
			checks, err := s.Checks(c.Context())
			if err != nil {
				return err
			}
			p.note("the store is locked: --passphrase-file looks into it too")
			return d.print(checks)
		})
	}
	return c
}

// diagnosis is one run of the command.
type diagnosis struct {
	program *program
	asJSON  bool
	support string
}

func (d diagnosis) all(ctx context.Context, session *site.Session) error {
	checks, err := session.Checks(ctx)
	if err != nil {
		return err
	}
	deep, err := session.Inspect(ctx, func(int64, int64) {})
	if err != nil {
		return err
	}
	checks = append(checks, deep...)
	if d.support != "" {
		if err := d.write(ctx, session, checks); err != nil {
			return err
		}
	}
	return d.print(checks)
}

func (d diagnosis) write(ctx context.Context, session *site.Session, checks []site.Check) error {
	err := session.SaveSupport(ctx, filepath.Dir(d.support), filepath.Base(d.support), checks)
	if err == nil {
		d.program.note("%s can be sent: it holds no personal data", d.support)
	}
	return err
}

// print prints the checks, and returns ErrDamaged if one of them found damage.
func (d diagnosis) print(checks []site.Check) error {
	var damaged error
	table := tabwriter.NewWriter(d.program.out, 0, 0, 2, ' ', 0)
	lines := json.NewEncoder(d.program.out)
	for _, c := range checks {
		if c.Damage() {
			damaged = fmt.Errorf("%w: %s", site.ErrDamaged, c.Name)
		}
		if d.asJSON {
			if err := lines.Encode(c); err != nil {
				return err
			}
			continue
		}
		verdict := "good"
		if !c.Good {
			verdict = "ATTENTION"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", c.Name, verdict, c.Found, figures(c))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return damaged
}

// figures are what a check found in numbers.
func figures(c site.Check) string {
	text := c.Text
	if c.Count > 0 {
		text += " " + strconv.FormatInt(c.Count, 10)
	}
	if c.Bytes > 0 {
		text += " " + strconv.FormatInt(c.Bytes, 10) + " bytes"
	}
	if !c.At.IsZero() {
		text += " " + c.At.Format(time.RFC3339)
	}
	return text
}
