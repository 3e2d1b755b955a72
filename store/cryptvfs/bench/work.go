//go:build unix

package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
)

// work is a piece of work; do returns how many operations it was.
type work struct {
	name string
	do   func(*sql.DB) (int, error)
}

const (
	bulkRows     = 40_000
	transactions = 1000
	lookups      = 20_000
	scans        = 4
	blobs        = 60
	blobSize     = 200_000
)

var works = []work{
	{"bulk row", bulk},
	{"transaction FULL", small},
	{"point lookup", lookup},
	{"scan row", scan},
	{"200 KB blob", blob},
}

// bulk inserts rows of about 250 bytes with an index in one transaction.
func bulk(db *sql.DB) (int, error) {
	if _, err := db.Exec("CREATE TABLE t(id INTEGER PRIMARY KEY, code TEXT, n INT, v TEXT)"); err != nil {
		return 0, err
	}
	if _, err := db.Exec("CREATE INDEX tc ON t(code)"); err != nil {
		return 0, err
	}
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }()
	insert, err := tx.Prepare("INSERT INTO t VALUES(?, ?, ?, ?)")
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	for i := range bulkRows {
		if _, err := insert.Exec(i, code(i), i%97, strings.Repeat("answer ", 30)); err != nil {
			return 0, err
		}
	}
	return bulkRows, tx.Commit()
}

// code is scattered over its index.
func code(i int) string { return fmt.Sprintf("%08x", uint32(i)*2654435761) }

// small changes two rows in each transaction, and waits for the disk.
func small(db *sql.DB) (int, error) {
	for i := range transactions {
		tx, err := db.Begin()
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec("UPDATE t SET v = v || 'x' WHERE id = ?", rand.IntN(bulkRows)); err != nil {
			return 0, err
		}
		if _, err := tx.Exec("INSERT INTO t(code, n, v) VALUES(?, ?, ?)", code(i), i, strings.Repeat("later ", 30)); err != nil {
			return 0, err
		}
		if err := tx.Commit(); err != nil {
			return 0, err
		}
	}
	return transactions, nil
}

// lookup reads single rows by their key; about half of the pages are cached.
func lookup(db *sql.DB) (int, error) {
	find, err := db.Prepare("SELECT n, v FROM t WHERE id = ?")
	if err != nil {
		return 0, err
	}
	defer find.Close()
	for range lookups {
		var n int
		var v string
		if err := find.QueryRow(rand.IntN(bulkRows)).Scan(&n, &v); err != nil {
			return 0, err
		}
	}
	return lookups, nil
}

// scan reads all rows; the database's own work, not that of taking rows out.
func scan(db *sql.DB) (int, error) {
	for range scans {
		var n int
		if err := db.QueryRow("SELECT sum(length(v)) + sum(n) FROM t").Scan(&n); err != nil {
			return 0, err
		}
	}
	return scans * bulkRows, nil
}

// blob writes and reads what a photo is.
func blob(db *sql.DB) (int, error) {
	if _, err := db.Exec("CREATE TABLE b(id INTEGER PRIMARY KEY, v BLOB)"); err != nil {
		return 0, err
	}
	photo := make([]byte, blobSize)
	for i := range blobs {
		if _, err := db.Exec("INSERT INTO b VALUES(?, ?)", i, photo); err != nil {
			return 0, err
		}
	}
	for i := range blobs {
		if err := db.QueryRow("SELECT v FROM b WHERE id = ?", i).Scan(&photo); err != nil {
			return 0, err
		}
	}
	return 2 * blobs, nil
}
