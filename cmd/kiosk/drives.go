package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ventanilla/sync/carrier"
)

// drives finds the USB sticks that are plugged in.
type drives func(ctx context.Context) ([]carrier.Drive, error)

// newDrives looks for real drives, or takes each folder inside folder for one if that is not "".
func newDrives(folder string) drives {
	if folder == "" {
		return carrier.Drives
	}
	return func(context.Context) ([]carrier.Drive, error) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, fmt.Errorf("find drives: %w", err)
		}
		var found []carrier.Drive
		for _, e := range entries {
			if e.IsDir() {
				found = append(found, carrier.Drive{Path: filepath.Join(folder, e.Name()), Name: e.Name(), Free: standInFree})
			}
		}
		return found, nil
	}
}

// standInFree is what a folder that stands for a stick says of its free space, in bytes.
const standInFree = 8 << 30
