package wreck

import "encoding/binary"

// The kinds of B-tree pages, https://sqlite.org/fileformat2.html#b_tree_pages.
const (
	interiorIndex = 0x02
	interiorTable = 0x05
	leafIndex     = 0x0a
	leafTable     = 0x0d
)

// node is a page of a B-tree.
type node struct {
	page []byte // what SQLite uses of it
	kind byte
	at   int // where its header begins: page 1 has the database's first
}

// firstHeader is the size of the database's header on page 1.
const firstHeader = 100

// readNode takes a page as one of a B-tree; ok is false if it is none.
func readNode(number uint32, page []byte) (n node, ok bool) {
	n.page = page
	if number == 1 {
		n.at = firstHeader
	}
	n.kind = page[n.at]
	switch n.kind {
	case interiorIndex, interiorTable, leafIndex, leafTable:
		return n, true
	}
	return n, false
}

func (n node) interior() bool { return n.kind == interiorIndex || n.kind == interiorTable }

// cells returns where each cell begins. Those that would lie outside of the page are left out.
func (n node) cells() []int {
	header := 8
	if n.interior() {
		header = 12
	}
	count := int(binary.BigEndian.Uint16(n.page[n.at+3:]))
	var starts []int
	for i := range count {
		at := n.at + header + 2*i
		if at+2 > len(n.page) {
			break
		}
		if start := int(binary.BigEndian.Uint16(n.page[at:])); start < len(n.page) {
			starts = append(starts, start)
		}
	}
	return starts
}

// children returns the pages below an interior one.
func (n node) children() []uint32 {
	if !n.interior() {
		return nil
	}
	pages := []uint32{binary.BigEndian.Uint32(n.page[n.at+8:])}
	for _, start := range n.cells() {
		if start+4 <= len(n.page) {
			pages = append(pages, binary.BigEndian.Uint32(n.page[start:]))
		}
	}
	return pages
}

// cell is the beginning of one row.
type cell struct {
	rowID    int64
	size     int    // of the whole record
	local    []byte // as much of it as lies on the page
	overflow uint32 // the page with the rest, 0 if there is none
}

// largestRecord keeps a page that is none of ours from asking for memory: SQLite's own limit.
const largestRecord = 1_000_000_000

// readCell reads the cell that begins at start; ok is false if that is no row.
func (n node) readCell(start int) (c cell, ok bool) {
	b := n.page[start:]
	if n.kind == interiorTable {
		return c, false
	}
	if n.kind == interiorIndex {
		if len(b) < 4 {
			return c, false
		}
		b = b[4:]
	}
	size, used := varint(b)
	if used == 0 || size > largestRecord {
		return c, false
	}
	b, c.size = b[used:], int(size)
	if n.kind == leafTable {
		id, used := varint(b)
		if used == 0 {
			return c, false
		}
		b, c.rowID = b[used:], int64(id)
	}
	return c.cut(b, n.localSize(c.size))
}

// cut takes the part of the record on the page, and the number of the page with the rest.
func (c cell) cut(b []byte, local int) (cell, bool) {
	if local > len(b) {
		return c, false
	}
	c.local = b[:local]
	if local < c.size {
		if len(b) < local+4 {
			return c, false
		}
		c.overflow = binary.BigEndian.Uint32(b[local:])
	}
	return c, true
}

// localSize is how much of a record lies on its page, https://sqlite.org/fileformat2.html#cellformat.
func (n node) localSize(record int) int {
	usable := len(n.page)
	most := usable - 35
	if n.kind != leafTable {
		most = (usable-12)*64/255 - 23
	}
	if record <= most {
		return record
	}
	least := (usable-12)*32/255 - 23
	if k := least + (record-least)%(usable-4); k <= most {
		return k
	}
	return least
}

// varint reads SQLite's integer of 1 to 9 bytes; used is 0 if it is cut off.
func varint(b []byte) (value uint64, used int) {
	for i, c := range b {
		if i == 8 {
			return value<<8 | uint64(c), 9
		}
		value = value<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return value, i + 1
		}
	}
	return 0, 0
}
