//go:build !windows

package main

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"ventanilla/cmd/internal/site"
)

// lockFile takes the lock. The system gives it back when the program ends, however that happens.
func lockFile(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, site.LockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(errHeld, f.Close())
	}
	return f, nil
}
