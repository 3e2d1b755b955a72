package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ventanilla/sync/batch"
)

// KeepReceipt keeps a receipt until it is settled. It returns ErrForeign for one that the portal of the card has not
// signed for this device, and ErrNotSent for a batch, or an object, that this device never sent. The same receipt again,
// or an older one, changes nothing.
func (f *Folder) KeepReceipt(_ context.Context, envelope []byte) error {
	key := f.key()
	r, err := batch.OpenDocument[batch.Receipt](key, envelope)
	if err != nil || r.Device != f.device || r.Portal != batch.NewPortalID(key) {
		return fmt.Errorf("keep receipt: %w", ErrForeign)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	held, err := f.readReceipt(r.Batch)
	switch {
	case err == nil && (held.Complete || r.Number <= held.Number):
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrDamaged):
		return fmt.Errorf("keep receipt: %w", err)
	}
	if err := f.checkSent(r); err != nil {
		return fmt.Errorf("keep receipt: %w", err)
	}
	if err := f.write(f.receiptPath(r.Batch), envelope); err != nil {
		return fmt.Errorf("keep receipt: %w", err)
	}
	return nil
}

// checkSent wants the receipt to name nothing but objects of a batch in the folder.
func (f *Folder) checkSent(r batch.Receipt) error {
	found, err := filepath.Glob(filepath.Join(f.dir, manifestDir, "*-"+r.Batch+".json"))
	if err != nil || len(found) != 1 {
		return ErrNotSent
	}
	envelope, err := os.ReadFile(found[0])
	if err != nil {
		return err
	}
	m, err := batch.OpenManifest(envelope)
	if err != nil {
		return ErrDamaged
	}
	if !r.Within(m) {
		return ErrNotSent
	}
	return nil
}

// receipt returns the newest receipt of a batch, or fs.ErrNotExist. A file that no longer verifies is none: the portal
// gives its receipts as often as it is asked.
func (f *Folder) receipt(m batch.Manifest) (batch.Receipt, error) {
	r, err := f.readReceipt(m.Batch)
	if errors.Is(err, ErrDamaged) {
		return r, fs.ErrNotExist
	}
	return r, err
}

func (f *Folder) readReceipt(id string) (batch.Receipt, error) {
	envelope, err := os.ReadFile(f.receiptPath(id))
	if err != nil {
		return batch.Receipt{}, err
	}
	r, err := f.receipts.open(id, envelope, func(data []byte) (batch.Receipt, error) {
		return batch.OpenDocument[batch.Receipt](f.key(), data)
	})
	if err != nil || r.Device != f.device || r.Batch != id {
		return batch.Receipt{}, ErrDamaged
	}
	return r, nil
}

func (f *Folder) receiptPath(id string) string {
	return filepath.Join(f.dir, receiptDir, id+".json")
}

// PortalTime returns the latest time that the portal has signed in a receipt of the folder, zero before the first.
func (f *Folder) PortalTime() time.Time {
	files, err := names(filepath.Join(f.dir, receiptDir))
	if err != nil {
		return time.Time{} // then no clock is known to be right
	}
	var latest time.Time
	for _, file := range files {
		r, err := f.readReceipt(strings.TrimSuffix(file, ".json"))
		if err == nil && r.At.After(latest) {
			latest = r.At
		}
	}
	return latest
}

// keptReceipts is how many receipts of settled batches stay, so that one that comes late, by another way, is known.
const keptReceipts = 64

// forgetReceipts removes the oldest receipts of batches that are settled. The names of batches rise with time (UUIDv7).
func (f *Folder) forgetReceipts() error {
	manifests, err := names(filepath.Join(f.dir, manifestDir))
	if err != nil {
		return err
	}
	open := map[string]bool{}
	for _, file := range manifests {
		_, id, _ := strings.Cut(file, "-")
		open[id] = true
	}
	files, err := names(filepath.Join(f.dir, receiptDir))
	if err != nil {
		return err
	}
	settled := slices.DeleteFunc(files, func(file string) bool { return open[file] })
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, file := range settled[:max(0, len(settled)-keptReceipts)] {
		if err := remove(filepath.Join(f.dir, receiptDir, file)); err != nil {
			return err
		}
		f.receipts.forget(strings.TrimSuffix(file, ".json"))
	}
	return nil
}
