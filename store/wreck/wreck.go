// Package wreck reads the rows that are left of a damaged SQLite database, without SQLite, which gives up at the first page
// that it cannot trust.
//
// [Open] finds out to which table each page belongs: by walking down from the tables' first pages, and where a page on the
// way is lost, by the map that SQLite keeps in databases with auto-vacuum. [Wreck.Rows] then gives each row that is whole.
// It never writes, and takes no page's word for anything: whatever a page says, it ends, and it asks for no more memory than
// the database has.
package wreck

import (
	"context"
	"encoding/binary"
	"fmt"
)

// Source is the pages of a database.
type Source interface {
	// Count is how many there are.
	Count() int64
	// Read reads the page of that number, from 1, as far as SQLite uses it. The error says that it is lost.
	Read(number int64, into []byte) error
}

// Row is one row of a table.
type Row struct {
	ID     int64 // 0 in tables without one
	Values []any // nil, int64, float64, string or []byte, as they are stored; the first ones of a row that is not whole
	Whole  bool
}

// Wreck is a database of which pages are lost. It is not safe for concurrent use.
type Wreck struct {
	source Source
	usable int
	owner  []uint32 // the first page of the table or index that a page belongs to, by its number; 0 is none that is known
	lost   map[uint32]bool
}

// largest is the number of pages beyond which a database is not read: 4 TB.
const largest = 1 << 30

// Open looks through all pages, of which SQLite uses so many bytes each. roots are the first pages of all tables and indices.
func Open(ctx context.Context, source Source, usable int, roots []uint32) (*Wreck, error) {
	count := source.Count()
	if count < 1 || count > largest {
		return nil, fmt.Errorf("read database of %d pages: not possible", count)
	}
	w := &Wreck{source: source, usable: usable, owner: make([]uint32, count+1), lost: map[uint32]bool{}}
	page := make([]byte, usable)
	for number := uint32(1); number <= uint32(count); number++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if number != lockPage && source.Read(int64(number), page) != nil {
			w.lost[number] = true
		}
	}
	for _, root := range roots {
		w.descend(root)
	}
	w.climb()
	return w, nil
}

// Lost returns how many pages cannot be read.
func (w *Wreck) Lost() int { return len(w.lost) }

// LostOf returns how many of them held rows of the table or index with this first page.
func (w *Wreck) LostOf(root uint32) int {
	n := 0
	for page := range w.lost {
		if w.owner[page] == root {
			n++
		}
	}
	return n
}

// node reads a page of a B-tree.
func (w *Wreck) node(number uint32) (node, bool) {
	page := make([]byte, w.usable)
	if int64(number) >= int64(len(w.owner)) || number == 0 || w.lost[number] || w.source.Read(int64(number), page) != nil {
		return node{}, false
	}
	return readNode(number, page)
}

// descend marks what can be reached from a first page.
func (w *Wreck) descend(root uint32) {
	for open := []uint32{root}; len(open) > 0; {
		number := open[len(open)-1]
		open = open[:len(open)-1]
		if int64(number) >= int64(len(w.owner)) || number == 0 || w.owner[number] != 0 {
			continue
		}
		w.owner[number] = root
		if n, ok := w.node(number); ok {
			open = append(open, n.children()...)
		}
	}
}

// climb marks what was not reached, by its parent in SQLite's map.
func (w *Wreck) climb() {
	for number := uint32(2); int64(number) < int64(len(w.owner)); number++ {
		var path []uint32
		at := number
		for w.owner[at] == 0 && len(path) < deepest {
			kind, parent := w.mapped(at)
			if kind != mapBTree || int64(parent) >= int64(len(w.owner)) || parent == 0 {
				break
			}
			path, at = append(path, at), parent
		}
		for _, below := range path {
			w.owner[below] = w.owner[at]
		}
	}
}

// deepest is more levels than a B-tree can have.
const deepest = 32

const (
	lockPage = 1<<30/4096 + 1 // for SQLite's locks, https://sqlite.org/fileformat2.html#the_lock_byte_page, with pages of 4096 bytes
	mapBTree = 5              // a page of a B-tree that is not the first
	mapEntry = 5              // bytes
)

// mapped reads the entry of a page in the map, https://sqlite.org/fileformat2.html#pointer_map_or_ptrmap_pages.
func (w *Wreck) mapped(number uint32) (kind byte, parent uint32) {
	each := uint32(w.usable/mapEntry) + 1
	at := (number-2)/each*each + 2
	if at == lockPage {
		at++
	}
	if number <= at {
		return 0, 0
	}
	page := make([]byte, w.usable)
	if w.lost[at] || w.source.Read(int64(at), page) != nil {
		return 0, 0
	}
	entry := page[mapEntry*(number-at-1):]
	return entry[0], binary.BigEndian.Uint32(entry[1:])
}

// Rows calls yield with each row of the table with this first page, in no order, until it returns an error, which is returned.
func (w *Wreck) Rows(ctx context.Context, root uint32, yield func(Row) error) error {
	for number, owner := range w.owner {
		if owner != root {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		n, ok := w.node(uint32(number))
		if !ok {
			continue
		}
		for _, start := range n.cells() {
			c, ok := n.readCell(start)
			if !ok {
				continue
			}
			if err := yield(w.row(c)); err != nil {
				return err
			}
		}
	}
	return nil
}

// row reads a record, over all the pages on which it lies.
func (w *Wreck) row(c cell) Row {
	record := append([]byte{}, c.local...)
	page := make([]byte, w.usable)
	const link = 4 // bytes at the beginning, the number of the next page
	for next, steps := c.overflow, 0; len(record) < c.size; steps++ {
		if steps == len(w.owner) || next == 0 || int64(next) >= int64(len(w.owner)) || w.lost[next] || w.source.Read(int64(next), page) != nil {
			break
		}
		record = append(record, page[link:min(len(page), link+c.size-len(record))]...)
		next = binary.BigEndian.Uint32(page)
	}
	values, whole := readRecord(record)
	return Row{ID: c.rowID, Values: values, Whole: whole && len(record) == c.size}
}
