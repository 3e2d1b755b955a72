package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"ventanilla/sync/batch"
)

// The key files. Each is an age file under the same passphrase; serving reads
// the first only, so that the key which opens applications stays out of memory.
const (
	signingFile   = "signing.age"   // the Ed25519 seed in hexadecimal digits
	identityFile  = "identity.age"  // the age identity, AGE-SECRET-KEY-PQ-1…
	recipientFile = "recipient.txt" // the age recipient, age1pq…; no secret
)

const maxKeyFile = 64 << 10

// makeKeys writes new keys into a folder.
func makeKeys(dir, secret string) error {
	_, signing, err := ed25519.GenerateKey(nil)
	if err != nil {
		return fmt.Errorf("make keys: %w", err)
	}
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return fmt.Errorf("make keys: %w", err)
	}
	if err := saveKey(filepath.Join(dir, signingFile), secret, hex.EncodeToString(signing.Seed())); err != nil {
		return err
	}
	if err := saveKey(filepath.Join(dir, identityFile), secret, identity.String()); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, recipientFile), []byte(identity.Recipient().String()+"\n"))
}

func saveKey(path, secret, key string) error {
	recipient, err := age.NewScryptRecipient(secret)
	if err != nil {
		return fmt.Errorf("save key: %w", err)
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return fmt.Errorf("save key: %w", err)
	}
	if _, err := io.WriteString(w, key+"\n"); err != nil {
		return fmt.Errorf("save key: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("save key: %w", err)
	}
	return writeFile(path, sealed.Bytes())
}

func loadKey(path, secret string) (string, error) {
	sealed, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUnreachable, err)
	}
	identity, err := age.NewScryptIdentity(secret)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUnreachable, err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	var wrong *age.NoIdentityMatchError
	if err != nil && !errors.As(err, &wrong) {
		return "", fmt.Errorf("%s: %w: %w", filepath.Base(path), batch.ErrDamaged, err)
	}
	if err != nil {
		return "", fmt.Errorf("%w: the passphrase does not open %s", errUnreachable, filepath.Base(path))
	}
	key, err := io.ReadAll(io.LimitReader(r, maxKeyFile))
	if err != nil {
		return "", fmt.Errorf("%s: %w: %w", filepath.Base(path), batch.ErrDamaged, err)
	}
	return strings.TrimSpace(string(key)), nil
}

// signingKey opens the key that signs receipts.
func (h *home) signingKey() (ed25519.PrivateKey, error) {
	key, err := h.key(signingFile)
	if err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(key)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%w: %s holds no key", errUnreachable, signingFile)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// identities opens the keys that open applications: that of now, and those before it, to which older ones are sealed.
func (h *home) identities() ([]age.Identity, error) {
	key, err := h.key(identityFile)
	if err != nil {
		return nil, err
	}
	keys := []string{key}
	former, err := filepath.Glob(filepath.Join(h.dir, keyFolder, formerFolder, "*", identityFile))
	if err != nil {
		return nil, err
	}
	for _, path := range former {
		key, err := loadKey(path, h.secret)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	ids := make([]age.Identity, len(keys))
	for i, key := range keys {
		if ids[i], err = age.ParseHybridIdentity(key); err != nil {
			return nil, fmt.Errorf("%w: %s holds no key", errUnreachable, identityFile)
		}
	}
	return ids, nil
}

// key opens one key file, and asks for the passphrase the first time.
func (h *home) key(file string) (string, error) {
	if !h.asked {
		secret, err := h.passphrase.read("Passphrase of the portal's keys")
		if err != nil {
			return "", err
		}
		h.secret, h.asked = secret, true
	}
	return loadKey(filepath.Join(h.dir, keyFolder, h.keys, file), h.secret)
}

// recipient returns whom kiosks seal to.
func (h *home) recipient() (string, error) {
	text, err := os.ReadFile(filepath.Join(h.dir, keyFolder, h.keys, recipientFile))
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return strings.TrimSpace(string(text)), nil
}
