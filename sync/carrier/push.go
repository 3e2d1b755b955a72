package carrier

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"hash/maphash"
	"os"
	"sync"
	"syscall"
)

// pushed writes to a file in pieces. One goroutine hashes them and one gives them to the drive while the next are made, and
// the drive begins with each piece at once, so that little is left to wait for when the file is synced.
type pushed struct {
	file  *os.File
	next  []byte
	full  chan []byte
	known chan []byte // hashed
	spare chan []byte
	done  sync.WaitGroup
	ended chan error
	err   error

	seed  maphash.Seed
	whole hash.Hash // nil if nobody wants it

	// Of what was written, after flush:
	bytes int64
	sums  []uint64 // of each piece
}

// newPushed returns a writer to f, which the caller syncs and closes after flush. Each channel has room for all pieces, so
// that nobody waits for a goroutine that has ended.
func newPushed(f *os.File, seed maphash.Seed, whole bool) *pushed {
	p := &pushed{
		file: f, full: make(chan []byte, pieces), known: make(chan []byte, pieces), spare: make(chan []byte, pieces),
		ended: make(chan error, 1), seed: seed,
	}
	if whole {
		p.whole = sha256.New()
	}
	for range pieces {
		p.spare <- newPiece()[:0]
	}
	p.next = <-p.spare
	p.done.Go(p.hash)
	go func() { p.ended <- p.drain() }()
	return p
}

// Write takes data, and returns an error of an earlier piece.
func (p *pushed) Write(data []byte) (int, error) {
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

// hand gives a piece away and takes the next.
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
	if p.err == nil {
		p.full <- p.next
	}
	close(p.full)
	p.done.Wait()
	if p.err == nil {
		p.err = <-p.ended
	}
	return p.err
}

// hash hashes pieces until there are no more.
func (p *pushed) hash() {
	defer close(p.known)
	for data := range p.full {
		p.sums = append(p.sums, maphash.Bytes(p.seed, data))
		p.bytes += int64(len(data))
		if p.whole != nil {
			p.whole.Write(data)
		}
		p.known <- data
	}
}

// sha256 returns the SHA-256 of all that was written in hexadecimal digits, "" if nobody wanted it.
func (p *pushed) sha256() string {
	if p.whole == nil {
		return ""
	}
	return hex.EncodeToString(p.whole.Sum(nil))
}

// drain writes pieces until there are no more.
func (p *pushed) drain() error {
	direct := setDirect(p.file, true)
	var at int64
	for data := range p.known {
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
