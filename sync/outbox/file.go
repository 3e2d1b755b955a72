package outbox

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// aside ends the name of a file that is not whole yet.
const aside = ".part"

// write makes a file appear at path whole and synced, or not at all, and replaces one that is there.
func (f *Folder) write(path string, data []byte) error {
	part := path + aside
	if err := writeSynced(part, data); err != nil {
		return errors.Join(err, remove(part))
	}
	f.reached("written aside")
	if err := os.Rename(part, path); err != nil {
		return errors.Join(err, remove(part))
	}
	f.reached("renamed")
	if err := syncDir(filepath.Dir(path)); err != nil {
		return err
	}
	f.reached("folder synced")
	return nil
}

func writeSynced(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}

// remove deletes a file, which need not be there.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// names lists the files of a folder that are whole, in alphabetical order.
func names(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	whole := make([]string, 0, len(entries))
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasSuffix(e.Name(), aside) {
			whole = append(whole, e.Name())
		}
	}
	return whole, nil
}
