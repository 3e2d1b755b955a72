//go:build !windows

package cryptvfs

import "os"

// renamesOverOpen says that a file can be renamed over one that is open.
const renamesOverOpen = true

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
