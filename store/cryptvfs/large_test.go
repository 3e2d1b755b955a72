package cryptvfs_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ventanilla/store/cryptvfs"
)

var large = flag.Bool("large", false, "TestLarge fills, checks and encrypts anew a file of more than 1 GiB")

// A database grows past 1 GiB, where SQLite's locks lie, and leaves that page
// out. The first gigabyte is a hole that nothing uses.
func TestLockPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	create(t, path).Close()
	if err := cryptvfs.PretendLarge(path, key(1), cryptvfs.LockPage-4); err != nil {
		t.Fatal(err)
	}
	db := open(t, path)
	run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v BLOB)")
	for i := range 12 {
		run(t, db, "INSERT INTO t VALUES(?, ?)", i, bytes.Repeat([]byte{byte(i + 1)}, 9000))
	}
	db.Close()
	if n := size(t, path); n <= cryptvfs.LockPage*4096 {
		t.Fatalf("file has %d bytes", n)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	for _, number := range []int64{cryptvfs.LockPage - 1, cryptvfs.LockPage, cryptvfs.LockPage + 1} {
		if _, err := f.ReadAt(page, (number-1)*4096); err != nil {
			t.Fatal(err)
		}
		if hole := bytes.Equal(page, make([]byte, 4096)); hole != (number == cryptvfs.LockPage) {
			t.Fatalf("page %d is a hole: %v", number, hole)
		}
	}
	db = open(t, path)
	for i := range 12 {
		var v []byte
		if err := db.QueryRow("SELECT v FROM t WHERE id = ?", i).Scan(&v); err != nil || !bytes.Equal(v, bytes.Repeat([]byte{byte(i + 1)}, 9000)) {
			t.Fatal(i, err)
		}
	}
}

// What reads every page leaves out the one where SQLite's locks lie, and no
// other. Without -large the file is a small one.
func TestLarge(t *testing.T) {
	path, pages := filepath.Join(t.TempDir(), "a.db"), int64(60)
	if *large {
		pages = cryptvfs.LockPage + 60
	}
	create(t, path).Close()
	if err := cryptvfs.Stretch(path, key(1), pages); err != nil {
		t.Fatal(err)
	}
	if got := lost(t, path, key(1)); len(got) != 0 {
		t.Fatal(got)
	}
	if err := cryptvfs.Rekey(t.Context(), path, key(1), key(2)); err != nil {
		t.Fatal(err)
	}
	poke(t, path, (pages-2)*4096+9, func(b byte) byte { return ^b })
	if got := lost(t, path, key(2)); !slices.Equal(got, []int64{pages - 1}) || size(t, path) != pages*4096 {
		t.Fatal(got)
	}
}
