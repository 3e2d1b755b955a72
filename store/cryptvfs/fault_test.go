package cryptvfs_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	lib "modernc.org/sqlite/lib"

	"ventanilla/store/cryptvfs"
)

// Every call to the disk fails once, in every way that it can. What was
// acknowledged is there afterwards, nothing leaks, and nothing is called
// damaged that is whole.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, fault := range []struct {
		name string
		kind cryptvfs.OpKind // of the calls that can fail so; empty is all
		fail func(*cryptvfs.Op) int32
	}{
		{"I/O error", "", func(op *cryptvfs.Op) int32 { return ioErrors[op.Kind] }},
		{"disk full", cryptvfs.OpWrite, func(op *cryptvfs.Op) int32 {
			op.Data = op.Data[:rand.IntN(len(op.Data))] // as far as it goes
			return lib.SQLITE_FULL
		}},
		{"short read", cryptvfs.OpRead, func(*cryptvfs.Op) int32 { return lib.SQLITE_IOERR_SHORT_READ }},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			empty, tried, failed := emptyTables(t), 0, 0
			for ; ; tried++ {
				got := faultAt(t, empty, tried, fault.kind, fault.fail)
				if !got.reached {
					break
				}
				if got.after != nil {
					t.Fatalf("after call %d failed: %v", tried, got.after)
				}
				if got.noticed != nil {
					failed++
				}
			}
			if tried < 25 || failed < tried/4 {
				t.Fatalf("%d calls failed, %d were noticed", tried, failed)
			}
			t.Logf("%d calls failed one by one, %d of them were noticed", tried, failed)
		})
	}
}

// The control: a disk that says it wrote, and did not, must be found out.
func TestFaultsControl(t *testing.T) {
	empty, tried, found := emptyTables(t), 0, 0
	for ; ; tried++ {
		got := faultAt(t, empty, tried, cryptvfs.OpWrite, func(op *cryptvfs.Op) int32 {
			op.Data = nil
			return lib.SQLITE_OK
		})
		if !got.reached {
			break
		}
		if err := errors.Join(got.noticed, got.after); errors.Is(err, errLost) || errors.Is(err, cryptvfs.ErrDamaged) {
			found++
		}
	}
	if found < tried/4 {
		t.Fatalf("of %d writes that were not made %d were missed", tried, found)
	}
	t.Logf("of %d writes that were not made %d were missed; what they wrote was written again later, or was not needed", tried, found)
}

var ioErrors = map[cryptvfs.OpKind]int32{
	cryptvfs.OpOpen: lib.SQLITE_CANTOPEN, cryptvfs.OpRead: lib.SQLITE_IOERR_READ, cryptvfs.OpWrite: lib.SQLITE_IOERR_WRITE,
	cryptvfs.OpTruncate: lib.SQLITE_IOERR_TRUNCATE, cryptvfs.OpSync: lib.SQLITE_IOERR_FSYNC,
	cryptvfs.OpSize: lib.SQLITE_IOERR_FSTAT, cryptvfs.OpDelete: lib.SQLITE_IOERR_DELETE,
	cryptvfs.OpAccess: lib.SQLITE_IOERR_ACCESS, cryptvfs.OpClose: lib.SQLITE_IOERR_CLOSE,
}

// outcome is what came of a call that failed.
type outcome struct {
	reached bool  // there were so many calls
	noticed error // by the program that was running
	after   error // by the next
}

// faultAt runs a workload on an empty database in which the call with this
// number, of those of a kind, fails.
func faultAt(t *testing.T, empty []byte, at int, kind cryptvfs.OpKind, fail func(*cryptvfs.Op) int32) outcome {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	disk, call := cryptvfs.NewSimDisk(), -1
	disk.Hook = func(op *cryptvfs.Op) int32 {
		if kind != "" && op.Kind != kind {
			return 0
		}
		if call++; call != at {
			return 0
		}
		return fail(op)
	}
	acked, noticed := workload(disk, path)
	disk.Hook = nil
	if n := disk.OpenFiles(); n != 0 {
		t.Fatalf("call %d: %d files left open", at, n)
	}
	return outcome{reached: call >= at, noticed: noticed, after: reopen(disk, path, acked)}
}

// reopen wants rows 1 to at least acked, and a sound database.
func reopen(disk *cryptvfs.SimDisk, path string, acked int) error {
	db, err := disk.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	return soundRows(db, acked)
}

// workload commits rows, writes the log back, and opens again, going on after
// errors. It returns the last row that was acknowledged, and the first error.
func workload(disk *cryptvfs.SimDisk, path string) (acked int, first error) {
	note := func(err error) bool {
		if err != nil && first == nil {
			first = err
		}
		return err == nil
	}
	for range 2 {
		db, err := disk.Open(path, key(1), cryptvfs.Options{})
		if !note(err) {
			continue
		}
		_, err = db.Exec("PRAGMA wal_autocheckpoint = 12; PRAGMA cache_size = 8")
		note(err)
		for range 4 {
			if next := nextRow(db); next > 0 && note(writeOne(db, next)) {
				acked = next
			}
		}
		_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		note(err)
		note(db.Close())
	}
	return acked, first
}

// nextRow is the number of the next row, 0 if the table cannot be read.
func nextRow(db *sql.DB) (n int) {
	if err := db.QueryRow("SELECT coalesce(max(n), 0) + 1 FROM c").Scan(&n); err != nil {
		return 0
	}
	return n
}

// A full disk is an error of its own, and ends with the lack of space.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path, emptyTables(t), 0o600); err != nil {
		t.Fatal(err)
	}
	disk := cryptvfs.NewSimDisk()
	full := false
	disk.Hook = func(op *cryptvfs.Op) int32 {
		if full && op.Kind == cryptvfs.OpWrite {
			return lib.SQLITE_FULL
		}
		return 0
	}
	db, err := disk.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run(t, db, "PRAGMA cache_size = 10; CREATE TABLE wide(v BLOB)")
	for n := 1; n < 40; n++ {
		full = n%3 == 0
		err := writeOne(db, n)
		if full {
			if err == nil || errors.Is(err, cryptvfs.ErrDamaged) {
				t.Fatal(err)
			}
			readWhileFull(t, db, n-1)
			full = false
			err = writeOne(db, n)
		}
		if err != nil {
			t.Fatal(fmt.Errorf("row %d: %w", n, err))
		}
	}
	checkRows(t, db, 39)
}

// readWhileFull lets a transaction outgrow the cache on a full disk, in which
// it ends, and wants to read all the same.
func readWhileFull(t *testing.T, db *sql.DB, rows int) {
	t.Helper()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for range 30 {
		if _, err = tx.Exec("INSERT INTO wide VALUES(randomblob(9000))"); err != nil {
			break
		}
		var n int // to read is to make room in the cache
		if err = tx.QueryRow("SELECT count(*) FROM c").Scan(&n); err != nil || n != rows {
			break
		}
	}
	if err == nil || errors.Is(err, cryptvfs.ErrDamaged) {
		t.Fatal("a transaction outgrew the cache on a full disk: ", err)
	}
	_ = tx.Rollback()
	checkRows(t, db, rows)
	var left int
	if err := db.QueryRow("SELECT count(*) FROM wide").Scan(&left); err != nil || left != 0 {
		t.Fatal(left, err)
	}
}
