package vault

import (
	"fmt"
	"sync"
)

// Session is an unlocked vault. It is safe for concurrent use. End it with
// Lock.
type Session struct {
	vault *Vault
	staff Staff

	mu   sync.Mutex
	key  []byte // nil when locked
	next []byte // the key that is being rotated to, or nil
}

// Staff is who unlocked. Recovery is a supervisor without id and name.
func (s *Session) Staff() Staff { return s.staff }

// Key is the database key, of KeySize bytes, or nil when locked. It is the
// session's own memory, which Lock clears: do not keep it.
func (s *Session) Key() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.key
}

// Lock overwrites the key and ends the session. It may be called again.
func (s *Session) Lock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.key)
	clear(s.next)
	s.key, s.next = nil, nil
}

// Serial counts the vault's changes. A store that remembers the highest that
// it saw can tell when somebody puts an older copy of the vault back.
func (s *Session) Serial() uint64 {
	s.vault.mu.Lock()
	defer s.vault.mu.Unlock()
	return s.vault.file.Serial
}

// Rotating reports whether a rotation was begun and not finished. Then Key may
// or may not be the database's: call Rotate before anything else.
func (s *Session) Rotating() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next != nil
}

// change applies a change to the file as it is on disk now and makes it
// durable, or leaves all as it was.
func (s *Session) change(what string, apply func(f *file, key []byte) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vault.mu.Lock()
	defer s.vault.mu.Unlock()
	if err := s.changeLocked(apply); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (s *Session) changeLocked(apply func(f *file, key []byte) error) error {
	switch {
	case s.key == nil:
		return ErrLocked
	case s.next != nil:
		return ErrRotating
	}
	f, err := load(s.vault.path)
	if err != nil {
		return err
	}
	if !f.proved(s.key) {
		return ErrDamaged
	}
	if f.Recovery.Next != nil {
		return ErrRotating
	}
	if err := apply(f, s.key); err != nil {
		return err
	}
	if err := f.save(s.vault.path, s.key); err != nil {
		return err
	}
	s.vault.file = *f
	return nil
}
