package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The kinds of letters: sealed objects that are no part of a frozen revision.
const (
	letterCharge = "fraud_report"
	letterRescue = "rescue"
)

// RecordLetter keeps that something was sealed which is no part of a revision: a report of a charge, named by its id and
// version 0, or a draft that is carried out, named by its application and the time of its version. description is the JSON
// of its object as it will stand in a manifest.
func (s *Store) RecordLetter(ctx context.Context, kind, about string, version int64, description []byte) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO letter (name, kind, about, version, size, description)
			VALUES (json_extract(?1, '$.name'), ?2, ?3, ?4, json_extract(?1, '$.size'), ?1)`,
			string(description), kind, about, version)
		if err != nil || kind != letterCharge {
			return err
		}
		return one(tx.ExecContext(ctx, "UPDATE charge SET sealed = 1 WHERE id = ?", about))
	})
	if err != nil {
		return fmt.Errorf("record letter: %w", err)
	}
	return nil
}

// HasLetter reports whether that version is sealed already.
func (s *Store) HasLetter(ctx context.Context, about string, version int64) (known bool, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM letter WHERE about = ? AND version = ?)", about, version).
		Scan(&known)
	if err != nil {
		return false, fmt.Errorf("find letter: %w", err)
	}
	return known, nil
}

// LoseLetter forgets a letter whose sealed bytes are lost, so that what it held is sealed anew. One that the portal has
// signed for stays as it is.
func (s *Store) LoseLetter(ctx context.Context, name string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var about string
		err := tx.QueryRowContext(ctx, "DELETE FROM letter WHERE name = ? AND received = 0 RETURNING about", name).Scan(&about)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE charge SET sealed = 0 WHERE id = ? AND received = 0", about)
		return err
	})
	if err != nil {
		return fmt.Errorf("forget lost letter: %w", err)
	}
	return nil
}

// receiveLetter notes that the portal holds a letter, and reports false for a name that is none of the batch.
func (s *Store) receiveLetter(ctx context.Context, tx *sql.Tx, sequence int64, name string) (bool, error) {
	var kind, about string
	err := tx.QueryRowContext(ctx, `UPDATE letter SET received = 1, description = '' WHERE name = ? AND batch = ?
		RETURNING kind, about`, name, sequence).Scan(&kind, &about)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || kind == letterRescue {
		return err == nil, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE charge SET received = 1, record = '' WHERE id = ? AND received = 0", about)
	return true, err
}

// batchParcel puts an object or a letter into a batch.
func batchParcel(ctx context.Context, tx *sql.Tx, sequence int64, name string) error {
	err := one(tx.ExecContext(ctx, "UPDATE object SET batch = ? WHERE name = ? AND batch IS NULL", sequence, name))
	if isNotFound(err) {
		return one(tx.ExecContext(ctx, "UPDATE letter SET batch = ? WHERE name = ? AND batch IS NULL", sequence, name))
	}
	return err
}
