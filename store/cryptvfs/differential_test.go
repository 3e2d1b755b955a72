package cryptvfs_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modernc.org/sqlite"
	"pgregory.net/rapid"

	"ventanilla/store/cryptvfs"
)

// pair is a database of ours and a plain one, which must answer alike.
type pair struct {
	t           reporter
	dir         string
	ours, plain *sql.DB
	fine        int  // statements that both did
	tired       bool // a statement took too long; they may differ from then on
}

// reporter is what testing and rapid have in common.
type reporter interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// The plain database starts with the same first page, has the settings of ours,
// and so the same pages all along.
var plainSettings = []string{
	"locking_mode = EXCLUSIVE", "temp_store = MEMORY", "journal_mode = WAL",
	"secure_delete = ON", "foreign_keys = ON", "trusted_schema = OFF",
}

func newPair(t reporter, dir string) *pair {
	p := &pair{t: t, dir: dir}
	db, err := cryptvfs.Create(p.path(true), key(1), cryptvfs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Close(), os.WriteFile(p.path(false), cryptvfs.Born(), 0o600)); err != nil {
		t.Fatal(err)
	}
	p.begin()
	return p
}

func (p *pair) path(ours bool) string {
	return filepath.Join(p.dir, map[bool]string{true: "ours.db", false: "plain.db"}[ours])
}

// begin opens both with small caches and logs, so that pages come and go.
func (p *pair) begin() {
	var err error
	if p.ours, err = cryptvfs.Open(p.path(true), key(1), cryptvfs.Options{}); err != nil {
		p.t.Fatal(err)
	}
	if p.plain, err = sql.Open("sqlite", p.path(false)+"?_defensive=1"); err != nil {
		p.t.Fatal(err)
	}
	p.plain.SetMaxOpenConns(1)
	for _, s := range plainSettings {
		if _, err := p.plain.Exec("PRAGMA " + s); err != nil {
			p.t.Fatal(err)
		}
	}
	p.both("PRAGMA synchronous = OFF; PRAGMA cache_size = 6; PRAGMA wal_autocheckpoint = 20")
}

func (p *pair) end() {
	if err := errors.Join(p.ours.Close(), p.plain.Close()); err != nil {
		p.t.Fatal(err)
	}
}

// both runs a statement on both and compares rows and failures.
func (p *pair) both(query string, args ...any) {
	if difference := p.differ(query, args...); difference != "" {
		p.t.Fatal(difference)
	}
}

// differ is how they answered, if not alike.
func (p *pair) differ(query string, args ...any) string {
	got, gotErr := answer(p.ours, query, args)
	want, wantErr := answer(p.plain, query, args)
	if gotErr == nil && wantErr == nil {
		p.fine++
	}
	p.tired = p.tired || errors.Is(errors.Join(gotErr, wantErr), context.DeadlineExceeded)
	if p.tired || got == want && code(gotErr) == code(wantErr) {
		return ""
	}
	return fmt.Sprintf("%s:\nours  %.2000s %v\nplain %.2000s %v", query, got, gotErr, want, wantErr)
}

// alike compares failures only, where frames are counted: which pages leave the
// cache early depends on what else the process has open.
func (p *pair) alike(query string) {
	_, gotErr := answer(p.ours, query, nil)
	_, wantErr := answer(p.plain, query, nil)
	if code(gotErr) != code(wantErr) {
		p.t.Fatalf("%s:\nours  %v\nplain %v", query, gotErr, wantErr)
	}
}

// refused wants an error of ours, and what it was tried on unchanged.
func (p *pair) refused(query string) {
	if _, err := answer(p.ours, query, nil); err == nil {
		p.t.Fatalf("%s: done", query)
	}
}

func code(err error) int {
	var e *sqlite.Error
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.Code()
	}
	return -1
}

// answer is all that a statement says. It has a minute for that.
func answer(db *sql.DB, query string, args []any) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var all strings.Builder
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return "", err
		}
		fmt.Fprintln(&all, values...)
	}
	return all.String(), rows.Err()
}

