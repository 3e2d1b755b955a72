package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// AskWithdrawal notes that a person takes an application back, so that it can still be undone until [Store.CloseWithdrawals]
// makes it final. From now on nothing is added to the application. Errors: ErrNotFound for one that was never handed in,
// ErrWithdrawn.
func (s *Store) AskWithdrawal(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := handedIn(ctx, tx, id); err != nil {
			return err
		}
		if err := refuseWithdrawn(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO withdrawal VALUES (?, ?, ?)", id, reason, millis(s.now())); err != nil {
			return err
		}
		return s.record(ctx, tx, WithdrawAsked, id)
	})
	if err != nil {
		return fmt.Errorf("ask withdrawal of %s: %w", id, err)
	}
	return nil
}

// UndoWithdrawal forgets that a withdrawal was asked for. It returns ErrNotFound if none was, or it is final.
func (s *Store) UndoWithdrawal(ctx context.Context, id intake.ApplicationID) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, "DELETE FROM withdrawal WHERE application = ?", id)); err != nil {
			return err
		}
		return s.record(ctx, tx, WithdrawUndone, id)
	})
	if err != nil {
		return fmt.Errorf("undo withdrawal of %s: %w", id, err)
	}
	return nil
}

// CloseWithdrawals makes those final that were asked for at that time or before, as Withdraw does, and returns how many.
func (s *Store) CloseWithdrawals(ctx context.Context, asked time.Time) (int, error) {
	type pending struct {
		id     intake.ApplicationID
		reason intake.WithdrawalReason
	}
	due, err := query(ctx, s.db, func(rows *sql.Rows) (p pending, err error) {
		err = rows.Scan(&p.id, &p.reason)
		return p, err
	}, "SELECT application, reason FROM withdrawal WHERE asked_at <= ? ORDER BY asked_at", millis(asked))
	if err != nil {
		return 0, fmt.Errorf("read withdrawals: %w", err)
	}
	for i, p := range due {
		if _, err := s.Withdraw(ctx, p.id, p.reason); err != nil {
			return i, err
		}
	}
	return len(due), nil
}

// Withdraw freezes a revision that takes the application back. An open draft of it is removed; the answers and photos of
// what was handed in before leave the device, and what of it is in no batch yet is never sent. Errors: ErrNotFound for an
// application that was never handed in, and ErrWithdrawn.
func (s *Store) Withdraw(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) (intake.Revision, error) {
	r := intake.Revision{Application: id, Withdrawn: true, WithdrawnFor: reason}
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := handedIn(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM withdrawal WHERE application = ?", id); err != nil {
			return err
		}
		if err := refuseWithdrawn(ctx, tx, id); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx,
			"SELECT code, number + 1 FROM revision WHERE application = ? ORDER BY number DESC LIMIT 1", id).Scan(&r.Code, &r.Number)
		if err != nil {
			return err
		}
		if err := dropDraft(ctx, tx, id); err != nil && !isNotFound(err) {
			return err
		}
		if r, err = s.freeze(ctx, tx, r); err != nil {
			return err
		}
		return s.keepBack(ctx, tx, r)
	})
	if err != nil {
		return intake.Revision{}, fmt.Errorf("withdraw %s: %w", id, err)
	}
	return r, s.forget(ctx)
}

// keepBack removes what was handed in before a withdrawal: what has not left never does.
func (s *Store) keepBack(ctx context.Context, tx *sql.Tx, r intake.Revision) error {
	_, err := tx.ExecContext(ctx,
		"DELETE FROM object WHERE application = ? AND revision < ? AND batch IS NULL AND received = 0", r.Application, r.Number)
	if err != nil {
		return err
	}
	for n := 1; n < r.Number; n++ {
		if err := s.purge(ctx, tx, r.Application, n); err != nil {
			return err
		}
	}
	return nil
}

// handedIn returns ErrNotFound for an application of which there is no revision.
func handedIn(ctx context.Context, q querier, id intake.ApplicationID) error {
	var known bool
	err := q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM revision WHERE application = ?)", id).Scan(&known)
	if err == nil && !known {
		return ErrNotFound
	}
	return err
}

// refuseWithdrawn returns ErrWithdrawn for an application that was taken back, undone or not.
func refuseWithdrawn(ctx context.Context, q querier, id intake.ApplicationID) error {
	var gone bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM revision WHERE application = ?1 AND withdrawn)
		OR EXISTS (SELECT 1 FROM withdrawal WHERE application = ?1)`, id).Scan(&gone)
	if err == nil && gone {
		return ErrWithdrawn
	}
	return err
}
