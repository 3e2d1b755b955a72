package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"ventanilla/sync/carrier"
)

// coded is an error of the database.
type coded int

func (c coded) Error() string { return "SQL logic error" }
func (c coded) Code() int     { return int(c) }

func TestTroubleWithTheDiskIsNamed(t *testing.T) {
	for cause, want := range map[error]error{
		coded(13): errDiskFull, coded(8 | 4<<8): errDiskReadOnly,
		syscall.ENOSPC: errDiskFull, syscall.EROFS: errDiskReadOnly,
	} {
		got := diskError(fmt.Errorf("freeze draft: %w", &fs.PathError{Err: cause}))
		if got != want || exitStatus(got) != exitUnreachable {
			t.Errorf("%v: %v, exit status %d", cause, got, exitStatus(got))
		}
	}
	stick := fmt.Errorf("%w: %w", carrier.ErrFull, syscall.ENOSPC)
	if got := diskError(stick); got != stick {
		t.Errorf("a full stick is not a full disk: %v", got)
	}
}
