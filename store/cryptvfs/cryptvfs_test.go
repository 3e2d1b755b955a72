package cryptvfs_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"ventanilla/store/cryptvfs"
)

// canary is personal data that must never be seen on disk.
const canary = "CANARY-Marisol-Quispe-7f3a0042"

func key(fill byte) []byte { return bytes.Repeat([]byte{fill}, cryptvfs.KeySize) }

func create(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := cryptvfs.Create(path, key(1), cryptvfs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := cryptvfs.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func run(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func text(t testing.TB, db *sql.DB, query string) string {
	t.Helper()
	var s string
	if err := db.QueryRow(query).Scan(&s); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return s
}

// fill writes n rows, each of its own transaction's frames.
func fill(t testing.TB, db *sql.DB, n int) {
	t.Helper()
	run(t, db, "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, k TEXT UNIQUE, v BLOB)")
	for i := range n {
		run(t, db, "INSERT OR REPLACE INTO t(k, v) VALUES(?, ?)", fmt.Sprint("k", i), strings.Repeat(canary, 1+i*37%300))
	}
}

// copies copies a database and its log as they are on disk now: what a power
// cut that loses nothing leaves.
func copies(t testing.TB, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func noClearText(t testing.TB, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) == 0 {
		t.Fatal("nothing to look at", err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{canary, "CREATE TABLE", "SQLite format"} {
			if bytes.Contains(b, []byte(s)) {
				t.Fatalf("%s holds %q", e.Name(), s)
			}
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for _, c := range []cryptvfs.Cipher{"", cryptvfs.AES256GCM, cryptvfs.ChaCha20Poly1305} {
		t.Run(string(c), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a #?%é.db")
			db, err := cryptvfs.Create(path, key(1), cryptvfs.Options{Cipher: c})
			if err != nil {
				t.Fatal(err)
			}
			fill(t, db, 300)
			noClearText(t, dir)
			sum := "SELECT count(*) || '/' || sum(length(v)) FROM t"
			want := text(t, db, sum)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			noClearText(t, dir)
			if entries, _ := os.ReadDir(dir); len(entries) != 1 {
				t.Fatalf("closed database leaves %v", entries)
			}
			db = open(t, path)
			if got := text(t, db, sum); got != want {
				t.Fatalf("got %s, want %s", got, want)
			}
			if got := text(t, db, "PRAGMA integrity_check"); got != "ok" {
				t.Fatal(got)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	db := create(t, filepath.Join(t.TempDir(), "a.db"))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "locking_mode": "exclusive", "synchronous": "2", "temp_store": "2",
		"secure_delete": "1", "foreign_keys": "1", "auto_vacuum": "2", "page_size": "4096",
	} {
		if got := text(t, db, "PRAGMA "+pragma); got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

func TestCreateExisting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path, []byte("something of yours"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := cryptvfs.Create(path, key(1), cryptvfs.Options{}); !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "something of yours" {
		t.Fatal("changed")
	}
}

func TestSecondOpening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := create(t, path)
	fill(t, db, 3)
	if _, err := cryptvfs.Open(path, key(1), cryptvfs.Options{}); !errors.Is(err, cryptvfs.ErrInUse) {
		t.Fatal(err)
	}
	fill(t, db, 3)
}

// What cannot be opened stays as it is, to the byte.
func TestRefusedUnchanged(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "a.db")
	db := create(t, whole)
	fill(t, db, 50)
	for _, log := range []bool{true, false} {
		if !log {
			db.Close()
		}
		for _, c := range []struct {
			name string
			key  []byte
			at   int64
			to   byte
			want error
		}{
			{"wrong key", key(2), -1, 0, cryptvfs.ErrKey},
			{"short key", key(2)[:5], -1, 0, cryptvfs.ErrKey},
			{"no key", nil, -1, 0, cryptvfs.ErrKey},
			{"foreign file", key(1), 0, 'S', cryptvfs.ErrDamaged},
			{"older format", key(1), 4, 0, cryptvfs.ErrVersion},
			{"newer format", key(1), 4, 2, cryptvfs.ErrVersion},
			{"unknown cipher", key(1), 5, 9, cryptvfs.ErrVersion},
		} {
			t.Run(fmt.Sprint(c.name, log), func(t *testing.T) {
				path := copies(t, whole)
				if c.at >= 0 {
					poke(t, path, c.at, func(byte) byte { return c.to })
				}
				before := folder(t, filepath.Dir(path))
				if _, err := cryptvfs.Open(path, c.key, cryptvfs.Options{}); !errors.Is(err, c.want) {
					t.Fatalf("got %v, want %v", err, c.want)
				}
				if after := folder(t, filepath.Dir(path)); after != before {
					t.Fatal("bytes changed on disk")
				}
			})
		}
	}
	t.Run("empty", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := cryptvfs.Open(path, key(1), cryptvfs.Options{}); !errors.Is(err, cryptvfs.ErrDamaged) {
			t.Fatal(err)
		}
	})
	t.Run("none", func(t *testing.T) {
		if _, err := cryptvfs.Open(filepath.Join(t.TempDir(), "a.db"), key(1), cryptvfs.Options{}); !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	})
}

// folder is names and contents of a folder's files.
func folder(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s %d %s\n", e.Name(), len(b), b)
	}
	return all.String()
}

// poke changes one byte of a file.
func poke(t testing.TB, path string, at int64, change func(byte) byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b [1]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		t.Fatal(err)
	}
	b[0] = change(b[0])
	if _, err := f.WriteAt(b[:], at); err != nil {
		t.Fatal(err)
	}
}

func TestClearTextRefused(t *testing.T) {
	dir := t.TempDir()
	db := create(t, filepath.Join(dir, "a.db"))
	fill(t, db, 20)
	into := filepath.Join(dir, "clear.db")
	for _, q := range []string{
		"VACUUM INTO '" + into + "'",
		"VACUUM INTO 'file:" + into + "?vfs=unix'",
		"ATTACH '" + into + "' AS b",
		"ATTACH 'file:" + into + "?vfs=unix' AS b",
		"PRAGMA journal_mode = DELETE",
		"PRAGMA journal_mode = OFF",
		"PRAGMA temp_store = FILE; CREATE TEMP TABLE x AS SELECT a.v FROM t a, t b, t c",
	} {
		if _, err := db.Exec(q); err == nil {
			t.Errorf("%s: done", q)
		}
	}
	run(t, db, "PRAGMA temp_store = MEMORY")
	run(t, db, "VACUUM")
	noClearText(t, dir)
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Fatalf("files %v", entries)
	}
	if got := text(t, db, "SELECT count(*) FROM t"); got != "20" {
		t.Fatal(got)
	}
}

// What was committed is out of this process, also for who does not want to wait
// for the disk.
func TestCommitIsWritten(t *testing.T) {
	for _, mode := range []string{"OFF", "NORMAL", "FULL"} {
		path := filepath.Join(t.TempDir(), "a.db")
		db := create(t, path)
		run(t, db, "PRAGMA synchronous = "+mode)
		fill(t, db, 30)
		run(t, db, "PRAGMA wal_checkpoint(PASSIVE)")
		fill(t, db, 31)
		left := open(t, copies(t, path))
		if got := text(t, left, "SELECT count(*) FROM t"); got != "31" {
			t.Fatalf("%s: %s rows", mode, got)
		}
	}
}

// The driver's ways to copy a database as it is in memory, in clear, are not
// to be had from a connection of ours.
func TestNoBackup(t *testing.T) {
	db := create(t, filepath.Join(t.TempDir(), "a.db"))
	plain, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "plain.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	ways := func(driverConn any) (n int) {
		for _, offers := range []bool{
			is[interface {
				NewBackup(string) (*sqlite.Backup, error)
			}](driverConn),
			is[interface {
				NewRestore(string) (*sqlite.Backup, error)
			}](driverConn),
			is[interface{ Serialize() ([]byte, error) }](driverConn),
			is[interface{ Deserialize([]byte) error }](driverConn),
			is[sqlite.FileControl](driverConn),
		} {
			if offers {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		db   *sql.DB
		want int
	}{{db, 0}, {plain, 5}} { // the plain one is the control
		one, err := c.db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := one.Raw(func(driverConn any) error {
			if got := ways(driverConn); got != c.want {
				return fmt.Errorf("%d ways, want %d", got, c.want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		one.Close()
	}
}

func is[T any](v any) bool {
	_, ok := v.(T)
	return ok
}
