package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Kind says what a held document is.
type Kind string

// The kinds of documents that come down from the portal.
const (
	RulePack   Kind = "rule_pack"
	Notice     Kind = "notice"
	CaseStatus Kind = "case_status"
)

// Held is a document as the portal signed it. Its signature is for the reader to verify.
type Held struct {
	Kind     Kind
	Name     string // of the series: the programme of a pack, the code of a case
	Version  int64  // rises within the series
	Document []byte
}

// Hold keeps a verified document in place of the older one of its series. It returns ErrOlder, and changes nothing, if a
// newer version is held; the same version again changes nothing.
func (s *Store) Hold(ctx context.Context, h Held) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		var version int64
		err := tx.QueryRowContext(ctx, "SELECT version FROM held WHERE kind = ? AND name = ?", h.Kind, h.Name).Scan(&version)
		if err = notFound(err); err != nil && !isNotFound(err) {
			return err
		}
		if err == nil && h.Version < version {
			return ErrOlder
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO held VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version, document = excluded.document
			WHERE excluded.version > version`, h.Kind, h.Name, h.Version, h.Document)
		return err
	})
	if err != nil {
		return fmt.Errorf("hold %s: %w", h.Kind, err)
	}
	return nil
}

// Holds returns the held documents of a kind, by name.
func (s *Store) Holds(ctx context.Context, kind Kind) ([]Held, error) {
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
