package ledger

import (
	"context"
	"database/sql"
	"errors"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// counted is a standing with what a receipt says of it.
type counted struct {
	portal.Standing
	held        []batch.Name
	quarantined []batch.Quarantine
}

type line struct {
	name          batch.Name
	state, reason string
}

func standing(ctx context.Context, q queryer, m batch.Manifest) (counted, error) {
	lines, err := collect(ctx, q, func(rows *sql.Rows) (line, error) {
		var l line
		return l, rows.Scan((*string)(&l.name), &l.state, &l.reason)
	}, `SELECT o.name, o.state, o.reason FROM batch_object b JOIN object o ON o.name = b.object
		WHERE b.batch = $1 ORDER BY b.position`, m.Batch)
	if err != nil {
		return counted{}, err
	}
	c := counted{
		Standing: portal.Standing{Manifest: m, Settled: map[batch.Name]bool{}},
		held:     []batch.Name{},
	}
	for _, l := range lines {
		switch l.state {
		case held:
			c.held = append(c.held, l.name)
		case quarantined:
			c.quarantined = append(c.quarantined, batch.Quarantine{Name: l.name, Reason: batch.Reason(l.reason)})
		default:
			continue
		}
		c.Settled[l.name] = true
	}
	return c, nil
}

// settle makes a receipt if more of the batch is settled than the last one
// says, and notes a delivery when that was the rest.
func (l *Ledger) settle(ctx context.Context, tx *sql.Tx, way portal.Way, m batch.Manifest, before kept, sign portal.Sign) (portal.Standing, error) {
	now, err := standing(ctx, tx, m)
	if err != nil {
		return portal.Standing{}, err
	}
	now.Receipt = before.envelope
	if len(now.Settled) == before.settled {
		return now.Standing, nil
	}
	if now.Complete() {
		if err := l.insertDelivery(ctx, tx, m, way); err != nil {
			return portal.Standing{}, err
		}
	}
	now.Receipt, err = insertReceipt(ctx, tx, now, sign)
	return now.Standing, err
}

func insertReceipt(ctx context.Context, tx *sql.Tx, now counted, sign portal.Sign) ([]byte, error) {
	r := batch.Receipt{
		Device: now.Manifest.Device, Batch: now.Manifest.Batch,
		Held: now.held, Complete: now.Complete(), Quarantined: now.quarantined,
	}
	var err error
	if r.Appointments, err = appointments(ctx, tx, r.Batch); err != nil {
		return nil, err
	}
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(number), 0) + 1 FROM receipt WHERE device = $1`, string(r.Device)).
		Scan(&r.Number)
	if err != nil {
		return nil, err
	}
	envelope, err := sign(r)
	if err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO receipt (device, number, batch, settled, envelope) VALUES ($1, $2, $3, $4, $5)`,
		string(r.Device), r.Number, r.Batch, len(now.Settled), envelope)
	return envelope, err
}

// kept is the last receipt of a batch.
type kept struct {
	settled  int
	envelope []byte
}

func lastReceipt(ctx context.Context, q queryer, m batch.Manifest) (kept, error) {
	var k kept
	err := q.QueryRowContext(ctx, `SELECT settled, envelope FROM receipt WHERE batch = $1 ORDER BY number DESC LIMIT 1`, m.Batch).
		Scan(&k.settled, &k.envelope)
	if errors.Is(err, sql.ErrNoRows) {
		return kept{}, nil
	}
	return k, err
}

func (l *Ledger) insertDelivery(ctx context.Context, tx *sql.Tx, m batch.Manifest, way portal.Way) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO delivery (batch, way, at) VALUES ($1, $2, $3)`, m.Batch, string(way), l.now().Unix())
	return err
}

// LastReceipts returns the last receipt of each batch of a device, or of all
// devices if device is empty, by batch.
func (l *Ledger) LastReceipts(ctx context.Context, device batch.DeviceID) (map[string][]byte, error) {
	type pair struct {
		batch    string
		envelope []byte
	}
	pairs, err := collect(ctx, l.db, func(rows *sql.Rows) (pair, error) {
		var p pair
		return p, rows.Scan(&p.batch, &p.envelope)
	}, `SELECT batch, envelope FROM receipt r WHERE (device = $1 OR $2 = '')
		AND number = (SELECT MAX(number) FROM receipt WHERE batch = r.batch)`, string(device), string(device))
	if err != nil {
		return nil, err
	}
	last := make(map[string][]byte, len(pairs))
	for _, p := range pairs {
		last[p.batch] = p.envelope
	}
	return last, nil
}
