package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Held is a document of the portal as it was signed; its signature is for the reader to verify.
type Held struct {
	Kind     string // such as "rule_pack" or "case_status"
	Name     string // of the series: the programme of a pack, the application of a status
	Version  int64  // rises within the series
	Document []byte
}

// Hold keeps a verified document in place of the older one of its kind and name. It returns ErrOlder, and changes nothing,
// if a newer version is held; the same version again changes nothing.
func (s *Store) Hold(ctx context.Context, kind, name string, version int64, document []byte) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var held int64
		err := tx.QueryRowContext(ctx, "SELECT version FROM held WHERE kind = ? AND name = ?", kind, name).Scan(&held)
		if err = notFound(err); err != nil && !isNotFound(err) {
			return err
		}
		if version < held {
			return ErrOlder
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO held VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version, document = excluded.document
			WHERE excluded.version > version`, kind, name, version, document)
		return err
	})
	if err != nil {
		return fmt.Errorf("hold %s: %w", kind, err)
	}
	return nil
}

// Held returns the documents of a kind, by name.
func (s *Store) Held(ctx context.Context, kind string) ([]Held, error) {
	held, err := query(ctx, s.db, scanHeld, "SELECT kind, name, version, document FROM held WHERE kind = ? ORDER BY name", kind)
	if err != nil {
		return nil, fmt.Errorf("read held documents: %w", err)
	}
	return held, nil
}

func scanHeld(rows *sql.Rows) (Held, error) {
	var h Held
	err := rows.Scan(&h.Kind, &h.Name, &h.Version, &h.Document)
	return h, err
}