const schema = `
CREATE TABLE a(id INTEGER PRIMARY KEY, k TEXT UNIQUE, n INT, v BLOB);
CREATE INDEX an ON a(n, k);
CREATE TABLE b(id INTEGER PRIMARY KEY, a INT REFERENCES a ON DELETE CASCADE, t TEXT) STRICT;
CREATE INDEX ba ON b(a);
CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE log(n INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER at AFTER UPDATE OF n ON a BEGIN INSERT INTO log(what) VALUES(old.n || '>' || new.n); END;
CREATE VIRTUAL TABLE f USING fts5(t, content='');
CREATE VIEW ab AS SELECT a.k, b.t FROM a JOIN b ON b.a = a.id`

// TestDifferential runs the same made-up work on both.
func TestDifferential(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "cryptvfs")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		p := newPair(t, dir)
		defer func() { _ = errors.Join(p.ours.Close(), p.plain.Close()) }()
		for _, s := range strings.SplitAfter(schema, ";\n") {
			p.both(s)
		}
		t.Repeat(p.actions())
	})
}

// TestDifferentialControl: one row that is another is noticed by what reads.
func TestDifferentialControl(t *testing.T) {
	p := newPair(t, t.TempDir())
	defer p.end()
	for _, s := range strings.SplitAfter(schema, ";\n") {
		p.both(s)
	}
	p.both("INSERT INTO a(k, n, v) VALUES('k1', 1, zeroblob(9000)), ('k2', 2, 'x'); INSERT INTO b(a, t) VALUES(1, 'y')")
	run(t, p.ours, "UPDATE a SET v = substr(v, 1, 8999) || 'z' WHERE k = 'k1'")
	for _, query := range []string{
		"SELECT v FROM a WHERE k = 'k1'", "SELECT substr(v, 9000) FROM a WHERE n = 1",
		"SELECT b.t, a.v FROM a JOIN b ON b.a = a.id", "INSERT INTO w SELECT k, v FROM a RETURNING v",
	} {
		if p.differ(query) == "" {
			t.Errorf("%s: not noticed", query)
		}
	}
}

// content is bytes of which each part is another, so that a page of a value
// cannot stand for another page.
func content(seed, n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}).Read(b)
	return b
}

func (p *pair) actions() map[string]func(*rapid.T) {
	actions := p.drawn()
	for name, query := range plain() {
		actions[name] = func(*rapid.T) { p.both(query) }
	}
	return actions
}

// plain are the actions that say the same each time.
func plain() map[string]string {
	return map[string]string{
		"clear":   "DELETE FROM w",
		"search":  "SELECT rowid FROM f WHERE f MATCH 'quis*' ORDER BY rowid",
		"scan":    "SELECT count(*), sum(length(v)), total(n), max(k) FROM a",
		"join":    "SELECT k, length(t) FROM ab ORDER BY k, t",
		"subset":  "SELECT id FROM a WHERE id IN (SELECT a FROM b) EXCEPT SELECT n FROM a",
		"sort":    "SELECT n, group_concat(k) FROM (SELECT * FROM a ORDER BY v, k) GROUP BY n",
		"log":     "SELECT * FROM log ORDER BY n DESC LIMIT 5",
		"begin":   "BEGIN",
		"save":    "SAVEPOINT s",
		"release": "RELEASE s",
		"back":    "ROLLBACK TO s",
		"commit":  "COMMIT",
		"undo":    "ROLLBACK",
		"index":   "CREATE INDEX IF NOT EXISTS av ON a(substr(v, 1, 9))",
		"noindex": "DROP INDEX IF EXISTS av",
		"vacuum":  "VACUUM",
		"outer":   "SELECT a.k, count(b.id), max(w.v) FROM a LEFT JOIN b ON b.a = a.id LEFT JOIN w ON w.k = a.n GROUP BY a.k HAVING count(*) < 9 ORDER BY 1",
		"window":  "SELECT k, sum(n) OVER (PARTITION BY n % 3 ORDER BY k), lag(length(v)) OVER (ORDER BY k) FROM a ORDER BY k",
	}
}

