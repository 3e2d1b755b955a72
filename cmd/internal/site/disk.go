package site

import (
	"errors"
	"syscall"

	"ventanilla/store/cryptvfs"
	"ventanilla/sync/carrier"
)

// What can be wrong with the kiosk's own disk, with what to do.
var (
	ErrDiskFull     = errors.New("the disk is full: make room and do it again; what was taken stays")
	ErrDiskReadOnly = errors.New("the disk takes no writing: make it writable and do it again; what was taken stays")
	ErrDisk         = errors.New("the disk does not work as it should: see that it can be written, and do it again; what was taken stays")
)

// The primary result codes of SQLite, https://sqlite.org/rescode.html, that tell trouble with the disk.
const (
	sqliteReadOnly = 8
	sqliteIO       = 10
	sqliteFull     = 13
)

// NameDisk returns ErrDiskFull, ErrDiskReadOnly or ErrDisk in place of what the database or the system says of the kiosk's own
// disk, and any other error as it is.
func NameDisk(err error) error {
	code := 0
	var database interface{ Code() int }
	if errors.As(err, &database) {
		code = database.Code() & 0xff
	}
	switch {
	case errors.Is(err, carrier.ErrFull), errors.Is(err, carrier.ErrReadOnly): // of a stick
		return err
	case code == sqliteFull, errors.Is(err, syscall.ENOSPC):
		return ErrDiskFull
	case code == sqliteReadOnly, errors.Is(err, syscall.EROFS):
		return ErrDiskReadOnly
	case code == sqliteIO && !errors.Is(err, cryptvfs.ErrDamaged):
		return ErrDisk
	}
	return err
}
