package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
)

// place is which kiosk a command works on, and as whom.
type place struct {
	program    *program
	dir        string
	staff      string
	passphrase passphrase
}

// newPlace adds the flag that says which kiosk.
func (p *program) newPlace(c *cobra.Command) *place {
	l := &place{program: p, passphrase: passphrase{program: p}}
	c.Flags().StringVar(&l.dir, "dir", "", "folder of the kiosk (needed)")
	if err := c.MarkFlagRequired("dir"); err != nil {
		panic(err) // the flag was made in the line above
	}
	return l
}

// withStaff adds the flags that say who works.
func (l *place) withStaff(c *cobra.Command) *place {
	c.Flags().StringVar(&l.staff, "staff", "", "name of who works, where several can")
	c.Flags().StringVar(&l.passphrase.file, "passphrase-file", "", "file whose first line is the passphrase, instead of a prompt")
	return l
}

// locked opens the kiosk without a passphrase.
func (l *place) locked() (*site.Site, error) {
	return site.Open(l.dir, site.Options{Now: l.program.now})
}

// unlocked runs do with the kiosk unlocked, and locks it again.
func (l *place) unlocked(ctx context.Context, do func(*site.Session) error) error {
	s, err := l.locked()
	if err != nil {
		return err
	}
	who, secret, err := l.who(s)
	if err != nil {
		return err
	}
	return l.with(ctx, s, who, secret, do)
}

// with runs do with the kiosk unlocked for who has the passphrase, and locks it again.
func (l *place) with(ctx context.Context, s *site.Site, who vault.Staff, secret string, do func(*site.Session) error) error {
	session, err := s.Unlock(ctx, who.ID, secret)
	if err != nil {
		return err
	}
	return errors.Join(do(session), session.Lock())
}

// who asks who works.
func (l *place) who(s *site.Site) (vault.Staff, string, error) {
	who, err := s.FindStaff(l.staff)
	if err != nil {
		return who, "", fmt.Errorf("unlock: %w", err)
	}
	secret, err := l.passphrase.read("Passphrase of " + who.Name)
	return who, secret, err
}

// unlockedIfAsked runs do with a session if a passphrase file is given, and with nil if not.
func (l *place) unlockedIfAsked(ctx context.Context, s *site.Site, do func(*site.Session) error) error {
	if l.passphrase.file == "" {
		return do(nil)
	}
	who, secret, err := l.who(s)
	if err != nil {
		return err
	}
	return l.with(ctx, s, who, secret, do)
}
