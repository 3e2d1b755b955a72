//go:build !windows

package vault

import (
	"os"
	"path/filepath"
)

// exchange renames aside to path and overwrites the file that was there.
func exchange(aside, path string) error {
	before, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		defer before.Close()
	}
	if err := os.Rename(aside, path); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return err
	}
	if before != nil {
		_ = scrub(before) // the change is done; this is care beyond it
	}
	return nil
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
