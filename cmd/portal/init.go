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
		Use:   "init --dir D [--database postgres://…] [--blobs s3://…]",
		Short: "make keys, encrypted under a passphrase, and an empty database",
		Long: `Makes the portal's keys, encrypted under a passphrase, and an empty database.

Without the passphrase nobody opens an application, and nobody can get it back:
keep a copy of the folder "keys" and of the passphrase where both are safe.

For many offices, say where database and photos lie. The folder remembers it, and may
be copied to any number of machines that serve together. Passwords stay outside: the
database's in PGPASSWORD or PGPASSFILE, the storage's in AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY.`,
		Example: `  portal init --dir /var/lib/ventanilla
  portal init --dir D --database postgres://portal@db/portal --blobs 's3://photos/portal?endpoint=https://storage.example.org'`,
		Args: usage(cobra.NoArgs),
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
		if err := h.keepStorage(); err != nil {
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
