package cryptvfs_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/store/cryptvfs"
)

func TestRekey(t *testing.T) {
	ctx := context.Background()
	whole, db := sample(t)
	if err := cryptvfs.Rekey(ctx, whole, key(1), key(2)); !errors.Is(err, cryptvfs.ErrInUse) {
		t.Fatal(err)
	}
	unclean := copies(t, whole) // with a log
	db.Close()
	for _, path := range []string{whole, unclean} {
		want, err := readAll(copies(t, path), key(1))
		if err != nil {
			t.Fatal(err)
		}
		if err := cryptvfs.Rekey(ctx, path, key(3), key(2)); !errors.Is(err, cryptvfs.ErrKey) {
			t.Fatal(err)
		}
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time there is nothing to do
			if err := cryptvfs.Rekey(ctx, path, key(1), key(2)); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := readAll(path, key(2)); err != nil || got != want {
			t.Fatal(err)
		}
		if _, err := readAll(path, key(1)); !errors.Is(err, cryptvfs.ErrKey) {
			t.Fatal(err)
		}
		after, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at+64 < len(before); at += 64 {
			if at >= 64 && string(before[at:at+64]) == string(after[at:at+64]) {
				t.Fatalf("bytes at %d are as before", at)
			}
		}
	}
}

func TestRekeyCancelled(t *testing.T) {
	whole, db := sample(t)
	db.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := cryptvfs.Rekey(ctx, whole, key(1), key(2)); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := readAll(whole, key(1)); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(whole)); len(entries) != 1 {
		t.Fatal(entries)
	}
}
