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
	records, err := query(ctx, s.db, scanOne[[]byte], `SELECT record FROM frozen JOIN revision r USING (application, number)
		WHERE r.state = 'waiting' AND NOT EXISTS
			(SELECT 1 FROM object WHERE application = r.application AND revision = r.number)
		ORDER BY r.sequence LIMIT ?`, limit)
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

// RecordSealed keeps that a revision was sealed: the description of each object by its name, as it will stand in a
// manifest, JSON with its "size" in bytes. Where the site seals on submit, answers and photos leave the device with it.
func (s *Store) RecordSealed(ctx context.Context, id intake.ApplicationID, n int, objects map[string][]byte) error {
	purged := false
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(objects)) {
			_, err := tx.ExecContext(ctx,
				`INSERT INTO object (name, application, revision, description, size)
					VALUES (?1, ?2, ?3, ?4, coalesce(json_extract(?4, '$.size'), 0))`,
				name, id, n, string(objects[name]))
			if err != nil {
				return err
			}
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

// Sealed reports whether the object is on record and not received yet, so that its file is needed.
func (s *Store) Sealed(ctx context.Context, name string) (bool, error) {
	var known bool
	err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM object WHERE name = ? AND received = 0)", name).Scan(&known)
	if err != nil {
		return false, fmt.Errorf("find object %s: %w", name, err)
	}
	return known, nil
}

// Unbatched returns the descriptions of sealed objects that are in no batch, those of the oldest revision first.
func (s *Store) Unbatched(ctx context.Context, limit int) ([][]byte, error) {
	descriptions, err := query(ctx, s.db, scanOne[[]byte], `SELECT description FROM object o
		JOIN revision r ON r.application = o.application AND r.number = o.revision
		WHERE batch IS NULL AND r.state <> 'parked' ORDER BY r.sequence, o.rowid LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("read unbatched objects: %w", err)
	}
	return descriptions, nil
}

// RecordBatch keeps the signed manifest with which the objects leave, under the device's next sequence number.
func (s *Store) RecordBatch(ctx context.Context, sequence int64, manifest []byte, objects []string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO batch (sequence, manifest) VALUES (?, ?)", sequence, manifest); err != nil {
			return err
		}
		for _, name := range objects {
			if err := one(tx.ExecContext(ctx, "UPDATE object SET batch = ? WHERE name = ? AND batch IS NULL", sequence, name)); err != nil {
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

// LastManifest returns the newest signed manifest, or nil before the first.
func (s *Store) LastManifest(ctx context.Context) ([]byte, error) {
	manifests, err := query(ctx, s.db, scanOne[[]byte], "SELECT manifest FROM batch ORDER BY sequence DESC LIMIT 1")
	if err != nil {
		return nil, fmt.Errorf("read last manifest: %w", err)
	}
	if len(manifests) == 0 {
		return nil, nil
	}
	return manifests[0], nil
}

// OpenManifests returns the signed manifests that hold an object without a receipt, the oldest first.
func (s *Store) OpenManifests(ctx context.Context) ([][]byte, error) {
	manifests, err := query(ctx, s.db, scanOne[[]byte], `SELECT manifest FROM batch WHERE sequence IN
		(SELECT batch FROM object WHERE received = 0 AND batch IS NOT NULL) ORDER BY sequence`)
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
