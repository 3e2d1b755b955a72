package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The actions about those who may unlock, for [Store.RecordStaff].
const (
	StaffAdded          Action = "staff_added"
	StaffDisabled       Action = "staff_disabled"
	MadeSupervisor      Action = "made_supervisor"
	MadeWorker          Action = "made_worker"
	PassphraseReset     Action = "passphrase_reset"   // by a supervisor or the programme
	PassphraseChanged   Action = "passphrase_changed" // one's own
	RotationBegun       Action = "rotation_begun"     // of the database key
	Rotated             Action = "rotated"
	Recovered           Action = "recovered"             // the programme has unlocked
	RecoveryFollowed    Action = "recovery_followed"     // the programme's new identity recovers the vault, its former one no more
	VaultChanged        Action = "vault_changed"         // by something that did not note what
	OlderVaultRefused   Action = "older_vault_refused"   // somebody put an older copy of the vault back
	OlderVaultRecovered Action = "older_vault_recovered" // and the programme has accepted it
)

// vaultSerialRow is the setting that holds how many changes of the vault are known.
const vaultSerialRow = "vault_serial"

// RecordStaff adds an entry about a change of the vault and remembers how many changes it then has had. subject is the id
// of the member of staff whom it is about, or "".
func (s *Store) RecordStaff(ctx context.Context, what Action, subject string, serial uint64) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := writeSetting(ctx, tx, vaultSerialRow, serial); err != nil {
			return err
		}
		return s.recordEntry(ctx, tx, Entry{What: what, Subject: subject})
	})
	if err != nil {
		return fmt.Errorf("record %s: %w", what, err)
	}
	return nil
}

// SawVault compares how many changes the vault has had with what is remembered. The error matches ErrOlder if there were
// more before, so that somebody put an older copy back. Changes that nobody has noted are noted and remembered.
func (s *Store) SawVault(ctx context.Context, serial uint64) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var known uint64
		err := readSetting(ctx, tx, vaultSerialRow, &known)
		switch {
		case errors.Is(err, ErrNotFound):
			return writeSetting(ctx, tx, vaultSerialRow, serial)
		case err != nil || serial == known:
			return err
		case serial < known:
			return ErrOlder
		}
		if err := writeSetting(ctx, tx, vaultSerialRow, serial); err != nil {
			return err
		}
		return s.recordEntry(ctx, tx, Entry{What: VaultChanged})
	})
	if err != nil {
		return fmt.Errorf("compare vault: %w", err)
	}
	return nil
}
