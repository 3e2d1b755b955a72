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
// the device, at once or after [Settings.KeepDays]; one of which a part is held becomes on its way. The applications that
// this delivers are returned. It returns ErrNotFound, and changes nothing, if there is no such batch or an object is not in
// it. The same receipt again changes nothing.
func (s *Store) RecordReceipt(ctx context.Context, sequence int64, receipt []byte, signed time.Time, held []string,
) ([]intake.ApplicationID, error) {
	var delivered []intake.ApplicationID
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, "UPDATE batch SET receipt = ? WHERE sequence = ?", receipt, sequence)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE clock SET portal = max(portal, ?)", millis(signed)); err != nil {
			return err
		}
		for _, name := range held {
			id, err := s.receive(ctx, tx, sequence, name)
			if err != nil {
				return fmt.Errorf("object %s: %w", name, err)
			}
			if id != "" {
				delivered = append(delivered, id)
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE batch SET manifest = x'' WHERE length(manifest) > 0
			AND sequence < (SELECT max(sequence) FROM batch)
			AND sequence NOT IN (SELECT batch FROM parcel WHERE received = 0 AND batch IS NOT NULL)`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("record receipt of batch %d: %w", sequence, err)
	}
	return delivered, s.forget(ctx)
}

// Receipts returns the newest receipt of each batch with which something of an application left, as the portal signed it,
// the oldest batch first.
func (s *Store) Receipts(ctx context.Context, id intake.ApplicationID) ([][]byte, error) {
	receipts, err := query(ctx, s.db, scanOne[[]byte], `SELECT receipt FROM batch WHERE receipt IS NOT NULL AND sequence IN
		(SELECT batch FROM object WHERE application = ? AND received = 1) ORDER BY sequence`, id)
	if err != nil {
		return nil, fmt.Errorf("read receipts of %s: %w", id, err)
	}
	return receipts, nil
}

// receive notes that the portal holds an object, and returns the application if a revision is delivered with it.
func (s *Store) receive(ctx context.Context, tx *sql.Tx, sequence int64, name string) (intake.ApplicationID, error) {
	if letter, err := s.receiveLetter(ctx, tx, sequence, name); letter || err != nil {
		return "", err
	}
	var id intake.ApplicationID
	var n int
	err := tx.QueryRowContext(ctx, `UPDATE object SET received = 1, description = '' WHERE name = ? AND batch = ?
		RETURNING application, revision`, name, sequence).Scan(&id, &n)
	if err != nil {
		return "", notFound(err)
	}
	var open int
	var sealed bool
	var state intake.State
	err = tx.QueryRowContext(ctx, `SELECT state, sealed, (SELECT count(*) FROM object o
			WHERE o.application = r.application AND o.revision = r.number AND o.received = 0)
		FROM revision r WHERE application = ? AND number = ?`, id, n).Scan(&state, &sealed, &open)
	switch {
	case err != nil:
		return "", err
	case open == 0 && sealed && !delivered(state):
		return id, s.deliver(ctx, tx, id, n)
	case open > 0 && state == intake.StateWaiting:
		return "", setState(ctx, tx, id, n, intake.StateOnItsWay, "")
	}
	return "", nil
}

func (s *Store) deliver(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, n int) error {
	err := one(tx.ExecContext(ctx, `UPDATE revision SET problem = '', delivered_at = (SELECT portal FROM clock),
		state = CASE WHEN withdrawn THEN 'withdrawn' ELSE 'delivered' END WHERE application = ? AND number = ?`, id, n))
	if err != nil {
		return err
	}
	if err := s.record(ctx, tx, Delivered, id); err != nil {
		return err
	}
	settings, err := readSettings(ctx, tx)
	if err != nil || settings.KeepDays > 0 {
		return err
	}
	return s.purge(ctx, tx, id, n)
}

// Park sets a revision aside with the code of a reason, so that the rest goes on. One that is parked for that reason
// already, or delivered, stays as it is; ErrNotFound if there is no such revision.
func (s *Store) Park(ctx context.Context, id intake.ApplicationID, n int, reason string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var state intake.State
		var problem string
		err := tx.QueryRowContext(ctx, "SELECT state, problem FROM revision WHERE application = ? AND number = ?", id, n).
			Scan(&state, &problem)
		if err != nil {
			return notFound(err)
		}
		if delivered(state) || state == intake.StateParked && problem == reason {
			return nil
		}
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

// Retry takes a parked revision back among those that wait: what the portal has not signed for is to be sealed anew. It
// returns ErrNotFound if the revision is not parked, and ErrPurged if there is nothing left to seal it from.
func (s *Store) Retry(ctx context.Context, id intake.ApplicationID, n int) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `UPDATE revision SET state = 'waiting', problem = '', sealed = 0
			WHERE application = ? AND number = ? AND state = 'parked'`, id, n))
		if err != nil {
			return err
		}
		if _, err := readRevision(ctx, tx, id, n); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM object WHERE application = ? AND revision = ? AND received = 0", id, n)
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

// delivered reports whether the portal has signed for everything.
func delivered(state intake.State) bool {
	return state == intake.StateDelivered || state == intake.StateWithdrawn
}
