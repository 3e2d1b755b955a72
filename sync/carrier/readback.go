package carrier

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"unsafe"
)

// readBack wants the drive to give back the very bytes that were written, by the sums of their pieces. Their signatures and
// hashes were checked on the way there, so they need not be checked again one by one.
func (e *export) readBack(ctx context.Context, p *part) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	f, err := openDirect(p.path + partEnding)
	if err != nil {
		return err
	}
	back := &back{file: f, part: p, seed: e.seed, read: make(chan int)}
	for range readers {
		back.readers.Go(func() {
			if err := back.run(ctx); err != nil {
				stop(err)
			}
		})
	}
	go func() {
		back.readers.Wait()
		close(back.read)
	}()
	for n := range back.read {
		e.read += int64(n)
		e.options.Progress.tell(Reading, min(e.read, e.total), e.total)
	}
	return errors.Join(context.Cause(ctx), f.Close())
}

// readers is how many pieces are read and compared at once: one comes while the other is hashed.
const readers = 2

// back is a file that is being read back.
type back struct {
	file    *os.File
	part    *part
	seed    maphash.Seed
	next    atomic.Int64 // piece
	read    chan int     // bytes of a piece that is as it was written
	readers sync.WaitGroup
}

// run reads pieces until there are no more, the first that is another one, or the end of ctx.
func (b *back) run(ctx context.Context) error {
	room := newPiece()
	for ctx.Err() == nil {
		i := b.next.Add(1) - 1
		if i >= int64(len(b.part.sums)) {
			return nil
		}
		at := i * pieceSize
		data := room[:min(pieceSize, b.part.bundle.Bytes-at)]
		// Past the system's memory whole blocks are asked for, so the last read ends with less, and then with an error.
		if n, err := b.file.ReadAt(room, at); n != len(data) {
			if isGone(err) {
				return err
			}
			return fmt.Errorf("%w: %w", ErrUnreliable, noEOF(err))
		}
		if maphash.Bytes(b.seed, data) != b.part.sums[i] {
			return fmt.Errorf("%w: other bytes", ErrUnreliable)
		}
		b.read <- len(data)
	}
	return nil
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
	pieceSize = 1 << 20
	pieces    = 8
)

// blockSize is what a read past the system's memory is aligned to: the largest block of a drive, in bytes.
const blockSize = 4096

// newPiece returns room for a piece that begins at a multiple of blockSize in memory.
func newPiece() []byte {
	room := make([]byte, pieceSize+blockSize)
	start := -int(uintptr(unsafe.Pointer(unsafe.SliceData(room)))) & (blockSize - 1)
	return room[start : start+pieceSize : start+pieceSize]
}

// removePart removes what was written aside for path, which need not be there.
func removePart(path string) error {
	if err := os.Remove(path + partEnding); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
