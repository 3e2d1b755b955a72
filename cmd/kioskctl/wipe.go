package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
)

func (p *program) newWipe() *cobra.Command {
	c := &cobra.Command{
		Use:   "wipe --dir D --yes",
		Short: "destroy the kiosk: the keys first, then the rest",
		Long: `Destroys what opens the store, so that everything else is noise, and then removes the
rest, what was not delivered included. Nobody can bring it back. What a kiosk did not write
stays, and a folder that holds no kiosk is left as it is, with exit status 3.`,
		Example: `  kioskctl wipe --dir kiosk --yes`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c)
	yes := c.Flags().Bool("yes", false, "mean it")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if !*yes {
			return fmt.Errorf("%w: wiping takes --yes", errUsage)
		}
		if err := site.Wipe(l.dir); err != nil {
			return err
		}
		p.note("wiped")
		return nil
	}
	return c
}
