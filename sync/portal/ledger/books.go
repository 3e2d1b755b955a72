package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// The states of an object in the books.
const (
	wanted      = "wanted"
	held        = "held"
	quarantined = "quarantined"
)

// Begin is that of portal.Books.
func (l *Ledger) Begin(ctx context.Context, way portal.Way, envelope []byte, sign portal.Sign) (portal.Standing, error) {
	m, err := batch.OpenManifest(envelope)
	if err != nil {
		return portal.Standing{}, err
	}
	var s portal.Standing
	err = l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		s, err = l.begin(ctx, tx, way, m, envelope, sign)
		return err
	})
	if err != nil {
		return portal.Standing{}, fmt.Errorf("begin batch %s: %w", m.Batch, err)
	}
	return s, nil
}

func (l *Ledger) begin(ctx context.Context, tx *sql.Tx, way portal.Way, m batch.Manifest, envelope []byte, sign portal.Sign) (portal.Standing, error) {
	d, err := device(ctx, tx, m.Device)
	if err != nil {
		return portal.Standing{}, err
	}
	if d.Revoked {
		return portal.Standing{}, portal.ErrRevokedDevice
	}
	known, err := knownBatch(ctx, tx, m, envelope)
	if err != nil {
		return portal.Standing{}, err
	}
	if !known && way == portal.WayNetwork {
		if err := l.spend(ctx, tx, m); err != nil {
			return portal.Standing{}, err
		}
	}
	if !known {
		if err := insertBatch(ctx, tx, m, envelope); err != nil {
			return portal.Standing{}, err
		}
	}
	before, err := lastReceipt(ctx, tx, m)
	if err != nil {
		return portal.Standing{}, err
	}
	if before.settled == len(m.Objects) { // it comes once more
		if err := l.insertDelivery(ctx, tx, m, way); err != nil {
			return portal.Standing{}, err
		}
	}
	return l.settle(ctx, tx, way, m, before, sign)
}

// knownBatch reports whether this very manifest is in the books, and refuses
// one that contradicts them.
func knownBatch(ctx context.Context, tx *sql.Tx, m batch.Manifest, envelope []byte) (bool, error) {
	hash := batch.ManifestHash(envelope)
	var kept string
	err := tx.QueryRowContext(ctx, `SELECT hash FROM batch WHERE id = $1`, m.Batch).Scan(&kept)
	switch {
	case err == nil && kept == hash:
		return true, nil
	case err == nil:
		return false, portal.ErrConflict
	case !errors.Is(err, sql.ErrNoRows):
		return false, err
	}
	return false, checkChain(ctx, tx, m, hash)
}

// checkChain finds a device whose sequence goes back or forks: another manifest
// has its number, or a neighbour does not fit. Gaps are fine, since a later
// batch may arrive before an earlier one.
func checkChain(ctx context.Context, tx *sql.Tx, m batch.Manifest, hash string) error {
	var forks int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM batch WHERE device = $1 AND
		(sequence = $2 OR (sequence = $3 AND hash <> $4) OR (sequence = $5 AND previous <> $6))`,
		string(m.Device), m.Sequence, m.Sequence-1, m.Previous, m.Sequence+1, hash).Scan(&forks)
	if err != nil {
		return err
	}
	if forks > 0 {
		return portal.ErrClonedDevice
	}
	return nil
}

func insertBatch(ctx context.Context, tx *sql.Tx, m batch.Manifest, envelope []byte) error {
	if _, err := tx.ExecContext(ctx,
		`INSERT INTO batch (id, device, sequence, hash, previous, manifest) VALUES ($1, $2, $3, $4, $5, $6)`,
		m.Batch, string(m.Device), m.Sequence, batch.ManifestHash(envelope), m.Previous, envelope); err != nil {
		return err
	}
	for i, o := range m.Objects {
		if err := insertObject(ctx, tx, o); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO batch_object (batch, position, object) VALUES ($1, $2, $3)`,
			m.Batch, i, string(o.Name)); err != nil {
			return err
		}
	}
	return nil
}

// insertObject notes an object as wanted. An object may stand in several
// batches, but always under the same description.
func insertObject(ctx context.Context, tx *sql.Tx, o batch.Object) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO object (name, size, kind, application, revision, state, reason)
		VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT DO NOTHING`,
		string(o.Name), o.Size, string(o.Kind), o.Application, o.Revision, wanted); err != nil {
		return err
	}
	var same int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM object
		WHERE name = $1 AND size = $2 AND kind = $3 AND application = $4 AND revision = $5`,
		string(o.Name), o.Size, string(o.Kind), o.Application, o.Revision).Scan(&same)
	if err == nil && same == 0 {
		return portal.ErrConflict
	}
	return err
}

// Standing is that of portal.Books.
func (l *Ledger) Standing(ctx context.Context, batchID string) (portal.Standing, error) {
	m, err := manifest(ctx, l.db, batchID)
	if err != nil {
		return portal.Standing{}, fmt.Errorf("find batch %s: %w", batchID, err)
	}
	s, err := standing(ctx, l.db, m)
	if err != nil {
		return portal.Standing{}, fmt.Errorf("find batch %s: %w", batchID, err)
	}
	last, err := lastReceipt(ctx, l.db, m)
	if err != nil {
		return portal.Standing{}, fmt.Errorf("find batch %s: %w", batchID, err)
	}
	s.Receipt = last.envelope
	return s.Standing, nil
}

