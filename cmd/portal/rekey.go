package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal/ledger"
)

// The folders of keys beside those in use.
const (
	nextFolder   = "next"   // new keys, until all that is given out is signed with them
	formerFolder = "former" // <portal id>/: keys that were replaced; they still open what was sealed to them
)

func newRekey(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "rekey --dir D --url URL [--tls-cert F] > card.json",
		Short: "replace the portal's keys; the old key signs the new card",
		Long: `Makes new keys under the same passphrase, signs the new card with the old key, and signs
anew what kiosks are still to be given. Kiosks take the new card by themselves: over the
network from the old address, or from a stick that "portal export" has written. What they
have sealed already stays sealed to the old keys, which the portal keeps to open it; what
they seal from then on goes to the new ones. "kioskctl recover" wants the old identity until
a supervisor opens a kiosk that has the new card, and the new one from then on.

End every process that serves this portal first, and start it again afterwards. Until all
kiosks have the new card, the address on the old one must lead here, with the same TLS key
if the old card pins it. Interrupted, do it again: it goes on where it stopped.`,
		Example: "  portal rekey --dir D --url https://portal.example.org --tls-cert cert.pem > card.json",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	url := c.Flags().String("url", "", "where kiosks reach the portal (needed)")
	cert := c.Flags().String("tls-cert", "", "PEM file of the certificate whose key to pin")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := checkURL(*url); err != nil {
			return err
		}
		return h.with(c.Context(), func() error { return h.rekey(c.Context(), s, *url, *cert) })
	}
	return c
}

func (h *home) rekey(ctx context.Context, s streams, url, cert string) error {
	old, err := h.signingKey()
	if err != nil {
		return err
	}
	next := &home{dir: h.dir, keys: nextFolder, passphrase: h.passphrase, asked: true, secret: h.secret}
	if err := next.makeNext(); err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	card, key, err := next.card(url, cert)
	if err != nil {
		return err
	}
	envelope, err := batch.SignDocument(key, card)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := h.succeed(ctx, old, key, envelope); err != nil {
		return err
	}
	if err := h.retire(portalID(old)); err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	fmt.Fprintf(s.out, "%s\n", envelope)
	return showFingerprint(s, card)
}

// makeNext makes the next keys, unless an interrupted run has.
func (h *home) makeNext() error {
	dir := filepath.Join(h.dir, keyFolder, h.keys)
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	aside, err := os.MkdirTemp(filepath.Dir(dir), ".keys-*")
	if err != nil {
		return err
	}
	if err := makeKeys(aside, h.secret); err != nil {
		return errors.Join(err, os.RemoveAll(aside))
	}
	return os.Rename(aside, dir)
}

// succeed keeps that the old key hands over to the new one, and signs anew what is still to be given out.
func (h *home) succeed(ctx context.Context, old, key ed25519.PrivateKey, card []byte) error {
	at := batch.Stamp(time.Now())
	succession, err := batch.SignDocument(old, batch.Succession{Version: batch.Version, Portal: portalID(old), Card: card, At: at})
	if err != nil {
		return err
	}
	again := resigner{old: old.Public().(ed25519.PublicKey), key: key, at: at}
	_, err = h.ledger.Succeed(ctx, portalID(old), succession, ledger.Again{Receipt: again.receipt, Other: again.other})
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return nil
}

// retire puts the keys in use aside and the next ones in their place, the signing key last: it tells which ones are in use.
func (h *home) retire(old batch.PortalID) error {
	keys := filepath.Join(h.dir, keyFolder)
	former := filepath.Join(keys, formerFolder, string(old))
	if err := os.MkdirAll(former, 0o700); err != nil {
		return err
	}
	for _, name := range []string{identityFile, recipientFile, signingFile} {
		if _, err := os.Stat(filepath.Join(former, name)); err == nil {
			continue // by an interrupted run
		}
		data, err := os.ReadFile(filepath.Join(keys, name))
		if err == nil {
			err = writeFile(filepath.Join(former, name), data)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range []string{identityFile, recipientFile, signingFile} {
		err := os.Rename(filepath.Join(keys, nextFolder, name), filepath.Join(keys, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Remove(filepath.Join(keys, nextFolder))
}

// resigner signs documents of the old key with the new one.
type resigner struct {
	old ed25519.PublicKey
	key ed25519.PrivateKey
	at  time.Time
}

func (r resigner) receipt(envelope []byte, number int64) ([]byte, error) {
	d, err := batch.OpenDocument[batch.Receipt](r.old, envelope)
	if err != nil {
		return nil, err
	}
	d.Portal, d.Number, d.At = portalID(r.key), number, r.at
	return batch.SignDocument(r.key, d)
}

func (r resigner) other(envelope []byte) ([]byte, error) {
	kind, err := batch.TypeOf(envelope)
	if err != nil {
		return nil, err
	}
	if kind == batch.TypeEnrolmentAnswer {
		d, err := batch.OpenDocument[batch.EnrolmentAnswer](r.old, envelope)
		if err != nil {
			return nil, err
		}
		d.Portal = portalID(r.key)
		return batch.SignDocument(r.key, d)
	}
	d, err := batch.OpenDocument[batch.Publication](r.old, envelope)
	if err != nil {
		return nil, err
	}
	d.Portal = portalID(r.key)
	return batch.SignDocument(r.key, d)
}
