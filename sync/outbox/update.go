package outbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ventanilla/sync/batch"
)

// Beside the updates that wait, their folder has two files.
const (
	lastUpdate = "last"  // the highest number that came over the network
	knownFile  = "known" // a JSON list of the digests of what was kept, the last ones
)

const (
	// maxSealed is the largest sealed update that is kept, in bytes: a status is small, and anybody can seal.
	maxSealed = 64 << 10
	// mostKnown is how many digests are kept; what is forgotten is taken again, and found to be held.
	mostKnown = 1000
)

// LastUpdate returns the highest number of an update that came over the network, 0 for none.
func (f *Folder) LastUpdate(context.Context) (int64, error) {
	text, err := os.ReadFile(f.updatePath(lastUpdate))
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

// KeepUpdate keeps what came over the network until the next unlock: a signed publication, or a case status that is sealed
// to this device. The portal has signed which number it has, so a number that was kept before changes nothing. Anything
// else is a [RefusedError], which matches ErrForeign; it is noted, and is not asked for again.
func (f *Folder) KeepUpdate(ctx context.Context, number int64, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	last, err := f.LastUpdate(ctx)
	if err != nil || number > 0 && number <= last {
		return err
	}
	_, refused := f.keep(number, data)
	if number < 1 || refused != nil && !errors.Is(refused, ErrForeign) {
		return fmt.Errorf("keep update %d: %w", number, refused)
	}
	if err := f.write(f.updatePath(lastUpdate), strconv.AppendInt(nil, number, 10)); err != nil {
		return fmt.Errorf("keep update %d: %w", number, err)
	}
	return refused
}

// TakeUpdate keeps what came on a stick, as KeepUpdate does. Nobody has signed the number in a file's name, so it decides
// nothing: neither that an update is known, nor which of them the network need not bring. It reports false for a file that
// came before.
func (f *Folder) TakeUpdate(_ context.Context, number int64, data []byte) (fresh bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fresh, err = f.keep(number, data); err != nil {
		return false, fmt.Errorf("take update %d: %w", number, err)
	}
	return fresh, nil
}

// keep puts an update among those that wait, unless it was there before, or notes that it was refused.
func (f *Folder) keep(number int64, data []byte) (fresh bool, err error) {
	known, err := f.known()
	if err != nil {
		return false, err
	}
	name := digest(data)
	if slices.Contains(known, name) {
		return false, nil
	}
	if number < 1 || !f.mayBeUpdate(number, data) {
		return false, f.noteRefusal(data)
	}
	if err := f.write(f.updatePath(fmt.Sprintf("%012d-%s", number, name)), data); err != nil {
		return false, err
	}
	known = append(known, name)
	text, err := json.Marshal(known[max(0, len(known)-mostKnown):])
	if err != nil {
		return false, err
	}
	return true, f.write(f.updatePath(knownFile), text)
}

// mayBeUpdate proves a publication; what is sealed can be proven only when the device is unlocked.
func (f *Folder) mayBeUpdate(number int64, data []byte) bool {
	if sealed(data) {
		return len(data) <= maxSealed
	}
	key := f.key()
	p, err := batch.OpenDocument[batch.Publication](key, data)
	return err == nil && p.Portal == batch.NewPortalID(key) && p.Number == number
}

// sealed reports whether data begins as an age file does, https://c2sp.org/age.
func sealed(data []byte) bool { return bytes.HasPrefix(data, []byte("age-encryption.org/v1\n")) }

// digest names a file by what it holds.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// known returns the digests of what was kept before.
func (f *Folder) known() (known []string, err error) {
	text, err := os.ReadFile(f.updatePath(knownFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(text, &known) != nil {
		return nil, nil // then all of them are taken again
	}
	return known, nil
}

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

// readNote reads a refusal that waits. One that is damaged still says that something was refused.
func readNote(path string) (n note, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return n, err
	}
	if json.Unmarshal(text, &n) != nil || n.Reason == "" {
		n.Reason = NotSigned
	}
	return n, nil
}
