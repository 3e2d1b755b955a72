package cryptvfs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	fileDatabase = "database"
	fileLog      = "log"
	logSuffix    = "-wal"
)

// zeros is never written to.
var zeros [pageSize]byte

// born is page 1 of an empty SQLite database, in clear, as its file format
// (https://sqlite.org/fileformat2.html) lays it out: pages of 4096 bytes of
// which reserve are kept free, write-ahead logging from the first day, and
// incremental vacuum. Its first 100 bytes also stand in for a page 1 that is
// torn while the log still holds it whole. It is never written to.
var born = func() (p [pageSize]byte) {
	copy(p[:], "SQLite format 3\x00")
	p[16], p[17] = pageSize>>8, pageSize&0xff
	p[18], p[19] = 2, 2                                             // read and write version: WAL
	p[20] = reserve                                                 // bytes kept free at the end of each page
	p[21], p[22], p[23] = 64, 32, 32                                // payload fractions, fixed
	p[31] = 1                                                       // pages in the database
	p[55] = 1                                                       // largest root page: auto-vacuum
	p[67] = 1                                                       // incremental
	p[100] = 0x0d                                                   // empty table leaf
	p[105], p[106] = (pageSize-reserve)>>8, (pageSize-reserve)&0xff // start of its cells
	return p
}()

// create writes a database of one page aside and renames it into place.
func create(path string, key []byte, c Cipher) error {
	for _, name := range []string{path, path + logSuffix} {
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), fs.ErrExist)
		}
	}
	h, err := newHeader(c)
	if err != nil {
		return err
	}
	codec, err := derive(h, key)
	if err != nil {
		return err
	}
	defer codec.clear()
	page := make([]byte, pageSize)
	codec.sealPage(page, born[:], new(label), 1)
	return writeWhole(path, page)
}

// writeWhole makes data the content of path, wholly or not at all.
func writeWhole(path string, data []byte) error {
	aside, err := openAside(path)
	if err != nil {
		return err
	}
	_, err = aside.Write(data)
	if err = finish(aside, err); err != nil {
		return err
	}
	return exchange(path)
}

// asideSuffix names what is not yet whole.
const asideSuffix = ".new"

func openAside(path string) (*os.File, error) {
	return os.OpenFile(path+asideSuffix, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
}

// finish syncs and closes a file that was written aside, or removes it if
// writing it came to an error.
func finish(aside *os.File, err error) error {
	if err == nil {
		err = aside.Sync()
	}
	if cerr := aside.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(aside.Name())
	}
	return err
}

// exchange renames what was written aside into place, durably.
func exchange(path string) error {
	if err := os.Rename(path+asideSuffix, path); err != nil {
		_ = os.Remove(path + asideSuffix)
		return err
	}
	return syncDir(filepath.Dir(path))
}
