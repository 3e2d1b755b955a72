package carrier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"unsafe"
)

// readBack wants the drive to give back the very bytes of which wrote is the sum. Their signatures and hashes were checked
// when they were written, so they need not be checked again one by one. It returns the SHA-256 of the file as the drive gives
// it back.
func (e *export) readBack(ctx context.Context, path string, wrote *maphash.Hash) (string, error) {
	ctx, stop := context.WithCancel(ctx)
	pieces, spare, err := readPieces(ctx, path)
	if err != nil {
		stop()
		return "", err
	}
	defer func() {
		stop()
		for range pieces { // so that the file is closed when this returns
		}
	}()
	var got maphash.Hash
	got.SetSeed(wrote.Seed())
	whole := sha256.New()
	for p := range pieces {
		if p.err != nil {
			return "", fmt.Errorf("%w: %w", ErrUnreliable, p.err)
		}
		got.Write(p.data)
		whole.Write(p.data)
		e.read += int64(len(p.data))
		e.options.Progress.tell(Reading, min(e.read, e.total), e.total)
		spare <- p.data[:cap(p.data)]
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if got.Sum64() != wrote.Sum64() {
		return "", fmt.Errorf("%w: other bytes", ErrUnreliable)
	}
	return hex.EncodeToString(whole.Sum(nil)), nil
}

// piece is a part of a file, or why there is none.
type piece struct {
	data []byte
	err  error
}

// readPieces reads a file from the drive on a goroutine of its own, until the end, an error, or the end of ctx. Who is done
// with the bytes of a piece gives them back to spare. The file is closed before the pieces end.
func readPieces(ctx context.Context, path string) (<-chan piece, chan<- []byte, error) {
	f, size, err := openMedium(path)
	if err != nil {
		return nil, nil, err
	}
	spare := make(chan []byte, pieces)
	for range pieces {
		spare <- newPiece()
	}
	out := make(chan piece, pieces)
	go func() {
		defer close(out)
		defer f.Close()
		for left := size; left > 0; {
			select {
			case <-ctx.Done():
				return
			case buf := <-spare:
				n, err := f.Read(buf) // one read each: past the system's memory, only whole blocks can be read
				if err != nil {
					out <- piece{err: noEOF(err)}
					return
				}
				left -= int64(n)
				out <- piece{data: buf[:n:len(buf)]}
			}
		}
	}()
	return out, spare, nil
}

// openMedium opens a file to be read from the drive, and tells its size in bytes.
func openMedium(path string) (*os.File, int64, error) {
	f, err := openDirect(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// noEOF is for a file that ends before its size.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// What goes to a drive and comes from it goes in pieces of this many bytes, of which so many are in memory at once.
const (
	pieceSize = 4 << 20
	pieces    = 4
)

// blockSize is what a read past the system's memory is aligned to: the largest block of a drive, in bytes.
const blockSize = 4096

// newPiece returns room for a piece that begins at a multiple of blockSize in memory.
func newPiece() []byte {
	room := make([]byte, pieceSize+blockSize)
	start := -int(uintptr(unsafe.Pointer(unsafe.SliceData(room)))) & (blockSize - 1)
	return room[start : start+pieceSize : start+pieceSize]
}

func removePart(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
