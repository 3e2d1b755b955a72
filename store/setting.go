package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"ventanilla/app/intake"
)

// Retention says when answers leave the device.
type Retention string

// The retentions.
const (
	// KeepUntilReceipt keeps answers until the portal has signed for all of them. It is the default.
	KeepUntilReceipt Retention = "keep_until_receipt"
	// SealOnSubmit removes answers as soon as they are sealed; nobody can read them on the device again.
	SealOnSubmit Retention = "seal_on_submit"
)

// Settings say whose store this is and how it treats answers.
type Settings struct {
	Site      string        `json:"site"`
	Office    intake.Office `json:"office"`
	Device    string        `json:"device"` // hexadecimal device id
	Retention Retention     `json:"retention,omitempty"`
	KeepDays  int           `json:"keep_days,omitempty"` // that answers stay after the portal has signed for them; 0: they go at once
	Idle      int           `json:"idle,omitempty"`      // minutes without a touch, after which the window locks; 0 is DefaultIdle
	// Approval makes what is handed in wait for a supervisor. It cannot be together with SealOnSubmit: there would be
	// nothing to look at.
	Approval bool `json:"approval,omitempty"`
}

// MaxKeepDays is the longest time that a site may keep answers after delivery.
const MaxKeepDays = 365

// DefaultIdle is after how many minutes without a touch a kiosk locks, unless its settings say otherwise.
const DefaultIdle = 5

// Keys are the device's own secrets. They leave the store for signing and opening only.
type Keys struct {
	Signing  []byte `json:"signing"`  // Ed25519 seed, 32 bytes
	Identity string `json:"identity"` // age identity, AGE-SECRET-KEY-PQ-1…
}

// The names under which settings are stored.
const (
	settingsRow       = "settings"
	keysRow           = "keys"
	fingerprintKeyRow = "fingerprint_key"
)

// Settings returns the settings, or zero ones in a new store.
func (s *Store) Settings(ctx context.Context) (Settings, error) {
	settings, err := readSettings(ctx, s.db)
	if err != nil {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	return settings, nil
}

// SaveSettings replaces the settings. It returns ErrSettings for two that cannot be together.
func (s *Store) SaveSettings(ctx context.Context, settings Settings) error {
	if settings.Approval && settings.Retention == SealOnSubmit {
		return fmt.Errorf("save settings: %w", ErrSettings)
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := writeSetting(ctx, tx, settingsRow, settings); err != nil {
			return err
		}
		return s.record(ctx, tx, Changed, "")
	})
	if err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	return nil
}

// Keys returns the device's keys, or ErrNotFound before SaveKeys.
func (s *Store) Keys(ctx context.Context) (Keys, error) {
	var keys Keys
	if err := readSetting(ctx, s.db, keysRow, &keys); err != nil {
		return Keys{}, fmt.Errorf("read device keys: %w", err)
	}
	return keys, nil
}

// SaveKeys keeps the device's keys. What was signed or sealed with keys that were there before cannot be made again.
func (s *Store) SaveKeys(ctx context.Context, keys Keys) error {
	err := s.write(ctx, func(tx *sql.Tx) error { return writeSetting(ctx, tx, keysRow, keys) })
	if err != nil {
		return fmt.Errorf("save device keys: %w", err)
	}
	return nil
}

func readSettings(ctx context.Context, q querier) (Settings, error) {
	settings := Settings{Retention: KeepUntilReceipt}
	if err := readSetting(ctx, q, settingsRow, &settings); err != nil && !isNotFound(err) {
		return Settings{}, err
	}
	return settings, nil
}

func readSetting(ctx context.Context, q querier, name string, into any) error {
	var value []byte
	if err := q.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = ?", name).Scan(&value); err != nil {
		return notFound(err)
	}
	return json.Unmarshal(value, into)
}

func writeSetting(ctx context.Context, tx *sql.Tx, name string, from any) error {
	value, err := json.Marshal(from)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		"INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}
