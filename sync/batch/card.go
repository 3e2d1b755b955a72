package batch

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"filippo.io/age"
)

// Card is the public card of a portal: all that a kiosk must know of it. It is
// signed with the portal's own key, so a card proves nothing until a person has
// compared its [Card.Fingerprint].
type Card struct {
	Version int `json:"version"` // 1
	// URL is where the portal answers: https, or http on loopback.
	URL string `json:"url"`
	// Key is the portal's Ed25519 signing key in hexadecimal digits.
	Key string `json:"key"`
	// Recipients are the hybrid age recipients that objects are sealed to.
	Recipients []string `json:"recipients"`
	// TLSPin is the SHA-256 of the portal certificate's SubjectPublicKeyInfo in
	// hexadecimal digits; absent when a public authority vouches for it.
	TLSPin string `json:"tls_pin,omitempty"`
}

// OpenCard reads a card and proves that the key on it has signed it. People
// copy cards about, so white space around it is no part of it.
func OpenCard(data []byte) (Card, error) {
	data = bytes.TrimSpace(data)
	signer, err := Signer(data)
	if err != nil {
		return Card{}, fmt.Errorf("open card: %w", err)
	}
	c, err := OpenDocument[Card](signer, data)
	if err != nil {
		return Card{}, err
	}
	if c.Key != hex.EncodeToString(signer) {
		return Card{}, fmt.Errorf("open card: %w", ErrSignature)
	}
	return c, nil
}

// DocumentType returns application/vnd.ventanilla.card+json.
func (Card) DocumentType() DocumentType { return TypeCard }

// Check returns ErrMalformed or ErrLimit if the card breaks the format.
func (c Card) Check() error {
	if err := checkVersion(c.Version); err != nil {
		return err
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("read url: %w", ErrMalformed)
	}
	if _, err := ParseKey(c.Key); err != nil {
		return err
	}
	if _, err := ParseRecipients(c.Recipients); err != nil {
		return err
	}
	if c.TLSPin == "" {
		return nil
	}
	return checkHex("tls pin", c.TLSPin, sha256.Size)
}

// PublicKey returns the portal's signing key. The card must have passed Check.
func (c Card) PublicKey() ed25519.PublicKey {
	key, _ := ParseKey(c.Key)
	return key
}

// AgeRecipients returns whom to seal to. The card must have passed Check.
func (c Card) AgeRecipients() []age.Recipient {
	recipients, _ := ParseRecipients(c.Recipients)
	return recipients
}

// Fingerprint returns what people compare: the first 20 bytes of the SHA-256
// of the card's JSON as ten groups of four hexadecimal digits.
func (c Card) Fingerprint() string {
	data, err := encode(c)
	if err != nil {
		return "" // a struct of strings always encodes
	}
	sum := sha256.Sum256(data)
	digits := hex.EncodeToString(sum[:20])
	groups := make([]string, 0, 10)
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, " ")
}
