package site

import (
	"context"
	"errors"
	"path/filepath"

	"filippo.io/age"

	"ventanilla/store"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
)

// ErrOlderVault says that somebody has put an older copy of the vault back, with the people and passphrases of its day.
// Nobody but the programme unlocks with it.
var ErrOlderVault = errors.New("the vault is an older copy: put the newest back, or recover with the programme's identity")

// recoverer is who works, in the audit trail, while the programme's recovery identity has opened the store.
const recoverer = "recovery"

// Unlock opens the store for the person with this id and passphrase, finishes a rotation of its key that was cut off, and
// makes the outbox agree with it. It takes about a second. Errors match ErrOlderVault and those of [vault.Vault.Unlock]
// and [store.Open].
func (s *Site) Unlock(ctx context.Context, staff vault.StaffID, passphrase string) (*Session, error) {
	opened, err := s.vault.Unlock(staff, passphrase, s.options.Now())
	if err != nil {
		return nil, err
	}
	return s.enter(ctx, opened, (*Session).refuseOlder)
}

// Recover opens the store, as a supervisor without a name, for who holds one of the programme's recovery identities. It is
// for the day on which nobody knows a passphrase any more: [Session.ResetStaff] and [Session.AddStaff] mend that. An older
// copy of the vault is accepted. Errors match those of [vault.Vault.Recover] and [store.Open].
func (s *Site) Recover(ctx context.Context, identity age.Identity) (*Session, error) {
	opened, err := s.vault.Recover(identity)
	if err != nil {
		return nil, err
	}
	return s.enter(ctx, opened, (*Session).acceptOlder)
}

// enter opens the store with the key of an unlocked vault. older is what to do when an older vault was put back.
func (s *Site) enter(ctx context.Context, opened *vault.Session, older func(*Session, context.Context) error) (*Session, error) {
	rotated := s.finishRotation(ctx, opened)
	session := &Session{Site: s, Staff: opened.Staff(), vault: opened}
	var err error
	session.Store, err = store.Open(ctx, s.database(), opened.Key(), store.Options{Staff: session.who(), Now: s.options.Now})
	if err != nil {
		opened.Lock()
		return nil, err
	}
	err = session.compareVault(ctx, older)
	if err == nil && rotated {
		err = session.note(ctx, store.Rotated, "")
	}
	if err == nil && session.who() == recoverer {
		err = session.note(ctx, store.Recovered, "")
	}
	if err == nil {
		err = session.begin(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, session.Lock())
	}
	return session, nil
}

func (s *Site) database() string { return filepath.Join(s.dir, databaseFile) }

// finishRotation goes on with a rotation that was cut off, and reports whether it did. Where that fails, for want of room
// on the disk, the store still has its old key and staff must be able to work.
func (s *Site) finishRotation(ctx context.Context, opened *vault.Session) bool {
	if !opened.Rotating() {
		return false
	}
	err := opened.Rotate(s.rekey(ctx))
	if err != nil {
		s.options.Log.Error("finish rotation of the key", "error", err)
	}
	return err == nil
}

// rekey encrypts the closed database anew.
func (s *Site) rekey(ctx context.Context) func(old, fresh []byte) error {
	return func(old, fresh []byte) error {
		return cryptvfs.Rekey(context.WithoutCancel(ctx), s.database(), old, fresh)
	}
}

// compareVault tells whether the vault is the one that the store has last seen, or one that was changed after it.
func (s *Session) compareVault(ctx context.Context, older func(*Session, context.Context) error) error {
	err := s.Store.SawVault(ctx, s.vault.Serial())
	if errors.Is(err, store.ErrOlder) {
		return older(s, ctx)
	}
	return err
}

func (s *Session) refuseOlder(ctx context.Context) error {
	return errors.Join(ErrOlderVault, s.Store.Record(ctx, store.OlderVaultRefused, ""))
}

func (s *Session) acceptOlder(ctx context.Context) error {
	return s.note(ctx, store.OlderVaultRecovered, "")
}
