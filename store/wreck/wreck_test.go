package wreck_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // registers "sqlite"

	"ventanilla/store/wreck"
)

const pageSize = 4096

// file is a plain database in memory, some pages of which are lost.
type file struct {
	data []byte
	lost map[int64]bool
}

func (f file) Count() int64 { return int64(len(f.data)) / pageSize }

func (f file) Read(number int64, into []byte) error {
	if number < 1 || number > f.Count() || f.lost[number] {
		return errors.New("lost")
	}
	copy(into, f.data[(number-1)*pageSize:number*pageSize])
	return nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// statements make a database with rows of every kind of value, rows over many pages, and tables of both forms.
var statements = []string{
	"PRAGMA auto_vacuum = 2",
	"CREATE TABLE a (n INTEGER PRIMARY KEY, i, r, s, b)",
	"CREATE TABLE k (s TEXT, n INTEGER, b BLOB, PRIMARY KEY (s, n)) WITHOUT ROWID",
	`WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 600)
		INSERT INTO a SELECT n, CASE n % 9 WHEN 8 THEN NULL ELSE (1 << (n % 9 * 7)) * iif(n % 2, 1, -1) END, n * 1.5,
			printf('%.*c', n % 200, 'ñ'), zeroblob(iif(n % 50, n % 7, 30000 + n)) FROM c`,
	"INSERT INTO k SELECT 'k' || n || s, n, zeroblob(iif(n % 40, 5, 9000)) FROM a",
}

// rowsOf are the statements that print each row of a table.
var rowsOf = map[string]string{
	"a": "SELECT n, quote(i) || '|' || quote(r) || '|' || s || '|' || length(b) FROM a",
	"k": "SELECT 0, s || '|' || n || '|' || length(b) FROM k",
}

type database struct {
	file
	roots map[string]uint32
	rows  map[string][]string
}

func newDatabase(t testing.TB) database {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plain.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		_, err := db.ExecContext(t.Context(), s)
		must(t, err)
	}
	d := database{roots: map[string]uint32{}, rows: map[string][]string{}}
	for name, text := range rowsOf {
		must(t, db.QueryRowContext(t.Context(), "SELECT rootpage FROM sqlite_schema WHERE name = ?", name).Scan(ptr(d.roots, name)))
		d.rows[name] = print(t, db, text)
	}
	must(t, db.Close())
	d.data, err = os.ReadFile(path)
	must(t, err)
	return d
}

func ptr(roots map[string]uint32, name string) sql.Scanner { return scanner{roots, name} }

type scanner struct {
	roots map[string]uint32
	name  string
}

func (s scanner) Scan(v any) error { s.roots[s.name] = uint32(v.(int64)); return nil }

func print(t testing.TB, db *sql.DB, text string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), text)
	must(t, err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var id, row string
		must(t, rows.Scan(&id, &row))
		all = append(all, id+":"+row)
	}
	must(t, rows.Err())
	slices.Sort(all)
	return all
}

// read prints the rows that are left, as SQLite would.
func (d database) read(t testing.TB) (rows map[string][]string, broken int) {
	t.Helper()
	w, err := wreck.Open(t.Context(), d.file, pageSize, []uint32{1, d.roots["a"], d.roots["k"]})
	must(t, err)
	rows = map[string][]string{}
	for name, root := range d.roots {
		must(t, w.Rows(t.Context(), root, func(r wreck.Row) error {
			if !r.Whole {
				broken++
				return nil
			}
			rows[name] = append(rows[name], show(name, r))
			return nil
		}))
		slices.Sort(rows[name])
	}
	return rows, broken
}

func show(name string, r wreck.Row) string {
	if name == "k" {
		return fmt.Sprintf("0:%s|%d|%d", r.Values[0], r.Values[1], len(r.Values[2].([]byte)))
	}
	number := "NULL"
	if r.Values[1] != nil {
		number = fmt.Sprint(r.Values[1])
	}
	real := r.Values[2]
	if whole, ok := real.(int64); ok { // SQLite stores 3.0 as 3
		real = float64(whole)
	}
	text := strings.TrimRight(fmt.Sprintf("%.1f", real), "")
	return fmt.Sprintf("%d:%s|%s|%s|%d", r.ID, number, text, r.Values[3], len(r.Values[4].([]byte)))
}

func TestWholeDatabase(t *testing.T) {
	d := newDatabase(t)
	rows, broken := d.read(t)
	for name, want := range d.rows {
		if !slices.Equal(rows[name], want) {
			for i := range min(len(want), len(rows[name])) {
				if rows[name][i] != want[i] {
					t.Errorf("%.80q, want %.80q", rows[name][i], want[i])
					break
				}
			}
			t.Errorf("table %s: %d rows, want %d", name, len(rows[name]), len(want))
		}
	}
	if broken > 0 {
		t.Errorf("%d rows are called broken", broken)
	}
}

// Whichever page is lost, only rows that lie on it are.
func TestOnePageLost(t *testing.T) {
	d := newDatabase(t)
	for page := int64(1); page <= d.Count(); page++ {
		d.lost = map[int64]bool{page: true}
		rows, broken := d.read(t)
		left := len(rows["a"]) + len(rows["k"])
		if lost := len(d.rows["a"]) + len(d.rows["k"]) - left; lost > 100 || broken > lost {
			t.Errorf("without page %d %d rows are lost, %d broken", page, lost, broken)
		}
		for name, got := range rows {
			for _, row := range got {
				if _, ok := slices.BinarySearch(d.rows[name], row); !ok {
					t.Fatalf("without page %d a row is %.80q", page, row)
				}
			}
		}
	}
}

// Whatever the pages say, reading them ends.
func FuzzRows(f *testing.F) {
	seed, err := os.ReadFile("testdata/small.db")
	must(f, err)
	f.Add(seed, 700, byte(0xff), 1)
	f.Add(seed, pageSize+8, byte(3), 9000)
	f.Add(seed[:2*pageSize], 0, byte(0), 0)
	f.Fuzz(func(t *testing.T, data []byte, at int, value byte, and int) {
		if len(data) < pageSize || len(data) > 64*pageSize {
			return
		}
		data = slices.Clone(data)
		for _, place := range []int{at, and} {
			if place >= 0 && place < len(data) {
				data[place] = value
			}
		}
		d := file{data: data}
		var roots []uint32
		for root := range uint32(8) {
			roots = append(roots, root)
		}
		w, err := wreck.Open(t.Context(), d, pageSize, roots)
		must(t, err)
		for _, root := range roots {
			must(t, w.Rows(t.Context(), root, func(wreck.Row) error { return nil }))
		}
	})
}
