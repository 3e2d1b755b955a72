package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrHeld says that another window, or a rescue, works with the kiosk.
var ErrHeld = errors.New("another program works with the kiosk")

// Hold makes the caller the only one who holds the kiosk in dir, until the file is closed or the program ends, however that
// happens. Errors: ErrHeld, ErrNoSite.
func Hold(dir string) (*os.File, error) {
	f, err := lockFile(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNoSite
	}
	if err != nil {
		return nil, fmt.Errorf("hold kiosk: %w", err)
	}
	return f, nil
}
