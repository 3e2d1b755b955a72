package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// RecordReceipt keeps the newest verified receipt of a batch, the time at which the portal signed it, and which objects of
// the batch it names as held. A revision all of whose objects are held becomes delivered, and its answers and photos leave
// the device; one of which a part is held becomes on its way. It returns ErrNotFound, and changes nothing, if there is no
// such batch or an object is not in it. The same receipt again changes nothing.
func (s *Store) RecordReceipt(ctx context.Context, sequence int64, receipt []byte, signed time.Time, held []string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, "UPDATE batch SET receipt = ? WHERE sequence = ?", receipt, sequence)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE clock SET portal = max(portal, ?)", millis(signed)); err != nil {
			return err
		}
		for _, name := range held {
			if err := s.receive(ctx, tx, sequence, name); err != nil {
				return fmt.Errorf("object %s: %w", name, err)
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE batch SET manifest = x'' WHERE length(manifest) > 0
			AND sequence < (SELECT max(sequence) FROM batch)
			AND sequence NOT IN (SELECT batch FROM object WHERE received = 0 AND batch IS NOT NULL)`)
		return err
	})
	if err != nil {
		return fmt.Errorf("record receipt of batch %d: %w", sequence, err)
	}
	return s.forget(ctx)
}

// receive notes that the portal holds an object, and what follows for its revision.
func (s *Store) receive(ctx context.Context, tx *sql.Tx, sequence int64, name string) error {
	var id intake.ApplicationID
	var n int
	err := tx.QueryRowContext(ctx, `UPDATE object SET received = 1, description = '' WHERE name = ? AND batch = ?
		RETURNING application, revision`, name, sequence).Scan(&id, &n)
	if err != nil {
		return notFound(err)
	}
	var open int
	var state intake.State
	err = tx.QueryRowContext(ctx, `SELECT state, (SELECT count(*) FROM object o
			WHERE o.application = r.application AND o.revision = r.number AND o.received = 0)
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
