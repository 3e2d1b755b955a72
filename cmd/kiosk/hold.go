package main

import (
	"errors"
	"io/fs"
	"os"

	"ventanilla/cmd/internal/site"
)

var errHeld = errors.New("another window has the kiosk")

// hold makes this the only window over the kiosk in dir, until the file is closed.
func hold(dir string) (*os.File, error) {
	f, err := lockFile(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = site.ErrNoSite
	}
	if err != nil {
		return nil, storeError{dir, err}
	}
	return f, nil
}
