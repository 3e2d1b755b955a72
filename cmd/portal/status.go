package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
)

func newStatus(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "status --dir D CODE STATE [--note TEXT]",
		Short: "say what became of a case, to the kiosk that sent it",
		Long: `Signs the status of a case and seals it to the kiosk that sent the application. It
goes at that kiosk's next contact, or with "portal export". The states are
` + stateList("\n") + `.`,
		Example: "  portal status --dir D 7K3M9-0QXVB under_review --note 'Interview in May'",
		Args:    usage(cobra.ExactArgs(2)),
	}
	h := newHome(c, s)
	note := c.Flags().String("note", "", "a few words for the people at the site")
	c.RunE = func(c *cobra.Command, args []string) error {
		state := batch.CaseState(args[1])
		if !slices.Contains(batch.CaseStates(), state) {
			return fmt.Errorf("%w: no state %s: the states are %s", errUsage, state, stateList(" "))
		}
		return h.with(c.Context(), func() error { return h.status(c.Context(), args[0], state, *note) })
	}
	return c
}

// stateList is the states of a case, with commas and a separator between them.
func stateList(separator string) string {
	var names []string
	for _, state := range batch.CaseStates() {
		names = append(names, string(state))
	}
	return strings.Join(names, ","+separator)
}

func (h *home) status(ctx context.Context, which string, state batch.CaseState, note string) error {
	a, err := h.find(ctx, which)
	if err != nil {
		return err
	}
	device, err := h.ledger.Device(ctx, a.Device)
	if err != nil {
		return err
	}
	recipients, err := batch.ParseRecipients([]string{device.Recipient})
	if err != nil {
		return err
	}
	key, err := h.signingKey()
	if err != nil {
		return err
	}
	err = h.ledger.AddUpdate(ctx, a.Device, func(number int64) ([]byte, error) {
		envelope, err := batch.SignDocument(key, batch.CaseStatus{
			Version: batch.Version, Portal: portalID(key), Device: a.Device, Application: a.ID,
			State: state, Note: note, Number: number, At: batch.Stamp(time.Now()),
		})
		if err != nil {
			return nil, err
		}
		return batch.Seal(recipients, envelope)
	})
	if errors.Is(err, batch.ErrMalformed) || errors.Is(err, batch.ErrLimit) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return err
}
