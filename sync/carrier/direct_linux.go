package carrier

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// openDirect opens a file so that reading it asks the drive and not the system's copy in memory. Where the file system
// cannot do that, what [uncache] did must suffice.
func openDirect(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_DIRECT, 0)
	if err == nil {
		if _, err = unix.Pread(int(f.Fd()), newPiece()[:blockSize], 0); err == nil {
			return f, nil
		}
		err = errors.Join(err, f.Close())
	}
	if errors.Is(err, unix.EINVAL) {
		return os.Open(path)
	}
	return nil, err
}

// setDirect has whole pieces go to the drive without a copy in the system's memory, which costs more time than a fast drive
// takes; without it the system keeps them until [push]. It reports whether the file can do that.
func setDirect(f *os.File, direct bool) bool {
	flags, err := unix.FcntlInt(f.Fd(), unix.F_GETFL, 0)
	if err != nil {
		return false
	}
	if flags &^= unix.O_DIRECT; direct {
		flags |= unix.O_DIRECT
	}
	_, err = unix.FcntlInt(f.Fd(), unix.F_SETFL, flags)
	return err == nil
}
