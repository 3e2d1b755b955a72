package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// slot is one person's way in: a key pair whose secret half is wrapped under
// the passphrase, and the database key wrapped for the pair. So the database
// key can change while nobody is there to type a passphrase.
type slot struct {
	ID       StaffID `json:"id"`
	Name     string  `json:"name"`
	Role     Role    `json:"role"`
	Disabled bool    `json:"disabled,omitempty"`
	// Recipient is the public half, an age hybrid recipient. It and what
	// follows is gone when the person is disabled.
	Recipient string `json:"recipient,omitempty"`
	Identity  []byte `json:"identity,omitempty"` // age file under the passphrase: the secret half
	Key       []byte `json:"key,omitempty"`      // age file to Recipient: the database key
	Next      []byte `json:"next,omitempty"`     // the same of the key that is rotated to
}

func (s *slot) staff() Staff {
	return Staff{ID: s.ID, Name: s.Name, Role: s.Role, Disabled: s.Disabled}
}

// check refuses what is no role.
func (r Role) check() error {
	if r != Worker && r != Supervisor {
		return fmt.Errorf("role %q unknown", string(r))
	}
	return nil
}

// newSlot makes a slot that does not hold the database key yet.
func newSlot(name string, role Role, passphrase string, factor int) (*slot, error) {
	if name = strings.TrimSpace(name); name == "" {
		return nil, errors.New("name missing")
	}
	if err := role.check(); err != nil {
		return nil, err
	}
	id := make([]byte, 8)
	_, _ = rand.Read(id)
	s := &slot{ID: StaffID(hex.EncodeToString(id)), Name: name, Role: role}
	return s, s.lock(passphrase, factor)
}

// lock gives the slot a new key pair under a passphrase, which must satisfy
// Check.
func (s *slot) lock(passphrase string, factor int) error {
	if err := Check(passphrase, s.Name); err != nil {
		return err
	}
	pair, err := age.GenerateHybridIdentity()
	if err != nil {
		return err
	}
	to, err := age.NewScryptRecipient(normal(passphrase))
	if err != nil {
		return err
	}
	to.SetWorkFactor(factor)
	defer release()
	if s.Identity, err = seal([]byte(pair.String()), to); err != nil {
		return err
	}
	s.Recipient, s.Key, s.Next = pair.Recipient().String(), nil, nil
	return nil
}

// wrap wraps the database key for the slot, unless it is disabled.
func (s *slot) wrap(key []byte) error {
	if s.Disabled {
		return nil
	}
	to, err := age.ParseHybridRecipient(s.Recipient)
	if err != nil {
		return fmt.Errorf("%w: recipient", ErrDamaged)
	}
	s.Key, err = seal(key, to)
	return err
}

// pair opens the slot's secret half.
func (s *slot) pair(passphrase string) (age.Identity, error) {
	id, err := age.NewScryptIdentity(normal(passphrase))
	if err != nil {
		return nil, ErrPassphrase
	}
	id.SetMaxWorkFactor(maxWorkFactor)
	defer release()
	b, err := unseal(s.Identity, id)
	if err != nil {
		return nil, identityError(err, ErrPassphrase)
	}
	defer clear(b)
	pair, err := age.ParseHybridIdentity(string(b))
	if err != nil {
		return nil, ErrDamaged
	}
	return pair, nil
}

// identityError is wrong if an age file is not for the identity that was
// tried, and ErrDamaged if it cannot be read at all.
func identityError(err, wrong error) error {
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return wrong
	}
	return ErrDamaged
}

// seal encrypts a few bytes to recipients.
func seal(b []byte, to ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// unseal opens what seal made.
func unseal(b []byte, id age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(b), id)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// unsealKey opens a database key.
func unsealKey(b []byte, id age.Identity) ([]byte, error) {
	key, err := unseal(b, id)
	if err != nil {
		return nil, err
	}
	if len(key) != KeySize {
		clear(key)
		return nil, ErrDamaged
	}
	return key, nil
}

// recipients parses the programme's recipients.
func recipients(lines []string) ([]age.Recipient, error) {
	to, err := age.ParseRecipients(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		return nil, fmt.Errorf("parse recovery recipients: %w", err)
	}
	return to, nil
}
