package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ventanilla/sync/batch"
)

const lastUpdate = "last"

// LastUpdate returns the highest number of an update that was ever kept, 0 for none.
func (f *Folder) LastUpdate(context.Context) (int64, error) {
	text, err := os.ReadFile(filepath.Join(f.dir, updateDir, lastUpdate))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read last update: %w", err)
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return 0, nil // the portal tells all of them again
	}
	return n, nil
}

// KeepUpdate keeps what the portal publishes until the next unlock: a signed publication, or a case status that is sealed
// to this device. It returns ErrForeign for anything else. A number that was kept before changes nothing.
func (f *Folder) KeepUpdate(ctx context.Context, number int64, data []byte) error {
	if number < 1 || !f.mayBeUpdate(data) {
		return fmt.Errorf("keep update %d: %w", number, ErrForeign)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	last, err := f.LastUpdate(ctx)
	if err != nil || number <= last {
		return err
	}
	if err := f.write(f.updatePath(fmt.Sprintf("%012d", number)), data); err != nil {
		return fmt.Errorf("keep update %d: %w", number, err)
	}
	if err := f.write(f.updatePath(lastUpdate), strconv.AppendInt(nil, number, 10)); err != nil {
		return fmt.Errorf("keep update %d: %w", number, err)
	}
	return nil
}

// mayBeUpdate proves a publication; what is sealed can be proven only when the device is unlocked.
func (f *Folder) mayBeUpdate(data []byte) bool {
	if sealed(data) {
		return len(data) <= batch.MaxObjectSize
	}
	p, err := batch.OpenDocument[batch.Publication](f.portal, data)
	return err == nil && p.Portal == batch.NewPortalID(f.portal)
}

// sealed reports whether data begins as an age file does, https://c2sp.org/age.
func sealed(data []byte) bool { return bytes.HasPrefix(data, []byte("age-encryption.org/v1\n")) }

// updates lists the updates that wait, the oldest first.
func (f *Folder) updates() ([]string, error) {
	files, err := names(filepath.Join(f.dir, updateDir))
	if err != nil {
		return nil, err
	}
	waiting := files[:0]
	for _, file := range files {
		if strings.HasPrefix(file, "0") {
			waiting = append(waiting, file)
		}
	}
	return waiting, nil
}

func (f *Folder) updatePath(file string) string { return filepath.Join(f.dir, updateDir, file) }
