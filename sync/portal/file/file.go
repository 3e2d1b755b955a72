// Package file keeps the portal's blobs as files in a folder, each under its
// name in a subfolder of the name's first two digits. Begin with [Open].
//
// Promised: Put returns after file and folder are synced, and a file under a
// blob's name is always whole, because it is written aside and renamed.
package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// Blobs is a folder of blobs. It is safe for concurrent use, also by several
// processes.
type Blobs struct{ folder string }

var _ portal.Blobs = (*Blobs)(nil)

const (
	folderMode = 0o700
	digits     = 2 // of the name, for the subfolder

	asidePrefix = "new-" // of a file that is being written
)

// Open returns the blobs in a folder, which is made with all its subfolders.
func Open(folder string) (*Blobs, error) {
	for i := range 256 {
		if err := os.MkdirAll(filepath.Join(folder, fmt.Sprintf("%02x", i)), folderMode); err != nil {
			return nil, fmt.Errorf("open blobs: %w", err)
		}
	}
	if err := syncFolder(folder); err != nil {
		return nil, fmt.Errorf("open blobs: %w", err)
	}
	return &Blobs{folder: folder}, nil
}

// Ping returns an error if the folder is gone.
func (b *Blobs) Ping(context.Context) error {
	if _, err := os.Stat(b.folder); err != nil {
		return fmt.Errorf("reach blobs: %w", err)
	}
	return nil
}

// Put keeps data under name.
func (b *Blobs) Put(_ context.Context, name batch.Name, data []byte) error {
	if err := name.Check(); err != nil {
		return fmt.Errorf("put blob: %w", err)
	}
	if _, err := os.Stat(b.path(name)); err == nil {
		// It was renamed into place by somebody who may not have synced the folder.
		return syncFolder(filepath.Dir(b.path(name)))
	}
	if err := b.write(b.path(name), data); err != nil {
		return fmt.Errorf("put blob %s: %w", name, err)
	}
	return nil
}

func (b *Blobs) write(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), asidePrefix+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Get returns the bytes under name, or portal.ErrNotFound.
func (b *Blobs) Get(_ context.Context, name batch.Name) ([]byte, error) {
	if err := name.Check(); err != nil {
		return nil, fmt.Errorf("get blob: %w", err)
	}
	data, err := os.ReadFile(b.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		err = portal.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("get blob %s: %w", name, err)
	}
	return data, nil
}

func (b *Blobs) path(name batch.Name) string {
	return filepath.Join(b.folder, string(name[:digits]), string(name))
}
