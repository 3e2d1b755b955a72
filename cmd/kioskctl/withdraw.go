package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newWithdraw() *cobra.Command {
	c := &cobra.Command{
		Use:   "withdraw --dir D CODE [--reason REASON]",
		Short: "take an application back, because its person asks for it",
		Long: `Takes an application back: its answers and photos leave this kiosk, what is in no batch
yet is never sent, and the office is told with the next delivery. Nothing can be added to
it afterwards; the person may hand in a new one. An application is named by its reference
code, or by its id.`,
		Example: `  kioskctl withdraw --dir kiosk 7K3M9-0QXVB
  kioskctl withdraw --dir kiosk 7K3M9-0QXVB --reason no_permission --passphrase-file secret`,
		Args: cobra.ExactArgs(1),
	}
	l := p.newPlace(c).withStaff(c)
	reason := c.Flags().String("reason", "", fmt.Sprintf("why, if the person has said so: %v", intake.WithdrawalReasons()))
	c.RunE = func(c *cobra.Command, args []string) error {
		why := intake.WithdrawalReason(*reason)
		if !why.Valid() {
			return fmt.Errorf("%w: the reasons are %v", errUsage, intake.WithdrawalReasons())
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			one, err := find(c.Context(), session.Store, args[0])
			if err != nil {
				return err
			}
			r, err := session.Withdraw(c.Context(), one.Application, why)
			if err != nil {
				return changeError(err)
			}
			p.note("taken back; the office is told with the next delivery")
			return json.NewEncoder(p.out).Encode(changed{r.Application, r.Code.String(), r.Number})
		})
	}
	return c
}

// changed is the line for an application of which a later revision was made.
type changed struct {
	Application intake.ApplicationID `json:"application"`
	Code        string               `json:"code"`
	Revision    int                  `json:"revision"`
}

// find returns the one application with a reference code or an id.
func find(ctx context.Context, s *store.Store, which string) (store.Summary, error) {
	code, err := intake.ParseCode(which)
	if err != nil {
		one, err := s.Summary(ctx, intake.ApplicationID(which))
		if errors.Is(err, store.ErrNotFound) {
			err = fmt.Errorf("%w: no application %s", errRefused, which)
		}
		return one, err
	}
	found, err := s.List(ctx, store.Filter{Words: code.String()})
	found = slices.DeleteFunc(found, func(one store.Summary) bool { return one.Code != code }) // a document's number may look like one
	switch {
	case err != nil:
		return store.Summary{}, err
	case len(found) == 0:
		return store.Summary{}, fmt.Errorf("%w: no application %s", errRefused, code)
	case len(found) > 1:
		return store.Summary{}, fmt.Errorf(`%w: several have the code %s: give the id that "kioskctl list --json" tells`, errRefused, code)
	}
	return found[0], nil
}

// changeError says what to do about an application that cannot be changed.
func changeError(err error) error {
	switch {
	case errors.Is(err, store.ErrPurged):
		return fmt.Errorf("%w: its answers have left this kiosk: tell the change to the office, or capture a new application and withdraw this one: %w",
			errRefused, err)
	case errors.Is(err, store.ErrWithdrawn):
		return fmt.Errorf("%w: it was taken back: capture a new application: %w", errRefused, err)
	case errors.Is(err, store.ErrInReview):
		return fmt.Errorf("%w: it waits for a supervisor, who can send it back: %w", errRefused, err)
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("%w: it was never handed in", errRefused)
	}
	return err
}
