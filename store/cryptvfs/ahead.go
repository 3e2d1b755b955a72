package cryptvfs

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// aheadSize is read at once when a file is read in order, as scans, large
// values and writing the log back do: that saves system calls.
const aheadSize = 16 * recordSize

// ahead is a file's window of bytes as they are on disk.
type ahead struct {
	memory uintptr // C memory of aheadSize bytes, 0 until it is of use
	start  int64   // offset of the window
	size   int64   // of what it holds; 0 when the file was changed since
	end    int64   // of the last read
	run    int     // how many reads came in order
}

// readAhead is read, through the window.
func (f *file) readAhead(tls *libc.TLS, to uintptr, n int, offset int64) int32 {
	a := &f.ahead
	if a.run++; offset < a.end || offset > a.end+recordSize {
		a.run = 0
	}
	a.end = offset + int64(n)
	if offset < a.start || a.end > a.start+a.size {
		if a.run < 2 || !f.fillAhead(tls, offset) {
			return f.read(tls, to, n, offset)
		}
	}
	copy(memory(to, n), memory(a.memory, aheadSize)[offset-a.start:])
	return lib.SQLITE_OK
}

// fillAhead moves the window, if the file goes on for as long as that.
func (f *file) fillAhead(tls *libc.TLS, offset int64) bool {
	a := &f.ahead
	if a.memory == 0 {
		a.memory = libc.Xmalloc(tls, aheadSize)
	}
	a.start, a.size = offset, 0
	if length, rc := f.length(tls); a.memory == 0 || rc != lib.SQLITE_OK || length < offset+aheadSize {
		return false
	}
	if f.read(tls, a.memory, aheadSize, offset) != lib.SQLITE_OK {
		return false
	}
	a.size = aheadSize
	return true
}

// forget empties the windows of all files, because one changes.
func (db *database) forget() {
	for _, f := range db.mains {
		f.ahead.size = 0
	}
	for _, f := range db.logs {
		f.ahead.size = 0
	}
}
