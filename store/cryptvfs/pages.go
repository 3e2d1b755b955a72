package cryptvfs

import (
	"fmt"
	"os"
)

// PageSize is how many bytes a page of the file is; PageContent is how many of
// them SQLite uses.
const (
	PageSize    = pageSize
	PageContent = pageSize - reserve
)

// Pages reads the pages of a closed database one by one and without SQLite:
// those that are whole of one that is damaged. It writes nothing and does not
// look at the log. It is not safe for concurrent use. Close it.
type Pages struct {
	file  *os.File
	codec *codec
	label label
	page  []byte
	count int64
}

// OpenPages opens the database at path with key. Errors match fs.ErrNotExist,
// ErrKey, ErrDamaged (the header is not there), ErrVersion or ErrInUse (in
// this process).
func OpenPages(path string, key []byte) (*Pages, error) {
	p, err := openPages(path, key)
	if err != nil {
		return nil, fmt.Errorf("open pages: %w", err)
	}
	return p, nil
}

func openPages(path string, key []byte) (*Pages, error) {
	head, err := readHeader(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	c, err := newCodec(head, key)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		c.clear()
		return nil, err
	}
	count := (info.Size() + pageSize - 1) / pageSize
	return &Pages{file: f, codec: c, page: make([]byte, pageSize), count: count}, nil
}

// Count returns how many pages there are, whole or not; one that is cut off
// counts.
func (p *Pages) Count() int64 { return p.count }

// Read reads the page of that number, from 1, in clear into the first
// PageContent bytes of a buffer. It returns a *DamageError for one that is not
// as it was written.
func (p *Pages) Read(number int64, into []byte) error {
	n, _ := p.file.ReadAt(p.page, (number-1)*pageSize) // what a disk cannot read is lost, whatever it says
	if n < pageSize || number == lockPage || !p.codec.openPage(p.page, p.page, &p.label, number) {
		return &DamageError{File: fileDatabase, Number: number}
	}
	copy(into[:PageContent], p.page)
	return nil
}

// Close clears the key and what was read last.
func (p *Pages) Close() error {
	clear(p.page)
	p.codec.clear()
	return p.file.Close()
}
