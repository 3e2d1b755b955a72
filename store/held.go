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

// heldVersions is how many versions of a series are kept: what is to be used from a later day on must not displace what is
// used until then.
const heldVersions = 8

// Hold keeps a verified document as the newest of its kind and name, and notes it in the audit trail under label, the
// version that people know it by. accept is asked within the transaction, with the newest document held or nil; what it
// returns is returned, and nothing changes. Hold reports false for a version that is on the shelf already, and ErrOlder for
// another one below the newest.
func (s *Store) Hold(ctx context.Context, kind, name, label string, version int64, document []byte,
	accept func(newest []byte) error,
) (fresh bool, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		held, err := query(ctx, tx, scanHeld,
			"SELECT kind, name, version, document FROM held WHERE kind = ? AND name = ? ORDER BY version DESC LIMIT 1", kind, name)
		if err != nil {
			return err
		}
		known, err := isHeld(ctx, tx, kind, name, version)
		if err != nil || known {
			return err
		}
		newest := append(held, Held{})[0]
		if err := accept(newest.Document); err != nil {
			return err
		}
		if version < newest.Version {
			return ErrOlder
		}
		fresh = true
		return s.hold(ctx, tx, Held{kind, name, version, document}, label)
	})
	if err != nil {
		return false, fmt.Errorf("hold %s: %w", kind, err)
	}
	return fresh, nil
}

func isHeld(ctx context.Context, tx *sql.Tx, kind, name string, version int64) (known bool, err error) {
	err = tx.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM held WHERE kind = ? AND name = ? AND version = ?)", kind, name, version).Scan(&known)
	return known, err
}

// hold puts a document on the shelf and takes down what nobody can need any more.
func (s *Store) hold(ctx context.Context, tx *sql.Tx, h Held, label string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO held VALUES (?, ?, ?, ?)", h.Kind, h.Name, h.Version, h.Document)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM held WHERE kind = ?1 AND name = ?2 AND version NOT IN
		(SELECT version FROM held WHERE kind = ?1 AND name = ?2 ORDER BY version DESC LIMIT ?3)`, h.Kind, h.Name, heldVersions)
	if err != nil {
		return err
	}
	return s.recordEntry(ctx, tx, Entry{What: UpdateTaken, Update: &Update{Kind: h.Kind, Name: h.Name, Version: label}})
}

// Held returns the newest document of each series of a kind, by name.
func (s *Store) Held(ctx context.Context, kind string) ([]Held, error) {
	return s.shelf(ctx, `SELECT kind, name, max(version), document FROM held WHERE kind = ? GROUP BY name ORDER BY name`, kind)
}

// Series returns the documents of one series, the oldest first: the newest and a few before it.
func (s *Store) Series(ctx context.Context, kind, name string) ([]Held, error) {
	return s.shelf(ctx, "SELECT kind, name, version, document FROM held WHERE kind = ? AND name = ? ORDER BY version", kind, name)
}

func (s *Store) shelf(ctx context.Context, text string, args ...any) ([]Held, error) {
	held, err := query(ctx, s.db, scanHeld, text, args...)
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

// MarkSeen notes that the member of staff of [Options] has read a series up to a version.
func (s *Store) MarkSeen(ctx context.Context, kind, name string, version int64) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO seen VALUES (?, ?, ?, ?)
		ON CONFLICT (staff, kind, name) DO UPDATE SET version = max(version, excluded.version)`, s.staff, kind, name, version)
	if err != nil {
		return fmt.Errorf("mark as seen: %w", err)
	}
	return nil
}

// Seen returns up to which version the member of staff of [Options] has read each series of a kind, by name.
func (s *Store) Seen(ctx context.Context, kind string) (map[string]int64, error) {
	rows, err := query(ctx, s.db, scanHeld,
		"SELECT kind, name, version, x'' FROM seen WHERE staff = ? AND kind = ?", s.staff, kind)
	if err != nil {
		return nil, fmt.Errorf("read what was seen: %w", err)
	}
	seen := make(map[string]int64, len(rows))
	for _, row := range rows {
		seen[row.Name] = row.Version
	}
	return seen, nil
}
