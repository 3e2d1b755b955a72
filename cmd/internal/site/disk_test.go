package site_test

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"ventanilla/cmd/internal/site"
	"ventanilla/sync/carrier"
)

// coded is an error of the database.
type coded int

func (c coded) Error() string { return "SQL logic error" }
func (c coded) Code() int     { return int(c) }

func TestTroubleWithTheDiskIsNamed(t *testing.T) {
	for cause, want := range map[error]error{
		coded(13): site.ErrDiskFull, coded(8 | 4<<8): site.ErrDiskReadOnly, coded(3850): site.ErrDisk,
		syscall.ENOSPC: site.ErrDiskFull, syscall.EROFS: site.ErrDiskReadOnly,
	} {
		got := site.NameDisk(fmt.Errorf("freeze draft: %w", &fs.PathError{Err: cause}))
		if got != want {
			t.Errorf("%v: %v, want %v", cause, got, want)
		}
	}
	stick := fmt.Errorf("%w: %w", carrier.ErrFull, syscall.ENOSPC)
	if got := site.NameDisk(stick); got != stick {
		t.Errorf("a full stick is not a full disk: %v", got)
	}
}
