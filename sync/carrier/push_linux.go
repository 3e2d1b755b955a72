package carrier

import (
	"os"

	"golang.org/x/sys/unix"
)

// push asks the system to begin writing a part of a file to the drive, and does not wait for it.
func push(f *os.File, at, n int64) {
	// Without it the sync at the end takes longer, nothing else.
	_ = unix.SyncFileRange(int(f.Fd()), at, n, unix.SYNC_FILE_RANGE_WRITE)
}
