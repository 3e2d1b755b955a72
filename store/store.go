// Package store keeps everything that a kiosk knows in one encrypted database: drafts, frozen revisions, photos, the
// ledger of what was sealed and receipted, settings and the audit trail.
//
// Begin with [Open]. What a method has returned without an error is on the disk, and a kill at any moment leaves each
// transaction whole or undone. Frozen answers never change, leave the store by purge only, and a revision is delivered
// only when a receipt is there for each of its objects: the schema itself refuses anything else.
//
// A Store is safe for concurrent use.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"ventanilla/store/migration"
)

// What callers branch on.
var (
	// ErrNotFound says that there is no such draft, revision, photo or setting. It is fs.ErrNotExist too.
	ErrNotFound = fmt.Errorf("record not found: %w", fs.ErrNotExist)
	// ErrFrozen says that the revision was handed in before and cannot be saved as a draft again.
	ErrFrozen = errors.New("already handed in")
	// ErrPurged says that the answers have left this device.
	ErrPurged = errors.New("answers purged")
	// ErrOlder says that what was offered is older than what is held.
	ErrOlder = errors.New("older than what is held")
	// ErrNewer says that the database was made by a newer version of the program.
	ErrNewer = migration.ErrNewer
)

// Options says who works with the store and by which clock. The zero value is nobody by the system's clock.
type Options struct {
	Staff string           // id that audit entries and revisions carry
	Now   func() time.Time // nil is time.Now
}

// Store is an open database.
type Store struct {
	db    *sql.DB
	staff string
	now   func() time.Time
}

// New brings the open database up to date and returns a store over it, which closes it.
func New(ctx context.Context, db *sql.DB, options Options) (*Store, error) {
	db.SetMaxOpenConns(1)
	for _, pragma := range []string{"foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return nil, fmt.Errorf("open store: %w", err)
		}
	}
	if err := migration.Up(ctx, db); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{db: db, staff: options.Staff, now: options.Now}
	if s.now == nil {
		s.now = time.Now
	}
	return s, nil
}

// Close closes the database. No other method may be called after it.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// write runs f in a transaction, which is undone if f fails.
func (s *Store) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// query collects a value of each row. The rows are read to the end before the next query can begin.
func query[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), text string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// scanOne reads rows of one column.
func scanOne[T any](rows *sql.Rows) (v T, err error) {
	err = rows.Scan(&v)
	return v, err
}

// millis gives the stored form of a time, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// notFound turns the driver's word for an empty result into ours.
func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
