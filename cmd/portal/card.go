package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	neturl "net/url"
	"os"

	"github.com/skip2/go-qrcode"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ventanilla/sync/batch"
)

func newCard(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "card --dir D --url URL [--tls-cert F] > card.json",
		Short: "print the public card for kiosks",
		Long: `Prints the portal's public card: its address, whom kiosks seal to, and the key
that signs receipts. With a certificate, the card pins its key, so that a portal
needs no public name and no authority. The fingerprint goes to standard error:
compare it on the kiosk with the one here.`,
		Example: "  portal card --dir D --url https://portal.example.org --tls-cert cert.pem > card.json",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	url := c.Flags().String("url", "", "where kiosks reach the portal (needed)")
	cert := c.Flags().String("tls-cert", "", "PEM file of the certificate whose key to pin")
	c.RunE = func(*cobra.Command, []string) error {
		if err := checkURL(*url); err != nil {
			return err
		}
		card, key, err := h.card(*url, *cert)
		if err != nil {
			return err
		}
		envelope, err := batch.SignDocument(key, card)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		fmt.Fprintf(s.out, "%s\n", envelope)
		return showFingerprint(s, card)
	}
	return c
}

func checkURL(url string) error {
	if u, err := neturl.Parse(url); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%w: --url says where kiosks reach the portal, such as https://portal.example.org", errUsage)
	}
	return nil
}

func (h *home) card(url, cert string) (batch.Card, ed25519.PrivateKey, error) {
	recipient, err := h.recipient()
	if err != nil {
		return batch.Card{}, nil, err
	}
	key, err := h.signingKey()
	if err != nil {
		return batch.Card{}, nil, err
	}
	card := batch.Card{
		Version: batch.Version, URL: url, Recipients: []string{recipient},
		Key: hex.EncodeToString(key.Public().(ed25519.PublicKey)),
	}
	if cert != "" {
		card.TLSPin, err = pin(cert)
	}
	return card, key, err
}

// pin returns the SHA-256 of the public key of the first certificate in a file.
func pin(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUsage, err)
	}
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "CERTIFICATE" {
		return "", fmt.Errorf("%w: %s holds no certificate", errUsage, path)
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return "", fmt.Errorf("%w: %s: %w", errUsage, path, err)
	}
	sum := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:]), nil
}

func showFingerprint(s streams, card batch.Card) error {
	fmt.Fprintln(s.err, "fingerprint", card.Fingerprint())
	screen, ok := s.err.(*os.File)
	if !ok || !term.IsTerminal(int(screen.Fd())) {
		return nil
	}
	code, err := qrcode.New(card.Fingerprint(), qrcode.Medium)
	if err != nil {
		return fmt.Errorf("draw fingerprint: %w", err)
	}
	fmt.Fprint(s.err, code.ToSmallString(false))
	return nil
}
