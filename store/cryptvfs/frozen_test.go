package cryptvfs_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/store/cryptvfs"
)

var freeze = flag.Bool("freeze", false, "write the frozen databases of testdata anew; only before a release of the format")

// frozenFiles are databases of format 1, each with the rows of fill(8) and,
// if it was not closed, of fill(5) in its log.
var frozenFiles = []struct {
	name   string
	cipher cryptvfs.Cipher
	closed bool
}{
	{"v1-aes.db", cryptvfs.AES256GCM, true},
	{"v1-aes-log.db", cryptvfs.AES256GCM, false},
	{"v1-chacha.db", cryptvfs.ChaCha20Poly1305, true},
}

// A database of format 1 opens for ever.
func TestFrozen(t *testing.T) {
	if *freeze {
		writeFrozen(t)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "v1.want"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range frozenFiles {
		t.Run(f.name, func(t *testing.T) {
			got, err := readAll(copies(t, filepath.Join("testdata", f.name)), key(1))
			if err != nil || got != strings.TrimSpace(string(want)) {
				t.Fatal(got, err)
			}
		})
	}
}

func writeFrozen(t *testing.T) {
	var want string
	for _, f := range frozenFiles {
		path := filepath.Join(t.TempDir(), f.name)
		db, err := cryptvfs.Create(path, key(1), cryptvfs.Options{Cipher: f.cipher})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		fill(t, db, 8)
		run(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
		fill(t, db, 5)
		if f.closed {
			db.Close()
		}
		from := copies(t, path)
		if want, err = readAll(copies(t, path), key(1)); err != nil {
			t.Fatal(err)
		}
		for _, suffix := range []string{"", "-wal"} {
			b, err := os.ReadFile(from + suffix)
			if os.IsNotExist(err) {
				continue
			}
			if err := os.WriteFile(filepath.Join("testdata", f.name)+suffix, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join("testdata", "v1.want"), []byte(want+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}
