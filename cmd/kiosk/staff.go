package main

import (
	"context"
	"errors"
	"fmt"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
)

// roster manages who may unlock.
type roster struct {
	kiosk   *kiosk
	session *site.Session
}

// List implements ui.People.
func (p roster) List(context.Context) ([]ui.Person, error) {
	everybody, err := p.session.Everybody()
	if err != nil {
		return nil, err
	}
	var all []ui.Person
	for _, s := range everybody {
		all = append(all, ui.Person{Staff: staffOf(s), Disabled: s.Disabled})
	}
	return all, nil
}

// Add implements ui.People.
func (p roster) Add(ctx context.Context, name string, standing ui.Standing, passphrase string) error {
	return secretError(p.kiosk.room.with(func() error {
		_, err := p.session.AddStaff(ctx, name, roleOf(standing), passphrase)
		return err
	}))
}

// Reset implements ui.People.
func (p roster) Reset(ctx context.Context, id, passphrase string) error {
	return secretError(p.kiosk.room.with(func() error { return p.session.ResetStaff(ctx, vault.StaffID(id), passphrase) }))
}

// Put implements ui.People.
func (p roster) Put(ctx context.Context, id string, standing ui.Standing) error {
	if standing == ui.StandingDisabled {
		return secretError(p.session.DisableStaff(ctx, vault.StaffID(id)))
	}
	return secretError(p.session.SetRole(ctx, vault.StaffID(id), roleOf(standing)))
}

func roleOf(standing ui.Standing) vault.Role {
	if standing == ui.StandingSupervisor {
		return vault.Supervisor
	}
	return vault.Worker
}

// rotate gives the store a new key. The session is over afterwards.
func (k *kiosk) rotate(ctx context.Context, session *site.Session) error {
	err := session.Rotate(ctx)
	k.close()
	return err
}

// passphrases makes and judges new ones.
type passphrases struct{}

// Suggest implements ui.Passphrases.
func (passphrases) Suggest(language intake.Language) (string, error) {
	s, err := vault.Suggest(string(language))
	return s.Passphrase, err
}

// Check implements ui.Passphrases.
func (passphrases) Check(passphrase, name string) error {
	return secretError(vault.Check(passphrase, name))
}

// damaged reports whether an error says that bytes of the store are not as they were written.
func damaged(err error) bool { return errors.Is(err, cryptvfs.ErrDamaged) }

// secretError puts the vault's refusals into those that the window knows.
func secretError(err error) error {
	var wait *vault.WaitError
	var weak *vault.WeakError
	switch {
	case errors.As(err, &wait):
		return &ui.WaitError{Wait: wait.For}
	case errors.As(err, &weak):
		return &ui.WeakError{Reason: string(weak.Reason)}
	case errors.Is(err, vault.ErrPassphrase):
		return ui.ErrPassphrase
	case errors.Is(err, vault.ErrLastSupervisor):
		return ui.ErrLast
	case errors.Is(err, vault.ErrNameTaken):
		return ui.ErrNameTaken
	case damaged(err):
		return fmt.Errorf("%w: %w", ui.ErrDamaged, err)
	case errors.Is(err, site.ErrOlderVault):
		return fmt.Errorf("%w: %w", ui.ErrOlderVault, err)
	case unwritable(err):
		return fmt.Errorf("%w: %w", ui.ErrDisk, err)
	}
	return err
}

// unwritable reports whether an error says that the kiosk's disk is full or takes no writing.
func unwritable(err error) bool {
	switch site.NameDisk(err) {
	case site.ErrDisk, site.ErrDiskFull, site.ErrDiskReadOnly:
		return true
	}
	return false
}
