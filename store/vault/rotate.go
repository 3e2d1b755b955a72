package vault

import (
	"fmt"
	"slices"
)

// Rotate replaces the database key by a new random one, for everybody at once
// and without their passphrases. swap must encrypt the database anew, from the
// old key to the new, and return nil at once if that was done before: after a
// kill or a power cut at any moment the next session is Rotating, and Rotate
// goes on with the same pair of keys. swap must not keep them. When Rotate
// returns nil, Key is the new one. Supervisors only, but anyone may finish.
func (s *Session) Rotate(swap func(old, fresh []byte) error) error {
	if !s.Rotating() {
		if err := s.stage(); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vault.mu.Lock()
	defer s.vault.mu.Unlock()
	if err := s.promote(swap); err != nil {
		return fmt.Errorf("rotate key: %w", err)
	}
	return nil
}

// stage wraps a new key beside the old one.
func (s *Session) stage() error {
	next := newKey()
	err := s.supervise("rotate key", func(f *file, _ []byte) error { return f.stage(next) })
	if err != nil {
		clear(next)
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = next
	return nil
}

// stage wraps next beside the key, for all.
func (f *file) stage(next []byte) error {
	fresh := *f
	fresh.Slots = slices.Clone(f.Slots)
	if err := fresh.wrap(next); err != nil {
		return err
	}
	for i := range f.Slots {
		f.Slots[i].Next = fresh.Slots[i].Key
	}
	f.Recovery.Next = fresh.Recovery.Key
	return nil
}

// promote encrypts the database anew and drops the old key. s.mu and the
// vault's are held.
func (s *Session) promote(swap func(old, fresh []byte) error) error {
	if s.key == nil {
		return ErrLocked
	}
	f, err := load(s.vault.path)
	if err != nil {
		return err
	}
	if !f.proved(s.key) || f.Recovery.Next == nil {
		return ErrDamaged
	}
	if err := swap(s.key, s.next); err != nil {
		return err
	}
	for i := range f.Slots {
		f.Slots[i].Key, f.Slots[i].Next = f.Slots[i].Next, nil
	}
	f.Recovery.Key, f.Recovery.Next = f.Recovery.Next, nil
	if err := f.save(s.vault.path, s.next); err != nil {
		return err
	}
	s.vault.file = *f
	clear(s.key)
	s.key, s.next = s.next, nil
	return nil
}
