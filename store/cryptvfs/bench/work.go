//go:build unix

package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
)

// work is a piece of work, done in slices of equal length.
type work struct {
	name       string
	operations int // in all
	slices     int
	do         func(db *sql.DB, slice int) error
}

const (
	bulkRows  = 4000 // a slice
	allRows   = 10 * bulkRows
	smallOnes = 50 // transactions a slice
	lookups   = 2000
	blobs     = 5
	blobSize  = 200_000
	// blobSlices write; as many read.
	blobSlices = 12
)

var works = []work{
	{"bulk row", allRows, allRows / bulkRows, bulk},
	{"transaction FULL", 20 * smallOnes, 20, small},
	{"point lookup", 10 * lookups, 10, lookup},
	{"scan row", 6 * allRows, 6, scan},
	{"200 KB blob", 2 * blobSlices * blobs, 2 * blobSlices, blob},
}

// bulk inserts rows of about 250 bytes with an index in one transaction.
func bulk(db *sql.DB, slice int) error {
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, code TEXT, n INT, v TEXT)"); err != nil {
		return err
	}
	if _, err := db.Exec("CREATE INDEX IF NOT EXISTS tc ON t(code)"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	insert, err := tx.Prepare("INSERT INTO t VALUES(?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := slice * bulkRows; i < (slice+1)*bulkRows; i++ {
		if _, err := insert.Exec(i, code(i), i%97, strings.Repeat("answer ", 30)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// code is scattered over its index.
func code(i int) string { return fmt.Sprintf("%08x", uint32(i)*2654435761) }

// small changes two rows in each transaction, and waits for the disk.
func small(db *sql.DB, _ int) error {
	for i := range smallOnes {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE t SET v = v || 'x' WHERE id = ?", rand.IntN(allRows)); err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO t(code, n, v) VALUES(?, ?, ?)", code(i), i, strings.Repeat("later ", 30)); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// lookup reads single rows by their key; about half of the pages are cached.
func lookup(db *sql.DB, _ int) error {
	find, err := db.Prepare("SELECT n, v FROM t WHERE id = ?")
	if err != nil {
		return err
	}
	defer find.Close()
	for range lookups {
		var n int
		var v string
		if err := find.QueryRow(rand.IntN(allRows)).Scan(&n, &v); err != nil {
			return err
		}
	}
	return nil
}

// scan reads all rows; the database's own work, not that of taking rows out.
func scan(db *sql.DB, _ int) error {
	var n int
	return db.QueryRow("SELECT sum(length(v)) + sum(n) FROM t").Scan(&n)
}

// blob writes what a photo is, and in the second half of its slices reads it.
func blob(db *sql.DB, slice int) error {
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS b(id INTEGER PRIMARY KEY, v BLOB)"); err != nil {
		return err
	}
	photo := make([]byte, blobSize)
	for i := range blobs {
		id := slice%blobSlices*blobs + i
		if slice < blobSlices {
			if _, err := db.Exec("INSERT INTO b VALUES(?, ?)", id, photo); err != nil {
				return err
			}
		} else if err := db.QueryRow("SELECT v FROM b WHERE id = ?", id).Scan(&photo); err != nil {
			return err
		}
	}
	return nil
}
