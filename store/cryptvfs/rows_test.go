package cryptvfs_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/store/cryptvfs"
)

// emptyTables is a closed database with the tables that writeOne fills.
func emptyTables(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db := create(t, path)
	run(t, db, "CREATE TABLE c(n INTEGER PRIMARY KEY, v BLOB)")
	run(t, db, "CREATE TABLE e(n INTEGER PRIMARY KEY, v TEXT UNIQUE)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// writeOne commits row n of table c, with changes all over the database.
func writeOne(db *sql.DB, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, s := range []struct {
		query string
		args  []any
	}{
		{"INSERT INTO c VALUES(?, ?)", []any{n, strings.Repeat(canary, rand.IntN(200))}},
		{"INSERT INTO e VALUES(?, ?)", []any{n, fmt.Sprint(canary, rand.Uint64())}},
		{"UPDATE c SET v = substr(v || 'y', 1, 9000) WHERE n = ?", []any{rand.IntN(n) + 1}},
		{"DELETE FROM e WHERE n = ? AND n % 3 = 0", []any{rand.IntN(n) + 1}},
	} {
		if _, err := tx.Exec(s.query, s.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// checkRows wants rows 1 to at least acked, and a sound database.
func checkRows(t testing.TB, db *sql.DB, acked int) {
	t.Helper()
	if err := soundRows(db, acked); err != nil {
		t.Fatal(err)
	}
}

var errLost = errors.New("rows lost")

// soundRows wants rows 1 to at least acked, and a sound database.
func soundRows(db *sql.DB, acked int) error {
	var count, last int
	if err := db.QueryRow("SELECT count(*), coalesce(max(n), 0) FROM c").Scan(&count, &last); err != nil {
		return err
	}
	if count != last || last < acked {
		return fmt.Errorf("%w: %d rows, last %d, acknowledged %d", errLost, count, last, acked)
	}
	var check string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil {
		return err
	}
	if check != "ok" {
		return fmt.Errorf("%w: %s", cryptvfs.ErrDamaged, check)
	}
	return nil
}
