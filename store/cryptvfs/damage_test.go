package cryptvfs_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/store/cryptvfs"
)

// readAll reads every row and every page that is in use.
func readAll(path string, key []byte) (rows string, err error) {
	db, err := cryptvfs.Open(path, key, cryptvfs.Options{})
	if err != nil {
		return "", err
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) || '/' || sum(length(v)) || '/' || hex(max(v)) FROM t").Scan(&rows); err != nil {
		return "", err
	}
	var check string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil {
		return "", err
	}
	if check != "ok" {
		return "", fmt.Errorf("%w: %s", cryptvfs.ErrDamaged, check)
	}
	return rows, nil
}

// sample is a database with much in the main file and more in its log.
func sample(t testing.TB) (path string, db *sql.DB) {
	path = filepath.Join(t.TempDir(), "a.db")
	db = create(t, path)
	fill(t, db, 40)
	run(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	fill(t, db, 20)
	return path, db
}

func size(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// Every bit of the main file and of the log counts.
func TestBitFlip(t *testing.T) {
	t.Parallel()
	whole, db := sample(t)
	want, err := readAll(copies(t, whole), key(1))
	if err != nil {
		t.Fatal(err)
	}
	flip := func(b byte) byte { return b ^ 1<<rand.IntN(8) }
	log := copies(t, whole)
	main := copies(t, whole)
	db.Close()
	closed := copies(t, whole)
	for _, c := range []struct{ name, path, suffix string }{
		{"main file", closed, ""}, {"main file with a log", main, ""}, {"log", log, "-wal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := size(t, c.path+c.suffix)
			places := []int64{0, 5, 6, 7, 8, 11, 12, 19, 20, 23, 24, 71, 72, 100, 4094, 4095, 4096, n - 1}
			for range 60 {
				places = append(places, rand.Int64N(n))
			}
			for _, at := range places {
				path := copies(t, c.path)
				poke(t, path+c.suffix, at, flip)
				got, err := readAll(path, key(1))
				if err == nil && c.name == "main file with a log" && got == want {
					continue // the log holds that page anew
				}
				if !errors.Is(err, cryptvfs.ErrDamaged) && !errors.Is(err, cryptvfs.ErrKey) && !errors.Is(err, cryptvfs.ErrVersion) {
					t.Fatalf("byte %d: %v", at, err)
				}
			}
		})
	}
}

func TestDamagedPlaces(t *testing.T) {
	whole, db := sample(t)
	older := copies(t, whole)
	run(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	fill(t, db, 30)
	open := copies(t, whole)
	db.Close()
	closed := copies(t, whole)
	other, _ := sample(t)
	foreign := copies(t, other)
	const page, frame = 4096, 4120
	for _, c := range []struct {
		name   string
		from   string
		change func(path string) error
	}{
		{"page wiped", closed, func(p string) error { return overwrite(p, 2*page, make([]byte, page)) }},
		{"page moved", closed, func(p string) error { return overwrite(p, 2*page, part(t, p, 3*page, page)) }},
		{"page of another database", closed, func(p string) error { return overwrite(p, 2*page, part(t, foreign, 2*page, page)) }},
		{"last page cut off", closed, func(p string) error { return os.Truncate(p, size(t, p)-page) }},
		{"last byte cut off", closed, func(p string) error { return os.Truncate(p, size(t, p)-1) }},
		{"main file cut to a header", closed, func(p string) error { return os.Truncate(p, 24) }},
		{"frame wiped", open, func(p string) error { return overwrite(p+"-wal", page+3*frame, make([]byte, frame)) }},
		{"frame moved", open, func(p string) error { return overwrite(p+"-wal", page+3*frame, part(t, p+"-wal", page+4*frame, frame)) }},
		{"last frame wiped", open, func(p string) error {
			return overwrite(p+"-wal", size(t, p+"-wal")-frame, make([]byte, frame))
		}},
		{"log cut", open, func(p string) error { return os.Truncate(p+"-wal", page+7*frame) }},
		{"log's last byte cut off", open, func(p string) error { return os.Truncate(p+"-wal", size(t, p+"-wal")-1) }},
		{"log cut to its head", open, func(p string) error { return os.Truncate(p+"-wal", page) }},
		{"log empty", open, func(p string) error { return os.Truncate(p+"-wal", 0) }},
		{"log missing", open, func(p string) error { return os.Remove(p + "-wal") }},
		{"log's head wiped", open, func(p string) error { return overwrite(p+"-wal", 0, make([]byte, page)) }},
		{"log of another database", open, func(p string) error { return overwriteAll(p+"-wal", part(t, foreign+"-wal", 0, -1)) }},
		{"older log", open, func(p string) error { return overwriteAll(p+"-wal", part(t, older+"-wal", 0, -1)) }},
		{"older log beside a closed file", closed, func(p string) error { return overwriteAll(p+"-wal", part(t, older+"-wal", 0, -1)) }},
		{"foreign log beside a closed file", closed, func(p string) error { return overwriteAll(p+"-wal", part(t, foreign+"-wal", 0, -1)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := copies(t, c.from)
			if err := c.change(path); err != nil {
				t.Fatal(err)
			}
			before := folder(t, filepath.Dir(path))
			if _, err := readAll(path, key(1)); !errors.Is(err, cryptvfs.ErrDamaged) {
				t.Fatalf("got %v", err)
			}
			if c.from == open && folder(t, filepath.Dir(path)) != before {
				t.Fatal("bytes changed on disk")
			}
		})
	}
	for _, path := range []string{open, closed} { // the negative control
		if _, err := readAll(path, key(1)); err != nil {
			t.Fatal(err)
		}
	}
}

func part(t testing.TB, path string, at, n int) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n < 0 {
		n = len(b) - at
	}
	return b[at : at+n]
}

func overwrite(path string, at int64, b []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteAt(b, at)
	return err
}

func overwriteAll(path string, b []byte) error { return os.WriteFile(path, b, 0o600) }

// A page 1 that power tore in a checkpoint lies whole in the log.
func TestTornFirstPage(t *testing.T) {
	whole, db := sample(t)
	run(t, db, "CREATE TABLE late(x)")
	want := text(t, db, "SELECT count(*) || '/' || sum(length(v)) || '/' || hex(max(v)) FROM t")
	path := copies(t, whole)
	if err := overwrite(path, 512, make([]byte, 1536)); err != nil {
		t.Fatal(err)
	}
	got, err := readAll(path, key(1))
	if err != nil || got != want {
		t.Fatal(err)
	}
}

func TestSalvage(t *testing.T) {
	whole, db := sample(t)
	lost := copies(t, whole)
	if err := os.Remove(lost + "-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	cut := copies(t, whole)
	if err := os.Truncate(cut+"-wal", 4096+5*4120); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, path := range []string{lost, cut} {
		if _, err := cryptvfs.Open(path, key(1), cryptvfs.Options{}); !errors.Is(err, cryptvfs.ErrDamaged) {
			t.Fatal(err)
		}
		left, err := cryptvfs.Open(path, key(1), cryptvfs.Options{Salvage: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := text(t, left, "SELECT count(*) FROM t"); got != "40" {
			t.Fatal(got)
		}
		left.Close()
	}
}

func TestDamageError(t *testing.T) {
	whole, db := sample(t)
	db.Close()
	path := copies(t, whole)
	poke(t, path, 4*4096+7, func(b byte) byte { return b + 1 })
	_, err := readAll(path, key(1))
	var damage *cryptvfs.DamageError
	if !errors.As(err, &damage) || damage.File != "database" || damage.Number != 5 {
		t.Fatalf("got %v", err)
	}
}
