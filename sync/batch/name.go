package batch

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Name identifies a sealed object: the SHA-256 of its ciphertext in 64
// lower-case hexadecimal digits.
type Name string

// NameOf returns the name of the sealed object that consists of ciphertext.
func NameOf(ciphertext []byte) Name {
	sum := sha256.Sum256(ciphertext)
	return Name(hex.EncodeToString(sum[:]))
}

// Check returns ErrMalformed if n does not look like a name.
func (n Name) Check() error { return checkHex("object name", string(n), sha256.Size) }

// DeviceID identifies a kiosk: the first 16 bytes of the SHA-256 of its
// Ed25519 public key in lower-case hexadecimal digits.
type DeviceID string

// NewDeviceID returns the id that belongs to a device's public key.
func NewDeviceID(key ed25519.PublicKey) DeviceID { return DeviceID(keyID(key)) }

// Check returns ErrMalformed if d does not look like a device id.
func (d DeviceID) Check() error { return checkHex("device id", string(d), idSize) }

// PortalID identifies a portal, made from its signing key as a [DeviceID] is.
type PortalID string

// NewPortalID returns the id that belongs to a portal's public signing key.
func NewPortalID(key ed25519.PublicKey) PortalID { return PortalID(keyID(key)) }

// Check returns ErrMalformed if p does not look like a portal id.
func (p PortalID) Check() error { return checkHex("portal id", string(p), idSize) }

const idSize = 16 // bytes of a key's SHA-256 that make an id

func keyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:idSize])
}

// ParseKey reads an Ed25519 public key from 64 lower-case hexadecimal digits.
func ParseKey(text string) (ed25519.PublicKey, error) {
	if err := checkHex("public key", text, ed25519.PublicKeySize); err != nil {
		return nil, err
	}
	key, _ := hex.DecodeString(text) // checked above
	return key, nil
}

func checkHex(what, text string, size int) error {
	if raw, err := hex.DecodeString(text); err != nil || len(raw) != size || strings.ToLower(text) != text {
		return fmt.Errorf("read %s: %w", what, ErrMalformed)
	}
	return nil
}

// checkID accepts a UUID of version 7 in its canonical text form.
func checkID(what, text string) error {
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text || id.Version() != 7 {
		return fmt.Errorf("read %s: %w", what, ErrMalformed)
	}
	return nil
}

const maxText = 200 // characters of a site's or programme's name

func checkText(what, text string) error {
	if text == "" || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return fmt.Errorf("read %s: %w", what, ErrMalformed)
	}
	if utf8.RuneCountInString(text) > maxText {
		return fmt.Errorf("read %s: %w", what, ErrLimit)
	}
	return nil
}
