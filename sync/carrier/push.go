package carrier

import (
	"errors"
	"hash/maphash"
	"os"
	"syscall"
)

// pushed writes to a file in pieces, on a goroutine of its own, so that the next are made meanwhile, and has the drive begin
// with each piece at once, so that little is left to wait for when the file is synced. sum is that of all that was written.
type pushed struct {
	file  *os.File
	sum   *maphash.Hash
	next  []byte
	full  chan []byte
	spare chan []byte
	ended chan error
	err   error
}

// newPushed returns a writer to f, which the caller syncs and closes after flush.
func newPushed(f *os.File, sum *maphash.Hash) *pushed {
	p := &pushed{file: f, sum: sum, full: make(chan []byte, pieces), spare: make(chan []byte, pieces), ended: make(chan error, 1)}
	for range pieces {
		p.spare <- newPiece()[:0]
	}
	p.next = <-p.spare
	go func() { p.ended <- p.drain() }()
	return p
}

// Write takes data, and returns an error of an earlier piece.
func (p *pushed) Write(data []byte) (int, error) {
	p.sum.Write(data)
	for rest := data; len(rest) > 0; {
		n := min(len(rest), cap(p.next)-len(p.next))
		p.next, rest = append(p.next, rest[:n]...), rest[n:]
		if len(p.next) < cap(p.next) {
			continue
		}
		if err := p.hand(); err != nil {
			return len(data) - len(rest), err
		}
	}
	return len(data), nil
}

// hand gives a piece to the drive's goroutine and takes the next.
func (p *pushed) hand() error {
	if p.err != nil {
		return p.err
	}
	p.full <- p.next
	select {
	case p.next = <-p.spare:
	case p.err = <-p.ended:
	}
	return p.err
}

// flush waits until all is with the system. Nothing can be written after it.
func (p *pushed) flush() error {
	if p.err != nil {
		return p.err
	}
	p.full <- p.next
	close(p.full)
	p.err = <-p.ended
	return p.err
}

// drain writes pieces until there are no more.
func (p *pushed) drain() error {
	direct := setDirect(p.file, true)
	var at int64
	for data := range p.full {
		if direct && len(data) < pieceSize { // the last is no whole number of blocks
			direct = !setDirect(p.file, false)
		}
		n, err := p.file.Write(data)
		if direct && errors.Is(err, syscall.EINVAL) { // the drive's file system cannot
			direct = !setDirect(p.file, false)
			_, err = p.file.Write(data[n:])
		}
		if err != nil {
			return err
		}
		if !direct {
			push(p.file, at, int64(len(data)))
		}
		at += int64(len(data))
		p.spare <- data[:0]
	}
	return nil
}
