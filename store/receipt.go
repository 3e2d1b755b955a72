package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// RecordReceipt keeps a receipt that was verified, with the time at which the portal signed it and the objects that it
// names. A revision all of whose objects have receipts becomes delivered, and its answers and photos leave the device; one
// that has a part becomes on its way. It returns ErrNotFound, and changes nothing, if an object is not on record. The same
// receipt again changes nothing.
func (s *Store) RecordReceipt(ctx context.Context, receipt []byte, signed time.Time, objects []string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, `INSERT INTO receipt (document) VALUES (?)
			ON CONFLICT (document) DO UPDATE SET document = excluded.document RETURNING id`, receipt).Scan(&id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE clock SET portal = max(portal, ?)", millis(signed)); err != nil {
			return err
		}
		for _, name := range objects {
			if err := s.receive(ctx, tx, id, name); err != nil {
				return fmt.Errorf("object %s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record receipt: %w", err)
	}
	return s.forget(ctx)
}

// receive notes the receipt of one object and what follows for its revision.
func (s *Store) receive(ctx context.Context, tx *sql.Tx, receipt int64, name string) error {
	var id intake.ApplicationID
	var n int
	err := tx.QueryRowContext(ctx,
		"UPDATE object SET receipt = coalesce(receipt, ?) WHERE name = ? RETURNING application, revision", receipt, name).Scan(&id, &n)
	if err != nil {
		return notFound(err)
	}
	var open int
	var state intake.State
	err = tx.QueryRowContext(ctx, `SELECT state, (SELECT count(*) FROM object o
			WHERE o.application = r.application AND o.revision = r.number AND o.receipt IS NULL)
		FROM revision r WHERE application = ? AND number = ?`, id, n).Scan(&state, &open)
	switch {
	case err != nil:
		return err
	case open == 0 && state != intake.StateDelivered:
		return s.deliver(ctx, tx, id, n)
	case open > 0 && state == intake.StateWaiting:
		return setState(ctx, tx, id, n, intake.StateOnItsWay, "")
	}
	return nil
}

func (s *Store) deliver(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, n int) error {
	if err := setState(ctx, tx, id, n, intake.StateDelivered, ""); err != nil {
		return err
	}
	if err := s.record(ctx, tx, Delivered, id); err != nil {
		return err
	}
	return s.purge(ctx, tx, id, n)
}

// Park sets a revision aside with the code of a reason, so that the rest goes on.
func (s *Store) Park(ctx context.Context, id intake.ApplicationID, n int, reason string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, n, intake.StateParked, reason); err != nil {
			return err
		}
		return s.record(ctx, tx, Parked, id)
	})
	if err != nil {
		return fmt.Errorf("park revision %d of %s: %w", n, id, err)
	}
	return nil
}

// Retry takes a parked revision back among those that wait. It returns ErrNotFound if it is not parked.
func (s *Store) Retry(ctx context.Context, id intake.ApplicationID, n int) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `UPDATE revision SET state = 'waiting', problem = ''
			WHERE application = ? AND number = ? AND state = 'parked'`, id, n))
		if err != nil {
			return err
		}
		return s.record(ctx, tx, Retried, id)
	})
	if err != nil {
		return fmt.Errorf("retry revision %d of %s: %w", n, id, err)
	}
	return nil
}

func setState(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, n int, state intake.State, problem string) error {
	return one(tx.ExecContext(ctx, "UPDATE revision SET state = ?, problem = ? WHERE application = ? AND number = ?",
		state, problem, id, n))
}
