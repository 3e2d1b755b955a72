// Package sqlite opens the portal's ledger in one SQLite file, for a portal on
// one machine. Begin with [Open].
//
// Promised: a committed transaction survives a power cut.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"ventanilla/sync/portal/ledger"
)

// Open opens the database at path, makes it if it is not there, and brings its
// tables to this version's form. The caller closes the returned database.
func Open(ctx context.Context, path string, now func() time.Time) (*ledger.Ledger, *sql.DB, error) {
	db, err := sql.Open("sqlite", source(path))
	if err != nil {
		return nil, nil, fmt.Errorf("open database: %w", err)
	}
	l := ledger.New(db, ledger.Dialect{Goose: goose.DialectSQLite3, OneWriter: true, Again: busy}, now)
	if err := l.Migrate(ctx); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return l, db, nil
}

// source makes every transaction take the writer's lock at its start, so that
// none reads what another is about to change, and syncs at each commit.
func source(path string) string {
	options := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(10000)", "foreign_keys(1)"},
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode()
}

func busy(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	primary := e.Code() & 0xff
	return primary == lib.SQLITE_BUSY || primary == lib.SQLITE_LOCKED
}
