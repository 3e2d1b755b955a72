package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// Seal encrypts plaintext to recipients as an age file. Sealing the same
// plaintext again gives other bytes, so what was sealed is kept, not made anew.
func Seal(recipients []age.Recipient, plaintext []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipients...)
	if err != nil {
		return nil, fmt.Errorf("seal object: %w", err)
	}
	if _, err := w.Write(plaintext); err != nil {
		return nil, fmt.Errorf("seal object: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("seal object: %w", err)
	}
	if out.Len() > MaxObjectSize {
		return nil, fmt.Errorf("seal object of %d bytes: %w", out.Len(), ErrLimit)
	}
	return out.Bytes(), nil
}

// Open decrypts what [Seal] made. It returns plaintext only after the last
// byte was authenticated; otherwise nothing with ErrNotForUs, ErrDamaged or
// ErrLimit.
func Open(identities []age.Identity, ciphertext []byte) ([]byte, error) {
	if len(ciphertext) > MaxObjectSize {
		return nil, fmt.Errorf("open object of %d bytes: %w", len(ciphertext), ErrLimit)
	}
	r, err := age.Decrypt(bytes.NewReader(ciphertext), identities...)
	if err != nil {
		var foreign *age.NoIdentityMatchError
		if errors.As(err, &foreign) {
			return nil, fmt.Errorf("open object: %w", ErrNotForUs)
		}
		return nil, fmt.Errorf("open object: %w", ErrDamaged)
	}
	// The plaintext is never longer than the ciphertext, which is limited.
	plaintext, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("open object: %w", ErrDamaged)
	}
	return plaintext, nil
}

// ParseRecipients reads hybrid post-quantum age recipients (age1pq…), the only
// ones that this format seals to.
func ParseRecipients(texts []string) ([]age.Recipient, error) {
	if len(texts) == 0 || len(texts) > maxRecipients {
		return nil, fmt.Errorf("read %d recipients: %w", len(texts), ErrLimit)
	}
	recipients := make([]age.Recipient, len(texts))
	for i, text := range texts {
		r, err := age.ParseHybridRecipient(text)
		if err != nil {
			return nil, fmt.Errorf("read recipient %d: %w", i+1, ErrMalformed)
		}
		recipients[i] = r
	}
	return recipients, nil
}

const maxRecipients = 8 // each adds about 1.5 KB to every object
