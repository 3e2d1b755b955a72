package site

import (
	"context"
	"errors"

	"ventanilla/store"
	"ventanilla/store/vault"
)

// Everybody returns all who can or could unlock, in the order in which they were added. Supervisors only.
func (s *Session) Everybody() ([]vault.Staff, error) {
	if err := s.supervise(); err != nil {
		return nil, err
	}
	return s.Site.vault.Staff(), nil
}

// AddStaff lets another person unlock. Errors match ErrRole and those of [vault.Session.Add].
func (s *Session) AddStaff(ctx context.Context, name string, role vault.Role, passphrase string) (vault.StaffID, error) {
	id, err := s.vault.Add(name, role, passphrase)
	if err != nil {
		return "", err
	}
	return id, s.note(ctx, store.StaffAdded, id)
}

// DisableStaff ends a person's way in. Errors match ErrRole and those of [vault.Session.Disable].
func (s *Session) DisableStaff(ctx context.Context, id vault.StaffID) error {
	if err := s.vault.Disable(id); err != nil {
		return err
	}
	return s.note(ctx, store.StaffDisabled, id)
}

// ResetStaff gives a person a new passphrase, and the way in back if it was ended. Errors match ErrRole and those of
// [vault.Session.Reset].
func (s *Session) ResetStaff(ctx context.Context, id vault.StaffID, passphrase string) error {
	if err := s.vault.Reset(id, passphrase); err != nil {
		return err
	}
	return s.note(ctx, store.PassphraseReset, id)
}

// SetRole changes what a person may do, from the next unlock on. Errors match ErrRole and those of [vault.Session.SetRole].
func (s *Session) SetRole(ctx context.Context, id vault.StaffID, role vault.Role) error {
	if err := s.vault.SetRole(id, role); err != nil {
		return err
	}
	if role == vault.Supervisor {
		return s.note(ctx, store.MadeSupervisor, id)
	}
	return s.note(ctx, store.MadeWorker, id)
}

// ChangePassphrase changes the passphrase of who unlocked. Errors match those of [vault.Session.ChangePassphrase].
func (s *Session) ChangePassphrase(ctx context.Context, current, next string) error {
	if err := s.vault.ChangePassphrase(current, next, s.Site.options.Now()); err != nil {
		return err
	}
	return s.note(ctx, store.PassphraseChanged, s.Staff.ID)
}

// Rotate gives the store a new key, so that who has kept a copy of the vault opens nothing with it any more, and ends the
// session, whatever comes of it. It needs as much free room on the disk as the store takes. Cut off at any moment, the next
// unlock finishes it. Supervisors only.
func (s *Session) Rotate(ctx context.Context) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.vault.Lock()
	err := s.note(ctx, store.RotationBegun, "")
	if err := errors.Join(err, s.Store.Close()); err != nil {
		return err
	}
	if err := s.vault.Rotate(s.Site.rekey(ctx)); err != nil {
		return err
	}
	return s.noteRotated(context.WithoutCancel(ctx))
}

// noteRotated opens the store with its new key once more.
func (s *Session) noteRotated(ctx context.Context) error {
	db, err := store.Open(ctx, s.Site.database(), s.vault.Key(), store.Options{Staff: s.who(), Now: s.Site.options.Now})
	if err != nil {
		return err
	}
	return errors.Join(db.RecordStaff(ctx, store.Rotated, "", s.vault.Serial()), db.Close())
}

// who is the session's person in the audit trail.
func (s *Session) who() string {
	if s.Staff.ID == "" {
		return recoverer
	}
	return string(s.Staff.ID)
}

// note writes a change of the vault into the audit trail.
func (s *Session) note(ctx context.Context, what store.Action, who vault.StaffID) error {
	return s.Store.RecordStaff(context.WithoutCancel(ctx), what, string(who), s.vault.Serial())
}
