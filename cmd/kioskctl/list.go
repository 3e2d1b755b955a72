package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newList() *cobra.Command {
	c := &cobra.Command{
		Use:   "list --dir D [--json] [--state STATE] [--search WORDS] [--personal]",
		Short: "list the applications of this kiosk",
		Long: `Lists the applications of this kiosk, the newest first. An application is "delivered"
only when the portal has signed for each of its objects. No personal data is shown
unless --personal asks for it.

--search finds what has each of the words at the beginning of a name, a code, a phone or
document number, the initials, or a day of birth or of handing in. Accents, case and order
do not matter.`,
		Example: `  kioskctl list --dir kiosk --json --passphrase-file secret
  kioskctl list --dir kiosk --state parked
  kioskctl list --dir kiosk --search "nunez mar"`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each application")
	personal := c.Flags().Bool("personal", false, "show names too, where the answers are still on the device")
	var filter store.Filter
	c.Flags().StringVar((*string)(&filter.State), "state", "", "only those in this state: draft, waiting, on_its_way, delivered, parked, withdrawn")
	c.Flags().StringVar(&filter.Words, "search", "", "only those that have each of these words")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if !slices.Contains(listable, filter.State) {
			return fmt.Errorf("%w: no state %s: the states are %v", errUsage, filter.State, listable[1:])
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			rows, err := listed(c.Context(), session, filter, *personal)
			if err != nil {
				return err
			}
			if *asJSON {
				return p.printLines(rows)
			}
			return p.printTable(rows)
		})
	}
	return c
}

// listable are the states that a list can be of; the first is any.
var listable = []intake.State{
	"", intake.StateDraft, intake.StateWaiting, intake.StateOnItsWay, intake.StateDelivered, intake.StateParked, intake.StateWithdrawn,
}

// row is an application as it is listed.
type row struct {
	ID         intake.ApplicationID `json:"id"`
	Code       string               `json:"code"`
	State      intake.State         `json:"state"`
	Revision   int                  `json:"revision"`
	Withdrawn  bool                 `json:"withdrawn,omitempty"` // the office knows once the state says so
	CapturedAt time.Time            `json:"captured_at"`
	Problem    string               `json:"problem,omitempty"`
	Lacking    []intake.Field       `json:"lacking,omitempty"`
	Objects    int                  `json:"objects"`
	Bytes      int64                `json:"bytes"`
	Receipt    bool                 `json:"receipt_verified"` // for every object
	Case       string               `json:"case,omitempty"`   // what the portal last said of it, such as "under_review"
	CaseSince  time.Time            `json:"case_since,omitzero"`
	CaseNote   string               `json:"case_note,omitempty"` // with --personal only
	Day        string               `json:"day,omitempty"`       // on which the office takes it up, YYYY-MM-DD there
	Number     int                  `json:"number,omitempty"`    // in the line of that day
	Name       string               `json:"name,omitempty"`      // with --personal only
}

func listed(ctx context.Context, session *site.Session, filter store.Filter, personal bool) ([]row, error) {
	s := session.Store
	list, err := s.List(ctx, filter)
	if err != nil {
		return nil, err
	}
	cases, err := session.CaseStatuses(ctx)
	if err != nil {
		return nil, err
	}
	places, err := s.Appointments(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(list))
	for i, one := range list {
		rows[i] = row{
			ID: one.Application, Code: one.Code.String(), State: one.State, Revision: one.Revision, Withdrawn: one.Withdrawn, CapturedAt: one.CapturedAt,
			Problem: one.Problem, Lacking: one.Lacking, Objects: one.Objects, Bytes: one.Bytes,
			Receipt: one.Objects > 0 && one.Received == one.Objects,
			Case:    string(cases[one.Application].State), CaseSince: cases[one.Application].At,
		}
		if place, ok := places[one.Application]; ok {
			rows[i].Day, rows[i].Number = place.Day.String(), place.Number
		}
		if personal {
			rows[i].CaseNote = cases[one.Application].Note
		}
		if personal && !one.Purged {
			if rows[i].Name, err = name(ctx, s, one); err != nil {
				return nil, err
			}
		}
	}
	if personal {
		err = s.Record(ctx, store.Viewed, "")
	}
	return rows, err
}

func name(ctx context.Context, s *store.Store, one store.Summary) (string, error) {
	if one.State == intake.StateDraft {
		d, err := s.Draft(ctx, one.Application)
		return d.Answers.Applicant.FullName(), err
	}
	r, err := s.Revision(ctx, one.Application, one.Revision)
	return r.Answers.Applicant.FullName(), err
}

func (p *program) printLines(rows []row) error {
	out := json.NewEncoder(p.out)
	for _, r := range rows {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) printTable(rows []row) error {
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "CODE\tSTATE\tREVISION\tCAPTURED\tOBJECTS\tBYTES\tRECEIPT\tLACKING\tPROBLEM\tCASE\tNAME")
	for _, r := range rows {
		receipt := "no"
		if r.Receipt {
			receipt = "yes"
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\n", r.Code, r.State, r.Revision,
			r.CapturedAt.Local().Format("2006-01-02 15:04"), r.Objects, r.Bytes, receipt, fields(r.Lacking), r.Problem, r.Case, r.Name)
	}
	return table.Flush()
}

func fields(all []intake.Field) string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = string(f)
	}
	return strings.Join(names, " ")
}
