package cryptvfs_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/store/cryptvfs"
)

// FuzzDatabase replaces bytes of a main file and bytes of its log. Every
// change is an error of the package, or has no effect.
func FuzzDatabase(f *testing.F) {
	main, err := os.ReadFile("testdata/v1-aes-log.db")
	if err != nil {
		f.Fatal(err)
	}
	log, err := os.ReadFile("testdata/v1-aes-log.db-wal")
	if err != nil {
		f.Fatal(err)
	}
	wants, err := os.ReadFile("testdata/v1.want")
	if err != nil {
		f.Fatal(err)
	}
	want := strings.TrimSpace(string(wants))
	f.Add([]byte{}, []byte{})
	f.Add([]byte{0, 0, 0, 6, 0}, []byte{})                           // no log needed, it says
	f.Add([]byte{0, 0, 0x10, 0, 1, 2, 3, 4, 5}, []byte{})            // page 2
	f.Add([]byte{}, []byte{0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0})     // mark
	f.Add([]byte{}, []byte{0, 0, 0x10, 0, 9})                        // frame 0
	f.Add([]byte{}, append([]byte{0, 0, 0, 72}, make([]byte, 9)...)) // already zero
	path := filepath.Join(f.TempDir(), "a.db")
	f.Fuzz(func(t *testing.T, inMain, inLog []byte) {
		if err := errors.Join(patched(path, main, inMain), patched(path+"-wal", log, inLog)); err != nil {
			t.Fatal(err)
		}
		got, err := readAll(path, key(1))
		switch {
		case err == nil && got != want:
			t.Fatal("a wrong answer")
		case err == nil, errors.Is(err, cryptvfs.ErrDamaged), errors.Is(err, cryptvfs.ErrKey), errors.Is(err, cryptvfs.ErrVersion):
		default:
			t.Fatal(err)
		}
	})
}

// patched writes a file with bytes of a patch: 4 of offset, then content. A
// patch that starts behind the end cuts the file at that distance instead.
func patched(path string, whole, patch []byte) error {
	b := append([]byte(nil), whole...)
	if len(patch) >= 4 {
		at := int(binary.BigEndian.Uint32(patch))
		if at >= len(b) {
			b = b[:at%len(b)]
		} else {
			copy(b[at:], patch[4:])
		}
	}
	return os.WriteFile(path, b, 0o600)
}
