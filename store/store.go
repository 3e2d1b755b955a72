// Package store keeps everything that a kiosk knows in one encrypted database: drafts, frozen revisions, photos, the
// ledger of what was sealed and receipted, settings and the audit trail.
//
// Begin with [Create] once and [Open] afterwards. What a method has returned without an error is on the disk, and a kill at any
// moment leaves each transaction whole or undone. Frozen answers never change, leave the store by purge only, and a revision is
// delivered only when a receipt is there for each of its objects: the schema itself refuses anything else.
//
// A Store is safe for concurrent use.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"ventanilla/store/cryptvfs"
	"ventanilla/store/migration"
)

// What callers branch on.
var (
	// ErrNotFound says that there is no such draft, revision, photo or setting. It is fs.ErrNotExist too.
	ErrNotFound = fmt.Errorf("record not found: %w", fs.ErrNotExist)
	// ErrFrozen says that the revision was handed in before and cannot be saved as a draft again.
	ErrFrozen = errors.New("already handed in")
	// ErrWithdrawn says that the person has taken the application back; nothing is added to it.
	ErrWithdrawn = errors.New("application withdrawn")
	// ErrInReview says that the application waits for a supervisor.
	ErrInReview = errors.New("waits for a supervisor")
	// ErrSettings says that answers cannot be sealed on submit where a supervisor is to look at them first.
	ErrSettings = errors.New("approval needs answers that can be read: it cannot be together with seal_on_submit")
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

	writing   sync.Mutex // held by the one transaction that writes
	changed   []found    // by it
	catalogue catalogue
}

// Create makes an empty store at path, which must not exist, encrypted under a random key of [cryptvfs.KeySize] bytes, and
// opens it. The caller may clear its key afterwards.
func Create(ctx context.Context, path string, key []byte, options Options) (*Store, error) {
	db, err := cryptvfs.Create(path, key, cryptvfs.Options{})
	if err != nil {
		return nil, fmt.Errorf("create store: %w", err)
	}
	return open(ctx, db, options)
}

// Open opens the store at path and brings its schema up to date. Errors match ErrNewer or those of [cryptvfs.Open], and
// none of them changes the file.
func Open(ctx context.Context, path string, key []byte, options Options) (*Store, error) {
	db, err := cryptvfs.Open(path, key, cryptvfs.Options{})
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return open(ctx, db, options)
}

func open(ctx context.Context, db *sql.DB, options Options) (*Store, error) {
	s := &Store{db: db, staff: options.Staff, now: options.Now}
	if s.now == nil {
		s.now = time.Now
	}
	if err := migration.Up(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), db.Close())
	}
	if err := s.refill(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), db.Close())
	}
	return s, nil
}

// Close closes the database and drops its key. No other method may be called after it.
func (s *Store) Close() error {
	s.catalogue.drop()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// write runs f in a transaction, which is undone if f fails.
func (s *Store) write(ctx context.Context, f func(*sql.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.changed = nil
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		s.catalogue.drop() // whether it was kept is not known
		return err
	}
	s.catalogue.take(s.changed)
	return nil
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