// drawn are the others, most of which say something else each time.
func (p *pair) drawn() map[string]func(*rapid.T) {
	small := rapid.IntRange(0, 60)
	length := rapid.OneOf(rapid.IntRange(0, 200), rapid.IntRange(3900, 4200), rapid.IntRange(4000, 60000))
	return map[string]func(*rapid.T){
		"insert": func(t *rapid.T) {
			n := small.Draw(t, "n")
			v := content(n, length.Draw(t, "length"))
			p.both("INSERT INTO a(k, n, v) VALUES(?, ?, ?) RETURNING id", fmt.Sprint("k", n), n%7, v)
		},
		"many": func(t *rapid.T) {
			p.both("WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ?) "+
				"INSERT OR REPLACE INTO a(k, n, v) SELECT 'k' || i, i % 9, printf('%.*c', i * 7, 'x') FROM s", small.Draw(t, "n"))
		},
		"child": func(t *rapid.T) {
			p.both("INSERT INTO b(a, t) VALUES(?, ?)", small.Draw(t, "a"), strings.Repeat("áb ", small.Draw(t, "t")*9))
		},
		"upsert": func(t *rapid.T) {
			p.both("INSERT INTO w VALUES(?, zeroblob(?)) ON CONFLICT DO UPDATE SET v = length(v) || excluded.v", fmt.Sprint(small.Draw(t, "k")), length.Draw(t, "length"))
		},
		"update": func(t *rapid.T) {
			p.both("UPDATE a SET n = n + 1, v = v || zeroblob(?) WHERE n = ?", small.Draw(t, "by")*20, small.Draw(t, "n")%9)
		},
		"delete": func(t *rapid.T) { p.both("DELETE FROM a WHERE id % 5 = ?", small.Draw(t, "n")%5) },
		"text": func(t *rapid.T) {
			p.both("INSERT INTO f(rowid, t) VALUES(?, ?)", small.Draw(t, "id")+1, strings.Repeat("ana quispe ", small.Draw(t, "n")))
		},
		"look": func(t *rapid.T) {
			p.both("SELECT id, n, length(v), hex(substr(v, -3)) FROM a WHERE k = ?", fmt.Sprint("k", small.Draw(t, "n")))
		},
		"whole": func(t *rapid.T) { p.both("SELECT v FROM a WHERE k = ?", fmt.Sprint("k", small.Draw(t, "n"))) },
		"middle": func(t *rapid.T) {
			p.both("SELECT k, hex(substr(v, ?, 40)) FROM a ORDER BY k", length.Draw(t, "at"))
		},
		"patch": func(t *rapid.T) {
			p.both("UPDATE a SET v = substr(v, 1, ?1) || ?2 || substr(v, ?1 + 41) WHERE n = ?3",
				length.Draw(t, "at"), content(small.Draw(t, "seed"), 40), small.Draw(t, "n")%7)
		},
		"range": func(t *rapid.T) {
			p.both("SELECT k, n FROM a WHERE n BETWEEN ? AND 6 AND k > 'k2' ORDER BY n DESC, k LIMIT 9", small.Draw(t, "n")%7)
		},
		"sound":  func(*rapid.T) { p.both("PRAGMA integrity_check"); p.both("PRAGMA foreign_key_check") },
		"shrink": func(t *rapid.T) { p.both(fmt.Sprintf("PRAGMA incremental_vacuum(%d)", small.Draw(t, "n"))) },
		"column": func(t *rapid.T) {
			p.both(fmt.Sprintf("ALTER TABLE log ADD COLUMN c%d DEFAULT 'x'", small.Draw(t, "n")))
		},
		"auto": func(t *rapid.T) {
			p.both("PRAGMA auto_vacuum = " + rapid.SampledFrom([]string{"FULL", "INCREMENTAL"}).Draw(t, "mode"))
		},
		"pages": func(*rapid.T) {
			p.both("PRAGMA page_count")
			p.both("PRAGMA freelist_count")
			p.both("PRAGMA auto_vacuum")
		},
		"attach": func(*rapid.T) { p.refused("ATTACH '" + filepath.Join(p.dir, "other.db") + "' AS other") },
		"into":   func(*rapid.T) { p.refused("VACUUM INTO '" + filepath.Join(p.dir, "other.db") + "'") },
		"checkpoint": func(t *rapid.T) {
			mode := rapid.SampledFrom([]string{"PASSIVE", "FULL", "RESTART", "TRUNCATE"}).Draw(t, "mode")
			p.alike("PRAGMA wal_checkpoint(" + mode + ")")
		},
		"reopen": func(*rapid.T) {
			p.end()
			p.begin()
		},
	}
}
