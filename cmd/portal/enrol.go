package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/assets"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

const defaultCodeLife = 30 * 24 * time.Hour

func newEnrol(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:     "enrol --dir D --site NAME --office GT",
		Short:   "print a one-time code with which one kiosk can enrol",
		Example: "  portal enrol --dir D --site 'Casa del Migrante' --office GT",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	site := c.Flags().String("site", "", "name of the site, as people know it (needed)")
	office := c.Flags().String("office", "", "code of the office, such as GT (needed)")
	life := c.Flags().Duration("valid", defaultCodeLife, "how long the code can be used")
	c.RunE = func(c *cobra.Command, _ []string) error {
		code, err := batch.NewEnrolmentCode(*office)
		if err != nil || *site == "" {
			return fmt.Errorf("%w: a code needs --site and --office, such as GT", errUsage)
		}
		return h.with(c.Context(), func() error {
			if err := h.checkOffice(c.Context(), intake.Office(*office)); err != nil {
				return err
			}
			if err := h.ledger.AddCode(c.Context(), code, *site, time.Now().Add(*life)); err != nil {
				return fmt.Errorf("%w: %w", errUnreachable, err)
			}
			fmt.Fprintln(s.out, code)
			return nil
		})
	}
	return c
}

// checkOffice refuses an office that neither a published pack nor the built-in one has rules for.
func (h *home) checkOffice(ctx context.Context, code intake.Office) error {
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	if err != nil {
		return fmt.Errorf("read built-in rules: %w", err)
	}
	first, err := eligibility.ParsePack(data)
	if err != nil {
		return fmt.Errorf("read built-in rules: %w", err)
	}
	published, err := h.packs(ctx)
	if err != nil {
		return err
	}
	for _, pack := range append(published, first) {
		if _, known := pack.Office(code); known {
			return nil
		}
	}
	return fmt.Errorf("%w: no rules for an office %s: publish a pack that has it first", errUsage, code)
}

func newRevoke(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:     "revoke --dir D DEVICE",
		Short:   "take a lost or stolen kiosk off the list",
		Example: "  portal revoke --dir D 0f3c9a0e5d1b4c7788aa99bbccddeeff",
		Args:    usage(cobra.ExactArgs(1)),
	}
	h := newHome(c, s)
	c.RunE = func(c *cobra.Command, args []string) error {
		return h.with(c.Context(), func() error {
			err := h.ledger.Revoke(c.Context(), batch.DeviceID(args[0]))
			if errors.Is(err, portal.ErrUnknownDevice) {
				return fmt.Errorf("%w: %w", errRefused, err)
			}
			return err
		})
	}
	return c
}
