//go:build unix

// Command bench measures a store of many applications: how long it takes to open, to search as somebody types, and to save
// an answer; how much memory that needs; and how much larger the file is than a plain one.
//
//	go run ./store/bench -count 100000
//
// The store is filled in a process of its own by direct statements, and measured in another, whose memory is then that of a
// kiosk. The file system's cache is warm.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"

	"ventanilla/store/cryptvfs"
)

func main() {
	count := flag.Int("count", 100_000, "applications in the store")
	dir := flag.String("dir", "", "where the store is made; empty is the system's folder for temporary files")
	open := flag.String("measure", "", "measure the store of this path and make none")
	flag.Parse()
	var err error
	if *open != "" {
		err = measure(context.Background(), *open)
	} else {
		err = run(context.Background(), *count, *dir)
	}
	if err != nil {
		log.Fatal(err)
	}
}

var key = bytes.Repeat([]byte{7}, cryptvfs.KeySize)

// run makes a store and measures it.
func run(ctx context.Context, count int, dir string) error {
	dir, err := os.MkdirTemp(dir, "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("a store of %d applications\n", count)
	path := filepath.Join(dir, "kiosk.db")
	if err := fill(ctx, path, count); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.CommandContext(ctx, self, "-measure", path)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if err := child.Run(); err != nil {
		return fmt.Errorf("measure: %w", err)
	}
	return compareSizes(ctx, dir, min(count, 10_000))
}
