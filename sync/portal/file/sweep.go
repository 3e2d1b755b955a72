package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ventanilla/sync/portal"
)

var _ portal.Sweeper = (*Blobs)(nil)

// Sweep removes files that a killed process was writing aside and that nobody has written to since before, and counts them.
// A whole blob is never removed: a receipt may be about to name it.
func (b *Blobs) Sweep(ctx context.Context, before time.Time) (int64, error) {
	left, err := fs.Glob(os.DirFS(b.folder), "[0-9a-f][0-9a-f]/"+asidePrefix+"*")
	var swept int64
	for _, name := range left {
		if err = ctx.Err(); err != nil {
			break
		}
		path := filepath.Join(b.folder, filepath.FromSlash(name))
		info, statErr := os.Lstat(path)
		if errors.Is(statErr, fs.ErrNotExist) || statErr == nil && !info.ModTime().Before(before) {
			continue // it was renamed meanwhile, or is being written
		}
		if err = errors.Join(statErr, os.Remove(path)); err != nil {
			break
		}
		swept++
	}
	if err != nil {
		return swept, fmt.Errorf("sweep blobs: %w", err)
	}
	return swept, nil
}
