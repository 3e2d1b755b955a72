package cryptvfs_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"ventanilla/store/cryptvfs"
)

// lost reads each page of a closed database and lists those that are not as they were written.
func lost(t *testing.T, path string, key []byte) (numbers []int64) {
	t.Helper()
	pages, err := cryptvfs.OpenPages(path, key)
	if err != nil {
		t.Fatal(err)
	}
	defer pages.Close()
	content := make([]byte, cryptvfs.PageContent)
	for number := int64(1); number <= pages.Count(); number++ {
		var damage *cryptvfs.DamageError
		switch err := pages.Read(number, content); {
		case number == cryptvfs.LockPage || err == nil:
		case !errors.As(err, &damage) || damage.Number != number:
			t.Fatalf("page %d: %v", number, err)
		default:
			numbers = append(numbers, number)
		}
	}
	return numbers
}

func TestPages(t *testing.T) {
	path, db := sample(t)
	db.Close()
	if got := lost(t, path, key(1)); len(got) != 0 {
		t.Fatal(got)
	}
	if _, err := cryptvfs.OpenPages(path, key(2)); !errors.Is(err, cryptvfs.ErrKey) {
		t.Fatal(err)
	}
	n := size(t, path) / 4096
	poke(t, path, 3*4096, func(b byte) byte { return ^b })
	poke(t, path, 5*4096+17, func(b byte) byte { return ^b })
	if err := os.Truncate(path, n*4096-1); err != nil {
		t.Fatal(err)
	}
	if got := lost(t, path, key(1)); !slices.Equal(got, []int64{4, 6, n}) {
		t.Fatal(got)
	}
}
