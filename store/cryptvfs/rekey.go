package cryptvfs

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"modernc.org/sqlite"
)

// Rekey encrypts the closed database at path anew, from the old key to fresh.
// It writes a copy aside and renames it into place, so that a kill or a power
// cut at any moment leaves a whole database under one key or the other; it
// needs as much free space as the database is large. It returns nil at once if
// fresh is the key already, so it can be repeated until it succeeds. Errors
// match those of Open.
func Rekey(ctx context.Context, path string, old, fresh []byte) error {
	if err := rekey(ctx, path, old, fresh); err != nil {
		return fmt.Errorf("rekey database: %w", err)
	}
	return nil
}

func rekey(ctx context.Context, path string, old, fresh []byte) error {
	head, err := readHeader(path)
	if err != nil {
		return err
	}
	if done, err := newCodec(head, fresh); err == nil {
		done.clear()
		return nil
	} else if !errors.Is(err, ErrKey) || len(fresh) != KeySize {
		return err
	}
	from, err := newCodec(head, old)
	if err != nil {
		return err
	}
	defer from.clear()
	next, err := newHeader("")
	if err != nil {
		return err
	}
	next.cipher = head.cipher
	to, err := derive(next, fresh)
	if err != nil {
		return err
	}
	defer to.clear()
	return recrypt(ctx, path, old, from, to)
}

// recrypt holds SQLite's lock while the file is copied and exchanged.
func recrypt(ctx context.Context, path string, key []byte, from, to *codec) (err error) {
	db, err := openOn("", path, key, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := writeBack(ctx, db); err != nil {
		return err
	}
	source, err := os.Open(path)
	if err != nil {
		return err
	}
	defer source.Close()
	aside, err := openAside(path)
	if err != nil {
		return err
	}
	if err := finish(aside, copyPages(ctx, aside, source, from, to)); err != nil {
		return err
	}
	if !renamesOverOpen { // else both stay open: closing source drops SQLite's lock
		if err := errors.Join(source.Close(), db.Close()); err != nil {
			return err
		}
	}
	return exchange(path)
}

// writeBack empties the log into the main file, and keeps SQLite from deleting
// the log by name when it closes: the name is the new file's then.
func writeBack(ctx context.Context, db *sql.DB) error {
	var busy, frames, done int
	if err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done); err != nil {
		return err
	}
	if busy != 0 {
		return ErrInUse
	}
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driverConn any) error {
		own, ok := driverConn.(*conn)
		if !ok {
			return fmt.Errorf("connection is a %T", driverConn)
		}
		_, err := own.sqliteConn.(sqlite.FileControl).FileControlPersistWAL("main", 1)
		return err
	})
}

// copyPages copies every page from one key to another.
func copyPages(ctx context.Context, target io.Writer, source io.Reader, from, to *codec) error {
	in, out := bufio.NewReaderSize(source, 1<<20), bufio.NewWriterSize(target, 1<<20)
	page, sealed, l := make([]byte, pageSize), make([]byte, pageSize), new(label)
	defer clear(page)
	for number := int64(1); ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := io.ReadFull(in, page)
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return fmt.Errorf("read page: %w", err)
		}
		if number == lockPage {
			clear(sealed)
		} else if !from.openPage(page, page, l, number) || !to.sealPage(sealed, page, l, number) {
			return &DamageError{File: fileDatabase, Number: number}
		}
		if _, err := out.Write(sealed); err != nil {
			return err
		}
	}
}
