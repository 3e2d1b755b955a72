package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"ventanilla/app/intake"
)

// Unsealed returns frozen revisions that wait to be sealed, the oldest first, at most limit of them.
func (s *Store) Unsealed(ctx context.Context, limit int) ([]intake.Revision, error) {
	records, err := query(ctx, s.db, scanOne[[]byte], `SELECT record FROM revision JOIN frozen USING (application, number)
		WHERE sealed = 0 AND state = 'waiting' AND review <> 'open' ORDER BY sequence LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("read unsealed revisions: %w", err)
	}
	revisions := make([]intake.Revision, len(records))
	for i, record := range records {
		if revisions[i], err = parseRevision(record); err != nil {
			return nil, fmt.Errorf("read unsealed revisions: %w", err)
		}
	}
	return revisions, nil
}

// RecordSealed keeps that a revision was sealed: by each part of it, "core" or the SHA-256 of a photo, the JSON of its
// object as it will stand in a manifest, with "name" and "size". Where the site seals on submit, answers and photos leave
// the device with it.
func (s *Store) RecordSealed(ctx context.Context, id intake.ApplicationID, n int, objects map[string][]byte) error {
	purged := false
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, part := range slices.Sorted(maps.Keys(objects)) {
			_, err := tx.ExecContext(ctx, `INSERT INTO object (name, application, revision, part, description, size)
				VALUES (json_extract(?1, '$.name'), ?2, ?3, ?4, ?1, json_extract(?1, '$.size'))`,
				string(objects[part]), id, n, part)
			if err != nil {
				return err
			}
		}
		if err := one(tx.ExecContext(ctx, "UPDATE revision SET sealed = 1 WHERE application = ? AND number = ?", id, n)); err != nil {
			return err
		}
		if err := s.record(ctx, tx, Sealed, id); err != nil {
			return err
		}
		settings, err := readSettings(ctx, tx)
		if err != nil || settings.Retention != SealOnSubmit {
			return err
		}
		purged = true
		return s.purge(ctx, tx, id, n)
	})
	if err != nil {
		return fmt.Errorf("record objects of revision %d of %s: %w", n, id, err)
	}
	if purged {
		return s.forget(ctx)
	}
	return nil
}

// Received returns the parts of a revision that the portal has signed for.
func (s *Store) Received(ctx context.Context, id intake.ApplicationID, n int) ([]string, error) {
	parts, err := query(ctx, s.db, scanOne[string],
		"SELECT part FROM object WHERE application = ? AND revision = ? AND received = 1 ORDER BY part", id, n)
	if err != nil {
		return nil, fmt.Errorf("read received parts of revision %d of %s: %w", n, id, err)
	}
	return parts, nil
}

// Sealed reports whether the object is on record and not received yet, so that its file is needed.
func (s *Store) Sealed(ctx context.Context, name string) (bool, error) {
	var known bool
	err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM parcel WHERE name = ? AND received = 0)", name).Scan(&known)
	if err != nil {
		return false, fmt.Errorf("find object %s: %w", name, err)
	}
	return known, nil
}

// Unbatched returns the descriptions of sealed objects that are in no batch: letters, then those of the oldest revision
// first.
func (s *Store) Unbatched(ctx context.Context, limit int) ([][]byte, error) {
	descriptions, err := query(ctx, s.db, scanOne[[]byte], `SELECT description FROM (
			SELECT description, 0 AS sequence, rowid AS place FROM letter WHERE batch IS NULL
			UNION ALL SELECT o.description, r.sequence, o.rowid FROM object o
			JOIN revision r ON r.application = o.application AND r.number = o.revision
			WHERE batch IS NULL AND r.state <> 'parked')
		ORDER BY sequence, place LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("read unbatched objects: %w", err)
	}
	return descriptions, nil
}

// Unbundled returns the applications of whose last revision something is in no batch yet, and that may leave.
func (s *Store) Unbundled(ctx context.Context) ([]intake.ApplicationID, error) {
	ids, err := query(ctx, s.db, scanOne[intake.ApplicationID], `SELECT application FROM revision
		WHERE sealed = 0 AND latest = 1 AND state IN ('waiting', 'on_its_way')
		UNION SELECT o.application FROM object o JOIN revision r ON r.application = o.application AND r.number = o.revision
		WHERE o.batch IS NULL AND r.latest = 1 AND r.state IN ('waiting', 'on_its_way')`)
	if err != nil {
		return nil, fmt.Errorf("find what is in no batch: %w", err)
	}
	return ids, nil
}

// RecordBatch keeps the signed manifest with which the objects leave, under the device's next sequence number.
func (s *Store) RecordBatch(ctx context.Context, sequence int64, manifest []byte, objects []string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO batch (sequence, cut_at, manifest) VALUES (?, ?, ?)",
			sequence, millis(s.now()), manifest); err != nil {
			return err
		}
		for _, name := range objects {
			if err := batchParcel(ctx, tx, sequence, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record batch %d: %w", sequence, err)
	}
	return nil
}

// Manifest returns the signed manifest of that number, of the newest for 0, and nil if there is none. That of a batch of
// which all was received is empty, once a later one follows.
func (s *Store) Manifest(ctx context.Context, sequence int64) ([]byte, error) {
	manifests, err := query(ctx, s.db, scanOne[[]byte],
		"SELECT manifest FROM batch WHERE sequence = ?1 OR ?1 = 0 ORDER BY sequence DESC LIMIT 1", sequence)
	if err != nil {
		return nil, fmt.Errorf("read manifest %d: %w", sequence, err)
	}
	if len(manifests) == 0 {
		return nil, nil
	}
	return append([]byte{}, manifests[0]...), nil
}

// OpenManifests returns the signed manifests that hold an object without a receipt, the oldest first.
func (s *Store) OpenManifests(ctx context.Context) ([][]byte, error) {
	manifests, err := query(ctx, s.db, scanOne[[]byte], `SELECT manifest FROM batch WHERE sequence IN
		(SELECT batch FROM parcel WHERE received = 0 AND batch IS NOT NULL) ORDER BY sequence`)
	if err != nil {
		return nil, fmt.Errorf("read open manifests: %w", err)
	}
	return manifests, nil
}

// one wants a statement to have changed exactly one row, else ErrNotFound.
func one(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return ErrNotFound
}
