// Package postgres opens the portal's ledger in a PostgreSQL database, or one
// that speaks its protocol, for any number of portal processes at once. Begin
// with [Open].
//
// Promised: transactions are serializable, and one that another was in the way
// of is tried again, so that processes see each other's work or none of it.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"ventanilla/sync/portal/ledger"
)

const (
	// maxConnections is how many connections one process has at most; a server
	// of Debian takes 100 from all of them.
	maxConnections = 16
	maxIdleTime    = 5 * time.Minute

	// Processes that start together wait for the one that migrates.
	lockSeconds = 1
	lockTries   = 300
)

// Open opens the database at a postgres:// address and brings its tables to
// this version's form. What the address leaves out, the environment says, as
// for any PostgreSQL client: PGPASSWORD, PGPASSFILE, PGSSLMODE and others. The
// caller closes the returned database.
func Open(ctx context.Context, address string, now func() time.Time) (*ledger.Ledger, *sql.DB, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(maxIdleTime)
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockSeconds, lockTries))
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open database: %w", err), db.Close())
	}
	l := ledger.New(db, ledger.Dialect{
		Goose: goose.DialectPostgres, Locker: locker, Isolation: sql.LevelSerializable, Again: collided,
	}, now)
	if err := l.Migrate(ctx); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return l, db, nil
}

// The SQLSTATEs of transactions that another was in the way of.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	// uniqueViolation is what two serializable transactions get that insert the
	// same key at once; tried again, the loser finds the key.
	uniqueViolation = "23505"
)

func collided(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case serializationFailure, deadlockDetected, uniqueViolation:
		return true
	}
	return false
}
