package main

import (
	"errors"
	"syscall"

	"ventanilla/sync/carrier"
)

// What can be wrong with the kiosk's own disk, with what to do.
var (
	errDiskFull     = errors.New("the disk is full: make room and do it again; what was taken stays")
	errDiskReadOnly = errors.New("the disk takes no writing: make it writable and do it again; what was taken stays")
)

// The primary result codes of SQLite, https://sqlite.org/rescode.html, that tell trouble with the disk.
const (
	sqliteReadOnly = 8
	sqliteFull     = 13
)

// diskError names trouble with the disk in place of the words of the database and the system.
func diskError(err error) error {
	code := 0
	var database interface{ Code() int }
	if errors.As(err, &database) {
		code = database.Code() & 0xff
	}
	switch {
	case errors.Is(err, carrier.ErrFull), errors.Is(err, carrier.ErrReadOnly): // of a stick
		return err
	case code == sqliteFull, errors.Is(err, syscall.ENOSPC):
		return errDiskFull
	case code == sqliteReadOnly, errors.Is(err, syscall.EROFS):
		return errDiskReadOnly
	}
	return err
}
