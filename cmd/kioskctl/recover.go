package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
)

func (p *program) newRecover() *cobra.Command {
	c := &cobra.Command{
		Use:   "recover --dir D --identity FILE --staff NAME",
		Short: "give a supervisor a new passphrase, with the programme's recovery identity",
		Long: `For the day on which no supervisor is left, or knows a passphrase any more. The identity
is the portal's, "identity.age" in its folder: an age identity, in clear or under a
passphrase. NAME gets a new passphrase, and becomes a supervisor; somebody who is not known
here yet is added. Nothing that was captured is lost, and the audit trail tells of it.`,
		Example: `  kioskctl recover --dir kiosk --identity /media/office/identity.age --staff Ana`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c)
	c.Flags().StringVar(&l.staff, "staff", "", "name of the supervisor (needed)")
	identity := c.Flags().String("identity", "", "file with the programme's recovery identity (needed)")
	c.Flags().StringVar(&l.passphrase.file, "passphrase-file", "", "file whose first line is the passphrase of the identity, instead of a prompt")
	fresh := p.newPassphrase(c)
	c.MarkFlagsRequiredTogether("identity", "staff")
	c.MarkFlagsOneRequired("identity")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		key, err := l.passphrase.readIdentity(*identity)
		if err != nil {
			return err
		}
		session, err := s.Recover(c.Context(), key)
		if err != nil {
			return err
		}
		return errors.Join(p.recover(c.Context(), session, l.staff, fresh), session.Lock())
	}
	return c
}

// recover makes name a supervisor with a new passphrase.
func (p *program) recover(ctx context.Context, session *site.Session, name string, fresh *passphrase) error {
	secret, err := fresh.offer(session.Site.Language(), name)
	if err != nil {
		return err
	}
	who, err := findAmong(session, name)
	switch {
	case errors.Is(err, vault.ErrNoStaff):
		_, err = session.AddStaff(ctx, name, vault.Supervisor, secret)
	case err == nil:
		err = session.ResetStaff(ctx, who.ID, secret)
		if err == nil && who.Role != vault.Supervisor {
			err = session.SetRole(ctx, who.ID, vault.Supervisor)
		}
	}
	return p.done(err, "%s can unlock with the new passphrase, as supervisor", name)
}

// findAmong finds somebody by name among all who can or could unlock. Who can goes before who could.
func findAmong(session *site.Session, name string) (vault.Staff, error) {
	everybody, err := session.Everybody()
	if err != nil {
		return vault.Staff{}, err
	}
	found, err := vault.Staff{}, vault.ErrNoStaff
	for _, s := range everybody {
		if strings.EqualFold(s.Name, name) && (err != nil || found.Disabled) {
			found, err = s, nil
		}
	}
	return found, err
}

func (p *program) newRotate() *cobra.Command {
	c := &cobra.Command{
		Use:   "rotate --dir D",
		Short: "give the store a new key",
		Long: `Encrypts the store anew, under a key that nobody has seen. Copies of the folder that were
made before open nothing of what is captured after it. It needs as much free room as the
store takes; cut off at any moment, it is finished at the next unlock.`,
		Example: `  kioskctl rotate --dir kiosk --staff Ana`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return l.unlocked(c.Context(), func(session *site.Session) error {
			return p.done(session.Rotate(c.Context()), "the store has a new key")
		})
	}
	return c
}

const maxIdentity = 64 << 10 // bytes of a file with an identity

// readIdentity reads an age identity, in clear or under a passphrase.
func (p passphrase) readIdentity(path string) (age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: read identity: %w", errUsage, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxIdentity))
	if err != nil {
		return nil, fmt.Errorf("read identity: %w", err)
	}
	if bytes.HasPrefix(text, []byte("age-encryption.org/")) {
		if text, err = p.openIdentity(text); err != nil {
			return nil, err
		}
	}
	identities, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil || len(identities) == 0 {
		return nil, fmt.Errorf("%w: the file holds no age identity", errRefused)
	}
	return identities[0], nil
}

func (p passphrase) openIdentity(sealed []byte) ([]byte, error) {
	secret, err := p.read("Passphrase of the identity")
	if err != nil {
		return nil, err
	}
	key, err := age.NewScryptIdentity(secret)
	if err != nil {
		return nil, fmt.Errorf("open identity: %w", vault.ErrPassphrase)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), key)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, fmt.Errorf("open identity: %w", vault.ErrPassphrase)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: open identity: %w", errRefused, err)
	}
	return io.ReadAll(io.LimitReader(r, maxIdentity))
}
