//go:build !linux && !windows

package carrier

// isRemovable knows no drive here; a folder given by hand always works.
func isRemovable(string) bool { return false }
