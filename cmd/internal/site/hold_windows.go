package site

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// errorSharingViolation is the system's code for a file that another program has open.
const errorSharingViolation syscall.Errno = 32

// lockFile opens the file so that nobody else can. The system closes it when the program ends, however that happens.
func lockFile(dir string) (*os.File, error) {
	path := filepath.Join(dir, LockFile)
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const nobodyElse = 0
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, nobodyElse, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, ErrHeld
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(handle), path), nil
}