func manifest(ctx context.Context, q queryer, batchID string) (batch.Manifest, error) {
	var envelope []byte
	err := q.QueryRowContext(ctx, `SELECT manifest FROM batch WHERE id = $1`, batchID).Scan(&envelope)
	if errors.Is(err, sql.ErrNoRows) {
		return batch.Manifest{}, portal.ErrUnknownBatch
	}
	if err != nil {
		return batch.Manifest{}, err
	}
	return batch.OpenManifest(envelope)
}

// Commit is that of portal.Books.
func (l *Ledger) Commit(ctx context.Context, way portal.Way, batchID string, arrived []portal.Delivered, sign portal.Sign) (portal.Standing, error) {
	var s portal.Standing
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		m, err := manifest(ctx, tx, batchID)
		if err != nil {
			return err
		}
		for _, a := range arrived {
			if err := l.take(ctx, tx, way, m.Device, a); err != nil {
				return err
			}
		}
		before, err := lastReceipt(ctx, tx, m)
		if err != nil {
			return err
		}
		s, err = l.settle(ctx, tx, way, m, before, sign)
		return err
	})
	if err != nil {
		return portal.Standing{}, fmt.Errorf("commit batch %s: %w", batchID, err)
	}
	return s, nil
}

// take settles one wanted object as held or quarantined.
func (l *Ledger) take(ctx context.Context, tx *sql.Tx, way portal.Way, from batch.DeviceID, a portal.Delivered) error {
	o := batch.Object{Name: a.Name}
	var kind, state string
	err := tx.QueryRowContext(ctx, `SELECT kind, application, revision, state FROM object WHERE name = $1`, string(a.Name)).
		Scan(&kind, &o.Application, &o.Revision, &state)
	if err != nil {
		return err
	}
	if state != wanted {
		return nil
	}
	o.Kind = batch.Kind(kind)
	state = held
	reason, err := l.own(ctx, tx, way, from, o)
	if err != nil {
		return err
	}
	if reason != "" {
		state = quarantined
	}
	if _, err := tx.ExecContext(ctx, `UPDATE object SET state = $1, reason = $2, held_at = $3, data = $4 WHERE name = $5`,
		state, string(reason), l.now().Unix(), a.Data, string(a.Name)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM part WHERE object = $1`, string(a.Name))
	return err
}

// own takes the object's key for it, or says why it cannot have it.
func (l *Ledger) own(ctx context.Context, tx *sql.Tx, way portal.Way, from batch.DeviceID, o batch.Object) (batch.Reason, error) {
	if !o.Kind.OfApplication() { // whoever brings it, it takes nobody's place
		return "", nil
	}
	keyed := o.Kind == batch.KindCore || o.Kind == batch.KindWithdrawal
	if keyed {
		if err := l.ownApplication(ctx, tx, way, from, o); err != nil {
			return "", err
		}
	}
	var owner string
	err := tx.QueryRowContext(ctx, `SELECT device FROM application WHERE id = $1`, o.Application).Scan(&owner)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil // a photo before its core
	case err != nil:
		return "", err
	case owner != string(from):
		return batch.ReasonForeign, nil
	case !keyed:
		return "", nil
	}
	return ownRevision(ctx, tx, o)
}

// ownApplication takes an application that is new for the device, and gives it
// a day at the office.
func (l *Ledger) ownApplication(ctx context.Context, tx *sql.Tx, way portal.Way, from batch.DeviceID, o batch.Object) error {
	result, err := tx.ExecContext(ctx, `INSERT INTO application (id, device, office, first_way, first_at)
		SELECT $1, id, office, $2, $3 FROM device WHERE id = $4 ON CONFLICT DO NOTHING`,
		o.Application, string(way), l.now().Unix(), string(from))
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 || o.Kind != batch.KindCore {
		return err
	}
	return l.appoint(ctx, tx, o.Application)
}

func ownRevision(ctx context.Context, tx *sql.Tx, o batch.Object) (batch.Reason, error) {
	var withdrawn int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM revision r JOIN object w ON w.name = r.object
		WHERE r.application = $1 AND r.number < $2 AND w.kind = $3`, o.Application, o.Revision, string(batch.KindWithdrawal)).Scan(&withdrawn)
	if err != nil || withdrawn > 0 {
		return batch.ReasonConflict, err
	}
	if _, err := tx.ExecContext(ctx,
		`INSERT INTO revision (application, number, object) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		o.Application, o.Revision, string(o.Name)); err != nil {
		return "", err
	}
	var first string
	err = tx.QueryRowContext(ctx, `SELECT object FROM revision WHERE application = $1 AND number = $2`,
		o.Application, o.Revision).Scan(&first)
	if err == nil && first != string(o.Name) {
		return batch.ReasonConflict, nil
	}
	return "", err
}
