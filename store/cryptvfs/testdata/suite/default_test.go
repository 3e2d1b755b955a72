package sqlite_test

import (
	"fmt"
	"os"
	"testing"

	"modernc.org/sqlite/cryptvfs"
)

func init() { cryptvfs.MakeDefault() }

// TestZCryptvfs says that the other tests did run on the encrypting VFS.
func TestZCryptvfs(t *testing.T) {
	if cryptvfs.Opened == 0 {
		t.Fatal("no database was encrypted")
	}
	fmt.Fprintln(os.Stderr, "databases encrypted:", cryptvfs.Opened)
}
