// Package ledger keeps the portal's books in SQL: devices, batches, objects,
// applications, receipts and updates. One text of SQL serves SQLite and
// PostgreSQL; the packages beside it only open the database.
//
// Begin with [New] and [Ledger.Migrate].
//
// Promised: each change is one transaction, so any number of processes may keep
// the same books; what a key held first is never overwritten.
package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"ventanilla/sync/portal"
)

//go:embed migration/*.sql
var migrations embed.FS

// Dialect is what differs between databases.
type Dialect struct {
	// Goose names the dialect for the migrations.
	Goose goose.Dialect
	// Locker keeps processes that start together from migrating at once. With nil
	// the loser tries again.
	Locker lock.SessionLocker
	// Isolation is that of each writing transaction; it must be serializable in
	// effect.
	Isolation sql.IsolationLevel
	// OneWriter tells that the database takes one writing transaction at a time, so
	// that those of this process better queue here than poll for it.
	OneWriter bool
	// Again reports whether a transaction that ended so may be tried again.
	Again func(error) bool
}

// Ledger is safe for concurrent use.
type Ledger struct {
	// DailyBytes is how much a device may announce by network on one day in UTC:
	// [DefaultDailyBytes], unless changed before the first use. Sticks are not
	// counted, since people bring them.
	DailyBytes int64

	db      *sql.DB
	dialect Dialect
	now     func() time.Time
	group   group // of writers, if the database takes one at a time
}

var (
	_ portal.Devices = (*Ledger)(nil)
	_ portal.Books   = (*Ledger)(nil)
	_ portal.Parts   = (*Ledger)(nil)
	_ portal.Updates = (*Ledger)(nil)
	_ portal.Cards   = (*Ledger)(nil)
	_ portal.Sweeper = (*Ledger)(nil)
)

// New returns the ledger in db, which the caller closes.
func New(db *sql.DB, dialect Dialect, now func() time.Time) *Ledger {
	return &Ledger{DailyBytes: DefaultDailyBytes, db: db, dialect: dialect, now: now}
}

// Migrate brings the tables to this version's form.
func (l *Ledger) Migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migration")
	if err != nil {
		return fmt.Errorf("migrate ledger: %w", err)
	}
	var options []goose.ProviderOption
	if l.dialect.Locker != nil {
		options = append(options, goose.WithSessionLocker(l.dialect.Locker))
	}
	provider, err := goose.NewProvider(l.dialect.Goose, l.db, files, options...)
	if err != nil {
		return fmt.Errorf("migrate ledger: %w", err)
	}
	// Without a lock, another process may have been faster: then look again.
	unlocked := func(error) bool { return l.dialect.Locker == nil }
	err = retry(ctx, unlocked, func() error {
		_, err := provider.Up(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("migrate ledger: %w", err)
	}
	return nil
}

// Ping returns an error if the database does not answer.
func (l *Ledger) Ping(ctx context.Context) error {
	if err := l.db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach ledger: %w", err)
	}
	return nil
}

const (
	maxTries   = 12
	firstPause = 5 * time.Millisecond
)

// write runs do in a transaction, again if another one was in its way. What do
// changes outside the database must bear being done again.
func (l *Ledger) write(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	if l.dialect.OneWriter {
		return l.writeGrouped(ctx, do)
	}
	return retry(ctx, l.dialect.Again, func() error { return l.writeOnce(ctx, do) })
}

// retry runs do until it ends well, or with an error that again denies.
func retry(ctx context.Context, again func(error) bool, do func() error) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := do()
		if err == nil || try == maxTries || !again(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause + rand.N(pause)):
		}
		pause = min(2*pause, time.Second)
	}
}

func (l *Ledger) writeOnce(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{Isolation: l.dialect.Isolation})
	if err != nil {
		return err
	}
	if err := do(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// queryer is a database or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, q queryer, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
