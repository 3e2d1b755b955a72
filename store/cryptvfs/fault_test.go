package cryptvfs_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	lib "modernc.org/sqlite/lib"

	"ventanilla/store/cryptvfs"
)

// Every call to the disk fails once, in every way that it can. What was
// acknowledged is there afterwards, nothing leaks, and nothing is called
// damaged that is whole.
func TestFaults(t *testing.T) {
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
			tried, failed := 0, 0
			for ; ; tried++ {
				noticed, done := faultAt(t, tried, fault.kind, fault.fail)
				if done {
					break
				}
				if noticed != nil {
					failed++
				}
			}
			if tried < 30 || failed < tried/4 {
				t.Fatalf("%d calls failed, %d were noticed", tried, failed)
			}
			t.Logf("%d calls failed one by one, %d of them were noticed", tried, failed)
		})
	}
}

var ioErrors = map[cryptvfs.OpKind]int32{
	cryptvfs.OpOpen: lib.SQLITE_CANTOPEN, cryptvfs.OpRead: lib.SQLITE_IOERR_READ, cryptvfs.OpWrite: lib.SQLITE_IOERR_WRITE,
	cryptvfs.OpTruncate: lib.SQLITE_IOERR_TRUNCATE, cryptvfs.OpSync: lib.SQLITE_IOERR_FSYNC,
	cryptvfs.OpSize: lib.SQLITE_IOERR_FSTAT, cryptvfs.OpDelete: lib.SQLITE_IOERR_DELETE,
	cryptvfs.OpAccess: lib.SQLITE_IOERR_ACCESS, cryptvfs.OpClose: lib.SQLITE_IOERR_CLOSE,
}

// faultAt runs a workload in which the call with this number, of those of a
// kind, fails. done says that there are not so many calls.
func faultAt(t *testing.T, at int, kind cryptvfs.OpKind, fail func(*cryptvfs.Op) int32) (noticed error, done bool) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := create(t, path)
	run(t, db, "CREATE TABLE c(n INTEGER PRIMARY KEY, v BLOB)")
	run(t, db, "CREATE TABLE e(n INTEGER PRIMARY KEY, v TEXT UNIQUE)")
	db.Close()
	disk := cryptvfs.NewSimDisk()
	call := -1
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
	if n := cryptvfs.OpenFiles(); n != 0 {
		t.Fatalf("call %d: %d files left open", at, n)
	}
	if call < at {
		return nil, true
	}
	db, err := disk.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		t.Fatalf("after call %d failed: %v", at, err)
	}
	defer db.Close()
	checkRows(t, db, acked)
	return noticed, false
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
	db := create(t, path)
	run(t, db, "CREATE TABLE c(n INTEGER PRIMARY KEY, v BLOB)")
	run(t, db, "CREATE TABLE e(n INTEGER PRIMARY KEY, v TEXT UNIQUE)")
	db.Close()
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
	for n := 1; n < 40; n++ {
		full = n%3 == 0
		err := writeOne(db, n)
		if full {
			if err == nil || errors.Is(err, cryptvfs.ErrDamaged) {
				t.Fatal(err)
			}
			full = false
			err = writeOne(db, n)
		}
		if err != nil {
			t.Fatal(fmt.Errorf("row %d: %w", n, err))
		}
	}
	checkRows(t, db, 39)
}
