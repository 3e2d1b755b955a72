package ledger

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// AddCode lets one device enrol with a code until it expires.
func (l *Ledger) AddCode(ctx context.Context, code batch.EnrolmentCode, site string, expires time.Time) error {
	_, err := l.db.ExecContext(ctx,
		`INSERT INTO code (secret, site, office, expires_at) VALUES ($1, $2, $3, $4)`,
		hex.EncodeToString(code.Secret()), site, code.Office(), expires.Unix())
	if err != nil {
		return fmt.Errorf("add code: %w", err)
	}
	return nil
}

// Device returns a device, or portal.ErrUnknownDevice.
func (l *Ledger) Device(ctx context.Context, id batch.DeviceID) (portal.Device, error) {
	return device(ctx, l.db, id)
}

func device(ctx context.Context, q queryer, id batch.DeviceID) (portal.Device, error) {
	d := portal.Device{ID: id}
	var key, transport string
	var revoked sql.NullInt64
	err := q.QueryRowContext(ctx,
		`SELECT public_key, transport_key, recipient, site, office, revoked_at FROM device WHERE id = $1`, string(id)).
		Scan(&key, &transport, &d.Recipient, &d.Site, &d.Office, &revoked)
	if errors.Is(err, sql.ErrNoRows) {
		return portal.Device{}, fmt.Errorf("find device %s: %w", id, portal.ErrUnknownDevice)
	}
	if err != nil {
		return portal.Device{}, fmt.Errorf("find device %s: %w", id, err)
	}
	d.Revoked = revoked.Valid
	if d.Key, err = batch.ParseKey(key); err != nil {
		return portal.Device{}, err
	}
	d.TransportKey, err = batch.ParseKey(transport)
	return d, err
}

// Revoke takes a device off the list, or returns portal.ErrUnknownDevice.
func (l *Ledger) Revoke(ctx context.Context, id batch.DeviceID) error {
	result, err := l.db.ExecContext(ctx, `UPDATE device SET revoked_at = $1 WHERE id = $2`, l.now().Unix(), string(id))
	if err != nil {
		return fmt.Errorf("revoke device %s: %w", id, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("revoke device %s: %w", id, portal.ErrUnknownDevice)
	}
	return nil
}

// Enrol is that of portal.Devices.
func (l *Ledger) Enrol(ctx context.Context, e batch.Enrolment, key ed25519.PublicKey,
	answer func(portal.Device) ([]byte, error),
) ([]byte, error) {
	var envelope []byte
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var err error
		envelope, err = l.enrol(ctx, tx, e, key, answer)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("enrol device %s: %w", e.Device, err)
	}
	return envelope, nil
}

func (l *Ledger) enrol(ctx context.Context, tx *sql.Tx, e batch.Enrolment, key ed25519.PublicKey,
	answer func(portal.Device) ([]byte, error),
) ([]byte, error) {
	if known, err := knownAnswer(ctx, tx, e); known != nil || err != nil {
		return known, err
	}
	c, err := l.provenCode(ctx, tx, e)
	if err != nil {
		return nil, err
	}
	d := portal.Device{ID: e.Device, Key: key, Recipient: e.Recipient, Site: c.site, Office: c.office}
	if d.TransportKey, err = batch.ParseKey(e.TransportKey); err != nil {
		return nil, err
	}
	envelope, err := answer(d)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO device
		(id, public_key, transport_key, recipient, site, office, enrolled_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		string(d.ID), hex.EncodeToString(key), e.TransportKey, d.Recipient, d.Site, d.Office, l.now().Unix(), envelope,
	); err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE code SET device = $1 WHERE secret = $2`, string(d.ID), c.secret)
	return envelope, err
}

// knownAnswer returns the answer that a device got before, if it asks for the
// same keys; nil if the device is not known.
func knownAnswer(ctx context.Context, tx *sql.Tx, e batch.Enrolment) ([]byte, error) {
	var transport, recipient string
	var revoked sql.NullInt64
	var envelope []byte
	err := tx.QueryRowContext(ctx, `SELECT transport_key, recipient, revoked_at, answer FROM device WHERE id = $1`,
		string(e.Device)).Scan(&transport, &recipient, &revoked, &envelope)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	case revoked.Valid:
		return nil, portal.ErrRevokedDevice
	case transport != e.TransportKey || recipient != e.Recipient:
		return nil, portal.ErrConflict
	}
	return envelope, nil
}

type code struct{ secret, site, office, device string }

// provenCode returns the waiting code that e proves to know.
func (l *Ledger) provenCode(ctx context.Context, tx *sql.Tx, e batch.Enrolment) (code, error) {
	codes, err := collect(ctx, tx, func(rows *sql.Rows) (code, error) {
		var c code
		return c, rows.Scan(&c.secret, &c.site, &c.office, &c.device)
	}, `SELECT secret, site, office, COALESCE(device, '') FROM code WHERE expires_at > $1`, l.now().Unix())
	if err != nil {
		return code{}, err
	}
	for _, c := range codes {
		secret, err := hex.DecodeString(c.secret)
		if err != nil || !e.ProvedBy(secret) {
			continue
		}
		if c.device != "" {
			return code{}, portal.ErrUsedCode
		}
		return c, nil
	}
	return code{}, portal.ErrWrongCode
}

// Answers returns the signed answer to each device's enrolment.
func (l *Ledger) Answers(ctx context.Context) (map[batch.DeviceID][]byte, error) {
	answers := map[batch.DeviceID][]byte{}
	_, err := collect(ctx, l.db, func(rows *sql.Rows) (int, error) {
		var id string
		var answer []byte
		err := rows.Scan(&id, &answer)
		answers[batch.DeviceID(id)] = answer
		return 0, err
	}, `SELECT id, answer FROM device`)
	if err != nil {
		return nil, fmt.Errorf("list enrolments: %w", err)
	}
	return answers, nil
}
