// Package carrier carries batches from a kiosk to the portal on a USB stick, and brings receipts and updates back.
//
// Find a stick with [Drives], or take any folder; [Export] writes what waits in the outbox as bundles, and [Import] takes
// what the portal has put there. Neither needs the unlocked store.
//
// Promised: a bundle has its name only when it was written whole, synced, and read back from the drive itself where its file
// system can, once all bundles are written: by a keyed 64-bit hash of each MiB it is what was meant. What is on the stick
// says nothing about a person to who finds it; exporting and importing twice does no harm; a full, write-protected or
// pulled stick is an error of its own, and the outbox keeps everything until a receipt is there.
package carrier

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// What can be wrong with a stick. The text of each language says what to do.
var (
	// ErrFull: the free space does not hold what is to be written.
	ErrFull = errors.New("drive is full")
	// ErrReadOnly: the drive is write-protected, or its folder belongs to somebody else.
	ErrReadOnly = errors.New("drive is read-only")
	// ErrGone: the drive was pulled, or its folder is not there.
	ErrGone = errors.New("drive is gone")
	// ErrUnreliable: what was read back is not what was written.
	ErrUnreliable = errors.New("drive does not give back what was written")
)

// Step is what is being done with a stick.
type Step string

// The steps, in their order.
const (
	Writing Step = "write"
	Reading Step = "read_back"
	Taking  Step = "take"
)

// Progress is told how far a step is, in bytes. It is called from the goroutine that does the work.
type Progress func(step Step, done, total int64)

func (p Progress) tell(step Step, done, total int64) {
	if p != nil {
		p(step, done, total)
	}
}

// outboxError is a trouble with the device's own disk.
type outboxError struct{ error }

func (e *outboxError) Unwrap() error { return e.error }

// driveError gives the trouble with a drive its name, and keeps the cause.
func driveError(err error) error {
	var known error
	var own *outboxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own), errors.Is(err, ErrUnreliable):
		return err
	case isFull(err):
		known = ErrFull
	case isReadOnly(err), errors.Is(err, fs.ErrPermission):
		known = ErrReadOnly
	case isGone(err), errors.Is(err, fs.ErrNotExist):
		known = ErrGone
	default:
		return err
	}
	return fmt.Errorf("%w: %w", known, err)
}

// checkFolder wants a folder to be there.
func checkFolder(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return driveError(err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%w: not a folder", ErrGone)
	}
	return nil
}
