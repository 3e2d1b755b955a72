// Package cryptvfs opens SQLite databases whose every byte on disk is
// encrypted and authenticated, on modernc.org/sqlite, without cgo.
//
// Call [Create] once to make an empty database and [Open] afterwards; both
// give an ordinary *sql.DB. The key never appears in a DSN, an error or a
// log. What is promised, what is not, and the file format to the byte are in
// README.md beside this file. In short: no page, log frame or name is stored
// in clear; a changed, moved or missing byte is an error that matches
// [ErrDamaged], never a wrong answer; a wrong key changes nothing on disk;
// and what a transaction acknowledged survives a kill or a power cut.
package cryptvfs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// KeySize is the length of a database key in bytes. A key must be random: it
// is not stretched, so a passphrase is no key.
const KeySize = 32

var (
	// ErrKey is returned for a key that is not the database's own.
	ErrKey = errors.New("wrong database key")
	// ErrDamaged is matched by every error that says that bytes on disk are
	// not those that were written: changed, moved, cut off, missing, or of
	// another file. [DamageError] tells which.
	ErrDamaged = errors.New("database damaged")
	// ErrVersion is returned for a file of a format or cipher that this
	// package does not know.
	ErrVersion = errors.New("database format not supported")
	// ErrInUse is returned when the database is open already, in this process
	// or in another.
	ErrInUse = errors.New("database in use")
)

// DamageError says which part of a database cannot be trusted. It matches
// [ErrDamaged].
type DamageError struct {
	// File is "database" for the main file, "log" for the write-ahead log.
	File string
	// Number is the page, counted from 1, or the log frame, counted from 0;
	// 0 of the database and -1 of the log are their headers.
	Number int64
}

// Error names file and place, and no content.
func (e *DamageError) Error() string {
	return fmt.Sprintf("%s damaged at %d", e.File, e.Number)
}

// Is reports whether target is ErrDamaged.
func (e *DamageError) Is(target error) bool { return target == ErrDamaged }

// Options are the few choices that a caller has. The zero value is right for
// almost all.
type Options struct {
	// Cipher is used by Create alone; empty picks AES-256-GCM where the
	// processor has instructions for it and ChaCha20-Poly1305 where not.
	Cipher Cipher
	// Salvage opens what is left of a damaged database: a log that is
	// missing or damaged is used as far as it is whole, and each damaged page
	// is an error when it is read. Transactions may be missing or half there,
	// so open a copy, read it, and throw it away.
	Salvage bool
}

// Create makes an empty database at path, which must not exist, readable by
// its owner alone, and opens it. The file appears whole or not at all.
// It copies key. Errors match fs.ErrExist, ErrVersion (an unknown cipher) or
// those of Open.
func Create(path string, key []byte, opts Options) (*sql.DB, error) {
	if err := create(path, key, opts.Cipher); err != nil {
		return nil, fmt.Errorf("create database: %w", err)
	}
	return Open(path, key, opts)
}

// Open opens the database at path with key, of KeySize bytes, which it
// copies; the caller may clear its own. Errors match fs.ErrNotExist, ErrKey,
// ErrDamaged, ErrVersion or ErrInUse, and none of them changes a byte on disk.
//
// The result holds one connection, which holds the file exclusively, logs
// ahead (WAL), waits for the disk at every commit, keeps temporary data in
// memory and overwrites what is deleted. It is safe for concurrent use, but a
// second statement waits while a transaction or rows are open. ATTACH, VACUUM
// INTO and a change of journal mode are refused. Damage met later comes out
// of its methods as errors that match ErrDamaged. Close it to write the log
// back and to clear the key.
func Open(path string, key []byte, opts Options) (*sql.DB, error) {
	db, err := openOn("", path, key, opts)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

// openOn opens over the SQLite VFS called base; empty is the system's own.
func openOn(base, path string, key []byte, opts Options) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	head, err := readHeader(full)
	if err != nil {
		return nil, err
	}
	codec, err := newCodec(head, key)
	if err != nil {
		return nil, err
	}
	conn, err := newConnector(base, full, &database{codec: codec, salvage: opts.Salvage})
	if err != nil {
		codec.clear()
		return nil, err
	}
	return conn.open()
}

// open hands the connector to database/sql and reads the first page.
func (c *connector) open() (*sql.DB, error) {
	pool := sql.OpenDB(c)
	pool.SetMaxOpenConns(1)
	if err := pool.PingContext(context.Background()); err != nil {
		_ = pool.Close()
		return nil, err
	}
	return pool, nil
}

// readHeader reads the clear header of the main file.
func readHeader(path string) (header, error) {
	if err := claimed(path); err != nil {
		return header{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return header{}, err
	}
	defer f.Close()
	var b [headerSize]byte
	if n, err := f.ReadAt(b[:], 0); n < headerSize {
		_ = err // shorter than a header: foreign or cut off
		return header{}, &DamageError{File: fileDatabase}
	}
	return parseHeader(b[:])
}
