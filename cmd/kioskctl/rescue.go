package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// errLost says that a rescue could not carry everything over.
var errLost = errors.New("not everything could be read: what is lost is listed")

func (p *program) newRescue() *cobra.Command {
	c := &cobra.Command{
		Use:   "rescue --dir D --to NEWDIR [--json]",
		Short: "make a working kiosk of what is readable in a damaged one",
		Long: `Reads the damaged store of a kiosk page by page, carries every readable application,
photo, receipt, key and audit entry into a new kiosk in NEWDIR, with the same staff,
passphrases and outbox, and lists what was lost. The damaged kiosk is not changed: keep
it, and do not deliver with it any more. Close its window first.

If something was lost, the exit status is 4. If the device's own keys were lost, the new
kiosk is a new device to the portal: ask the office for a code and give it by "enrol".`,
		Example: `  kioskctl rescue --dir kiosk --to rescued
  kioskctl rescue --dir kiosk --to rescued --json --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	to := c.Flags().String("to", "", "folder of the new kiosk, which must be empty or not there (needed)")
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each thing that was lost")
	c.MarkFlagsOneRequired("to")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		held, err := site.Hold(l.dir)
		if err != nil {
			return err
		}
		defer held.Close()
		who, err := s.FindStaff(l.staff)
		if err != nil {
			return fmt.Errorf("rescue: %w", err)
		}
		secret, err := l.passphrase.read("Passphrase of " + who.Name)
		if err != nil {
			return err
		}
		lost, err := site.Rescue(c.Context(), l.dir, *to, who.Name, secret, site.Options{Now: p.now})
		if err != nil {
			return err
		}
		return p.printLost(lost, *asJSON, *to)
	}
	return c
}

// loss is one thing that was lost, as it is printed.
type loss struct {
	Lost        string `json:"lost"` // application, table, log, settings, keys or audit
	Application string `json:"application,omitempty"`
	Code        string `json:"code,omitempty"`
	Revision    int    `json:"revision,omitempty"`
	What        string `json:"what,omitempty"` // of an application: all, answers or photo
	Name        string `json:"name,omitempty"` // of a table
	Pages       int    `json:"pages,omitempty"`
	Rows        int    `json:"rows,omitempty"`
	Sequence    int64  `json:"sequence,omitempty"` // of the first audit entry that does not hold

	text string
}

func (p *program) printLost(lost store.Lost, asJSON bool, to string) error {
	out := json.NewEncoder(p.out)
	for _, l := range losses(lost) {
		if asJSON {
			if err := out.Encode(l); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintln(p.out, l.text); err != nil {
			return err
		}
	}
	p.note("a kiosk was made in %s; keep the damaged one, and do not deliver with it any more", to)
	if lost.Any() {
		return errLost
	}
	p.note("nothing was lost")
	return nil
}

// losses puts what was lost into lines, what is about people first.
func losses(lost store.Lost) []loss {
	var all []loss
	for _, a := range lost.Applications {
		all = append(all, loss{
			Lost: "application", Application: string(a.Application), Code: a.Code.String(), Revision: a.Revision, What: string(a.What),
			text: fmt.Sprintf("application %s %s: lost: %s", a.Code, a.Application, a.What),
		})
	}
	if lost.Keys {
		all = append(all, loss{Lost: "keys", text: `the device's keys are lost: ask the office for a code and give it by "kioskctl enrol"`})
	}
	if lost.Settings {
		all = append(all, loss{Lost: "settings", text: "the settings are lost: retention, days to keep and approval are the first ones again"})
	}
	if lost.Log {
		all = append(all, loss{Lost: "log", text: "the newest changes are lost: look through what was done last"})
	}
	if lost.Audit != 0 {
		all = append(all, loss{
			Lost: "audit", Sequence: lost.Audit,
			text: fmt.Sprintf("the audit trail does not hold from entry %d on", lost.Audit),
		})
	}
	for _, t := range lost.Tables {
		all = append(all, loss{
			Lost: "table", Name: t.Name, Pages: t.Pages, Rows: t.Rows,
			text: fmt.Sprintf("table %s: %d pages lost, %d rows broken", t.Name, t.Pages, t.Rows),
		})
	}
	return all
}
