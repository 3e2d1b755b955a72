package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
)

func (p *program) newEnrol() *cobra.Command {
	c := &cobra.Command{
		Use:   "enrol --dir D --code CODE [--anew]",
		Short: "ask the portal to know this kiosk, with a new one-time code",
		Long: `Signs the request for enrolment anew with another one-time code of the same office, where
the portal did not take the first. It goes at the next contact, by "sync" or by a stick.
What was captured stays and is delivered after it.

With --anew the kiosk becomes a new device to the portal: for one of two tablets that work
with copies of one disk, or whose disk was set back, from which the portal takes nothing
more. It gets new keys, and what waits leaves in new batches. Close its window first;
interrupted, do it again with the same code.`,
		Example: `  kioskctl enrol --dir kiosk --code GT-7K3M-90QX-VB2D-H5T7 --passphrase-file secret
  kioskctl enrol --dir kiosk --code GT-7K3M-90QX-VB2D-H5T7 --anew --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	code := c.Flags().String("code", "", "one-time code that the portal gave (needed)")
	anew := c.Flags().Bool("anew", false, "become a new device, because this one was copied or set back")
	c.MarkFlagsOneRequired("code")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if _, err := batch.ParseEnrolmentCode(*code); err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			ask := session.Ask
			if *anew {
				ask = session.Renew
			}
			err := ask(c.Context(), *code)
			if errors.Is(err, site.ErrOtherOffice) {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			if err == nil {
				p.note(`asked: it goes at the next "kioskctl sync", or with a stick`)
			}
			return err
		})
	}
	return c
}
