package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"ventanilla/store"
)

// fileName names a file for the office so that the files of several kiosks and days can lie in one folder.
func (s *Session) fileName(what, ending string) string {
	today := s.Site.options.Now().Format("2006-01-02")
	return fmt.Sprintf("ventanilla-%s-%s-%s.%s", what, s.Site.Device()[:8], today, ending)
}

// carryOut writes a file for the office into a folder, whole and synced, in place of an older one of that name, and notes
// it in the audit trail.
func (s *Session) carryOut(ctx context.Context, folder, name string, what store.Action, write func(io.Writer) error) error {
	if err := writeOut(filepath.Join(folder, name), write); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return s.Store.Record(context.WithoutCancel(ctx), what, "")
}

// writeOut makes a file appear whole and synced, or not at all.
func writeOut(path string, write func(io.Writer) error) error {
	aside := path + partSuffix
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = write(f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(aside))
	}
	if err := os.Rename(aside, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
