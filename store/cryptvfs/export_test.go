package cryptvfs

import (
	"bytes"
	"encoding/binary"
	"os"
)

// LockPage is the page where SQLite's locks lie.
const LockPage = lockPage

// Born is page 1 of an empty database of ours, in clear.
func Born() []byte { return bytes.Clone(born[:]) }

// Stretch gives a database, already closed, the given number of pages, each
// sealed zeros, but where SQLite's locks lie.
func Stretch(path string, key []byte, pages int64) error {
	head, err := readHeader(path)
	if err != nil {
		return err
	}
	c, err := newCodec(head, key)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	const run = 256
	page, l := make([]byte, run*pageSize), new(label)
	for number := info.Size()/pageSize + 1; number <= pages; number += run {
		for i := range min(run, pages-number+1) {
			sealed := page[i*pageSize : (i+1)*pageSize]
			if clear(sealed); number+i != lockPage {
				c.sealPage(sealed, zeros[:], l, number+i)
			}
		}
		if _, err := f.WriteAt(page[:min(run, pages-number+1)*pageSize], (number-1)*pageSize); err != nil {
			return err
		}
	}
	return nil
}

// PretendLarge makes an empty database claim that it has pages pages, which
// are a hole in the file, without auto-vacuum, whose map would lie in the hole.
func PretendLarge(path string, key []byte, pages uint32) error {
	head, err := readHeader(path)
	if err != nil {
		return err
	}
	c, err := newCodec(head, key)
	if err != nil {
		return err
	}
	plain, page := born, make([]byte, pageSize)
	binary.BigEndian.PutUint32(plain[28:], pages)
	plain[55], plain[67] = 0, 0
	c.sealPage(page, plain[:], new(label), 1)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteAt(page, 0); err != nil {
		return err
	}
	return f.Truncate(int64(pages) * pageSize)
}
