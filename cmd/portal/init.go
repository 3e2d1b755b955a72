package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

func newInit(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "init --dir D",
		Short: "make keys, encrypted under a passphrase, and an empty database",
		Long: `Makes the portal's keys, encrypted under a passphrase, and an empty database.

Without the passphrase nobody opens an application, and nobody can get it back:
keep a copy of the folder "keys" and of the passphrase where both are safe.`,
		Example: "  portal init --dir /var/lib/ventanilla",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	c.RunE = func(c *cobra.Command, _ []string) error {
		keys := filepath.Join(h.dir, keyFolder)
		if _, err := os.Stat(keys); err == nil {
			return fmt.Errorf("%w: there is a portal in %s already", errRefused, h.dir)
		}
		secret, err := h.passphrase.readNew()
		if err != nil {
			return err
		}
		if err := initKeys(h.dir, secret); err != nil {
			return fmt.Errorf("%w: %w", errUnreachable, err)
		}
		if err := h.with(c.Context(), func() error { return nil }); err != nil {
			return err
		}
		fmt.Fprintln(s.err, "made a portal in", h.dir)
		return nil
	}
	return c
}

// initKeys makes the folder of keys aside and renames it into place, so that a
// portal has all of its keys or none.
func initKeys(dir, secret string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	aside, err := os.MkdirTemp(dir, ".keys-*")
	if err != nil {
		return err
	}
	if err := makeKeys(aside, secret); err != nil {
		return errors.Join(err, os.RemoveAll(aside))
	}
	return os.Rename(aside, filepath.Join(dir, keyFolder))
}
