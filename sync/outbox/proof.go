package outbox

import (
	"crypto/sha256"
	"sync"
)

// proofs remembers which files were opened and proven, so that the same bytes are not proven again each time somebody
// looks at the outbox. The zero value is ready. It is safe for concurrent use.
type proofs[T any] struct {
	mu    sync.Mutex
	known map[string]proof[T] // by the name of the file
}

type proof[T any] struct {
	sum   [sha256.Size]byte
	value T
}

// open returns what prove makes of the bytes of a file. The value is shared: nobody may change it.
func (p *proofs[T]) open(file string, data []byte, prove func([]byte) (T, error)) (T, error) {
	sum := sha256.Sum256(data)
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, ok := p.known[file]; ok && known.sum == sum {
		return known.value, nil
	}
	value, err := prove(data)
	if err != nil {
		return value, err
	}
	if p.known == nil {
		p.known = map[string]proof[T]{}
	}
	p.known[file] = proof[T]{sum, value}
	return value, nil
}

// forget drops what is known of a file.
func (p *proofs[T]) forget(file string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, file)
}

// forgetAll drops all that is known.
func (p *proofs[T]) forgetAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.known)
}
