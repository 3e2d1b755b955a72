// Package migration holds the schema of the store as numbered SQL, and brings a database up to it.
//
// Call [Up] right after opening. Each step is one transaction, so a kill leaves a database at one version or the next;
// a database of a newer program is refused and not touched.
package migration

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
)

// ErrNewer says that the database was made by a newer version of the program.
var ErrNewer = errors.New("database of a newer version")

//go:embed *.sql
var files embed.FS

// Up brings db to the newest version known here. It returns ErrNewer for a database that is beyond it.
func Up(ctx context.Context, db *sql.DB) error { return To(ctx, db, 0) }

// To brings db to a version, the newest known here for 0. It returns ErrNewer for a database, or a version, that is beyond it.
func To(ctx context.Context, db *sql.DB, version int64) error {
	if err := readable(ctx, db); err != nil {
		return fmt.Errorf("read database version: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	has, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read database version: %w", err)
	}
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	if has = max(has, version); has > newest {
		return fmt.Errorf("open database of version %d with %d: %w", has, newest, ErrNewer)
	}
	if version == 0 {
		version = newest
	}
	if _, err := provider.UpTo(ctx, version); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

// readable reads the table of versions, if there is one: goose takes whatever keeps it from that for there being none.
func readable(ctx context.Context, db *sql.DB) error {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = ?", goose.DefaultTablename).Scan(&n)
	if err != nil || n == 0 {
		return err
	}
	return db.QueryRowContext(ctx, "SELECT count(*) FROM "+goose.DefaultTablename).Scan(&n)
}

// Version returns the version of the database's schema.
func Version(ctx context.Context, db *sql.DB) (int64, error) {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	version, err := provider.GetDBVersion(ctx)
	if err != nil {
		return 0, fmt.Errorf("read database version: %w", err)
	}
	return version, nil
}
