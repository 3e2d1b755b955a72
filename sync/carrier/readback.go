package carrier

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ventanilla/sync/batch"
)

// readBack wants the file to hold, in its every byte, what was written, and to be a bundle whose signatures and hashes hold.
func (e *export) readBack(path string, b Bundle) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	counted := io.TeeReader(f, io.MultiWriter(sum, &meter{tell: func(n int64) {
		e.read += n
		e.options.Progress.tell(Reading, min(e.read, e.total), e.total)
	}}))
	if _, err := batch.Verify(counted); err != nil {
		return fmt.Errorf("%w: %w", ErrUnreliable, err)
	}
	if _, err := io.Copy(io.Discard, counted); err != nil { // the end of a tar is padded
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != b.SHA256 {
		return ErrUnreliable
	}
	return nil
}

// meter tells how many bytes pass.
type meter struct{ tell func(n int64) }

func (m *meter) Write(p []byte) (int, error) {
	m.tell(int64(len(p)))
	return len(p), nil
}

func removePart(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
