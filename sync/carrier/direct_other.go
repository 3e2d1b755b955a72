//go:build !linux

package carrier

import "os"

// openDirect opens a file for reading.
func openDirect(path string) (*os.File, error) { return os.Open(path) }

// setDirect does nothing: the system keeps a copy of what is written, and [os.File.Sync] waits for it.
func setDirect(*os.File, bool) bool { return false }
