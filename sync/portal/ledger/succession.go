package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// Succeed keeps what the portal's old key has signed of its new one, and in the same transaction signs anew, by again,
// what is still to be given out: the last receipt of each batch, the answers to enrolments and the publications. It
// reports false, and changes nothing, for a key that has a successor.
func (l *Ledger) Succeed(ctx context.Context, old batch.PortalID, envelope []byte, again Again) (fresh bool, err error) {
	err = l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `INSERT INTO succession (portal, envelope) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
			string(old), envelope)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if fresh = n > 0; err != nil || !fresh {
			return err
		}
		for _, table := range []func(context.Context, *sql.Tx, Again) error{receiptsAgain, answersAgain, updatesAgain} {
			if err := table(ctx, tx, again); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("keep succession: %w", err)
	}
	return fresh, nil
}

// Again signs documents of the old key with the new one.
type Again struct {
	Receipt func(envelope []byte, number int64) ([]byte, error)
	Other   func(envelope []byte) ([]byte, error)
}

// Succession returns what the key of that id has signed of the next one, or portal.ErrNotFound.
func (l *Ledger) Succession(ctx context.Context, old batch.PortalID) ([]byte, error) {
	var envelope []byte
	err := l.db.QueryRowContext(ctx, `SELECT envelope FROM succession WHERE portal = $1`, string(old)).Scan(&envelope)
	if errors.Is(err, sql.ErrNoRows) {
		err = portal.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("find succession: %w", err)
	}
	return envelope, nil
}

// Successions returns what each old key has signed, by its id.
func (l *Ledger) Successions(ctx context.Context) (map[batch.PortalID][]byte, error) {
	rows, err := collect(ctx, l.db, scanNamed, `SELECT portal, envelope FROM succession`)
	if err != nil {
		return nil, fmt.Errorf("list successions: %w", err)
	}
	all := map[batch.PortalID][]byte{}
	for _, row := range rows {
		all[batch.PortalID(row.name)] = row.data
	}
	return all, nil
}

// named is a document with the key of its row.
type named struct {
	name string
	data []byte
}

func scanNamed(rows *sql.Rows) (n named, err error) { return n, rows.Scan(&n.name, &n.data) }

func receiptsAgain(ctx context.Context, tx *sql.Tx, again Again) error {
	type last struct {
		device, batch string
		settled       int
		envelope      []byte
	}
	receipts, err := collect(ctx, tx, func(rows *sql.Rows) (r last, err error) {
		return r, rows.Scan(&r.device, &r.batch, &r.settled, &r.envelope)
	}, `SELECT device, batch, settled, envelope FROM receipt r
		WHERE number = (SELECT MAX(number) FROM receipt WHERE batch = r.batch) ORDER BY device, number`)
	if err != nil {
		return err
	}
	for _, r := range receipts {
		var number int64
		err := tx.QueryRowContext(ctx, `SELECT MAX(number) + 1 FROM receipt WHERE device = $1`, r.device).Scan(&number)
		if err != nil {
			return err
		}
		envelope, err := again.Receipt(r.envelope, number)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO receipt (device, number, batch, settled, envelope)
			VALUES ($1, $2, $3, $4, $5)`, r.device, number, r.batch, r.settled, envelope); err != nil {
			return err
		}
	}
	return nil
}

func answersAgain(ctx context.Context, tx *sql.Tx, again Again) error {
	answers, err := collect(ctx, tx, scanNamed, `SELECT id, answer FROM device`)
	if err != nil {
		return err
	}
	for _, a := range answers {
		envelope, err := again.Other(a.data)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE device SET answer = $1 WHERE id = $2`, envelope, a.name); err != nil {
			return err
		}
	}
	return nil
}

// updatesAgain leaves out what is sealed to a device: nobody here can open it, and the kiosk knows the old key.
func updatesAgain(ctx context.Context, tx *sql.Tx, again Again) error {
	updates, err := collect(ctx, tx, scanUpdate, `SELECT number, device, data FROM bulletin WHERE device = ''`)
	if err != nil {
		return err
	}
	for _, u := range updates {
		envelope, err := again.Other(u.Data)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE bulletin SET data = $1 WHERE number = $2`, envelope, u.Number); err != nil {
			return err
		}
	}
	return nil
}
