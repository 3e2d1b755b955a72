package carrier

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ventanilla/sync/batch"
)

// readBack wants the file to be a bundle whose signatures and hashes hold, those of SHA256SUMS too, which cover all that
// was written. It returns the SHA-256 of the file as the drive gives it back.
func (e *export) readBack(path string) (string, error) {
	sums := make(chan fileSum, 1)
	go func() { sums <- sumOf(path) }()
	err := e.verify(path)
	whole := <-sums
	return whole.sum, errors.Join(err, whole.err)
}

func (e *export) verify(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	counted := io.TeeReader(f, &meter{tell: func(n int64) {
		e.read += n
		e.options.Progress.tell(Reading, min(e.read, e.total), e.total)
	}})
	if _, err := batch.Verify(bufio.NewReaderSize(counted, 1<<20)); err != nil {
		return fmt.Errorf("%w: %w", ErrUnreliable, err)
	}
	return nil
}

// fileSum is the SHA-256 of a file in hexadecimal digits.
type fileSum struct {
	sum string
	err error
}

func sumOf(path string) fileSum {
	f, err := os.Open(path)
	if err != nil {
		return fileSum{err: err}
	}
	sum := sha256.New()
	_, err = io.CopyBuffer(sum, f, make([]byte, 1<<20))
	return fileSum{hex.EncodeToString(sum.Sum(nil)), errors.Join(err, f.Close())}
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
