package vault

import (
	"errors"
	"fmt"
	"slices"

	"filippo.io/age"
)

// Recover gives a supervisor's session to who holds one of the programme's
// recovery identities, for when nobody knows a passphrase any more. Errors
// match ErrRecovery or ErrDamaged.
func (v *Vault) Recover(identity age.Identity) (*Session, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s, err := v.recover(identity)
	if err != nil {
		return nil, fmt.Errorf("recover vault: %w", err)
	}
	return s, nil
}

func (v *Vault) recover(identity age.Identity) (*Session, error) {
	if err := v.reload(); err != nil {
		return nil, err
	}
	r := v.file.Recovery
	s, err := v.session(Staff{Role: Supervisor}, identity, r.Key, r.Next)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrRecovery
	}
	return s, err
}

// Recovery lists the programme's recipients, as the file was last read.
func (v *Vault) Recovery() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.file.Recovery.Recipients)
}

// SetRecovery lets the programme's new identities recover the vault, and its
// former ones no more. recipients are as for Config. Rotate afterwards if
// somebody may have a former identity and a copy of the vault. Supervisors
// only.
func (s *Session) SetRecovery(recipients []string) error {
	return s.supervise("set recovery", func(f *file, key []byte) error {
		f.Recovery.Recipients = slices.Clone(recipients)
		return f.wrapRecovery(key)
	})
}
