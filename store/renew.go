package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Renewed says that the kiosk became a new device to the portal.
const Renewed Action = "device_renewed"

// Renew gives the store the keys and the id of a new device, and takes what the portal has not signed for out of its
// batches, so that it leaves in new ones.
func (s *Store) Renew(ctx context.Context, device string, keys Keys) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		settings, err := readSettings(ctx, tx)
		if err != nil {
			return err
		}
		settings.Device = device
		if err := writeSetting(ctx, tx, settingsRow, settings); err != nil {
			return err
		}
		if err := writeSetting(ctx, tx, keysRow, keys); err != nil {
			return err
		}
		for _, table := range []string{"object", "letter"} {
			if _, err := tx.ExecContext(ctx, "UPDATE "+table+" SET batch = NULL WHERE received = 0"); err != nil {
				return err
			}
		}
		return s.record(ctx, tx, Renewed, "")
	})
	if err != nil {
		return fmt.Errorf("renew device: %w", err)
	}
	return nil
}
