//go:build !windows

package site

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// lockFile takes the lock. The system gives it back when the program ends, however that happens.
func lockFile(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, LockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrHeld, f.Close())
	}
	return f, nil
}
