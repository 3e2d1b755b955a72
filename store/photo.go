package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"ventanilla/app/intake"
)

// PhotoName returns the name under which a JPEG is stored: its SHA-256 in hexadecimal digits.
func PhotoName(jpeg []byte) string {
	sum := sha256.Sum256(jpeg)
	return hex.EncodeToString(sum[:])
}

// Photo returns the stored JPEG of that name, or ErrNotFound.
func (s *Store) Photo(ctx context.Context, sha256 string) ([]byte, error) {
	var jpeg []byte
	err := s.db.QueryRowContext(ctx, "SELECT jpeg FROM photo WHERE sha256 = ?", sha256).Scan(&jpeg)
	if err != nil {
		return nil, fmt.Errorf("read photo: %w", notFound(err))
	}
	return jpeg, nil
}

// usePhotos stores photos and notes which of them the draft shows, in place of those that it showed before.
func usePhotos(ctx context.Context, tx *sql.Tx, d intake.Draft, photos [][]byte) error {
	before, err := endUse(ctx, tx, d.Application, d.Revision)
	if err != nil {
		return err
	}
	for _, jpeg := range photos {
		name := PhotoName(jpeg)
		before = append(before, name)
		if _, err := tx.ExecContext(ctx, "INSERT INTO photo VALUES (?, ?) ON CONFLICT DO NOTHING", name, jpeg); err != nil {
			return err
		}
	}
	for _, p := range d.Answers.Photos {
		if err := usePhoto(ctx, tx, d, p.SHA256); err != nil {
			return err
		}
	}
	return dropUnused(ctx, tx, before)
}

func usePhoto(ctx context.Context, tx *sql.Tx, d intake.Draft, name string) error {
	var held bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM photo WHERE sha256 = ?)", name).Scan(&held); err != nil {
		return err
	}
	if !held {
		return fmt.Errorf("find photo: %w", ErrNotFound)
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO photo_use VALUES (?, ?, ?) ON CONFLICT DO NOTHING", d.Application, d.Revision, name)
	return err
}

// dropPhotos ends the use of photos by one draft or revision, and removes those that nothing else shows.
func dropPhotos(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, revision int) error {
	names, err := endUse(ctx, tx, id, revision)
	if err != nil {
		return err
	}
	return dropUnused(ctx, tx, names)
}

// endUse forgets which photos a draft or revision shows and returns their names.
func endUse(ctx context.Context, tx *sql.Tx, id intake.ApplicationID, revision int) ([]string, error) {
	return query(ctx, tx, scanOne[string],
		"DELETE FROM photo_use WHERE application = ? AND revision = ? RETURNING sha256", id, revision)
}

func dropUnused(ctx context.Context, tx *sql.Tx, names []string) error {
	for _, name := range names {
		_, err := tx.ExecContext(ctx,
			"DELETE FROM photo WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM photo_use WHERE sha256 = ?1)", name)
		if err != nil {
			return err
		}
	}
	return nil
}
