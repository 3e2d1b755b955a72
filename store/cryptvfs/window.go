package cryptvfs

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// windowSize is read or written at once where a file is read or written in
// order, as scans, large values, transactions and writing the log back do:
// that saves system calls.
const windowSize = 16 * recordSize

// window is a part of a file as it is on disk: bytes that were read ahead, or
// bytes that are kept until more can be written with them.
type window struct {
	memory uintptr // C memory of windowSize bytes, 0 until it is of use
	start  int64   // offset of the window
	size   int64   // of what it holds
	kept   bool    // what it holds is still to be written
	before int64   // size of the database without what is kept
	end    int64   // of the last read
	run    int     // how many reads came in order
}

// readAhead gives n bytes at offset, out of the window or read to C memory at
// to. They are good until the next call.
func (f *file) readAhead(tls *libc.TLS, to uintptr, n int, offset int64) ([]byte, int32) {
	w := &f.window
	if w.kept {
		return memory(to, n), f.read(tls, to, n, offset)
	}
	if w.run++; offset < w.end || offset > w.end+recordSize {
		w.run = 0
	}
	w.end = offset + int64(n)
	if offset < w.start || w.end > w.start+w.size {
		if w.run < 2 || !f.fillWindow(tls, offset) {
			return memory(to, n), f.read(tls, to, n, offset)
		}
	}
	return memory(w.memory, windowSize)[offset-w.start:][:n], lib.SQLITE_OK
}

// fillWindow reads ahead, if the file goes on for as long as that.
func (f *file) fillWindow(tls *libc.TLS, offset int64) bool {
	w := &f.window
	w.start, w.size = offset, 0
	if length, rc := f.length(tls); rc != lib.SQLITE_OK || length < offset+windowSize || !f.haveWindow(tls) {
		return false
	}
	if f.read(tls, w.memory, windowSize, offset) != lib.SQLITE_OK {
		return false
	}
	w.size = windowSize
	return true
}

func (f *file) haveWindow(tls *libc.TLS) bool {
	if f.window.memory == 0 {
		f.window.memory = libc.Xmalloc(tls, windowSize)
	}
	return f.window.memory != 0
}

// holds reports whether the window keeps bytes of a part of the file. As both
// are whole records, it then keeps all of that part.
func (w *window) holds(offset int64, n int) bool {
	return w.kept && offset < w.start+w.size && offset+int64(n) > w.start
}

// room is a place for n bytes, at most windowSize, that are to be written at
// offset. They are, with what comes right behind them, before anything else is
// written, cut or made durable. Once they are filled in, keep counts them.
func (f *file) room(tls *libc.TLS, n int, offset int64) ([]byte, int32) {
	w := &f.window
	if w.kept && offset == w.start+w.size && w.size+int64(n) <= windowSize {
		return memory(w.memory, windowSize)[w.size:][:n], lib.SQLITE_OK
	}
	if rc := f.settle(tls); rc != lib.SQLITE_OK {
		return nil, rc
	}
	if !f.haveWindow(tls) {
		return nil, lib.SQLITE_NOMEM
	}
	w.start, w.size, w.kept, w.before = offset, 0, true, f.vfs.db.size
	return memory(w.memory, n), lib.SQLITE_OK
}

// keep counts n bytes that were put where room said.
func (f *file) keep(n int) {
	f.vfs.db.forget(f)
	f.window.size += int64(n)
}

// settle writes what the window keeps. What cannot be written is dropped: SQLite
// hears of it and gives up the transaction, or the writing back, that it is of.
func (f *file) settle(tls *libc.TLS) int32 {
	w := &f.window
	if !w.kept {
		return lib.SQLITE_OK
	}
	rc := int32(lib.SQLITE_OK)
	if w.size > 0 {
		rc = function[methodRW](f.methods.FxWrite)(tls, f.below, w.memory, int32(w.size), w.start)
	}
	if rc != lib.SQLITE_OK && !f.isLog {
		f.vfs.db.size = w.before
	}
	w.size, w.kept = 0, false
	return rc
}

// forget empties all windows on the file that f is one of, because it changes.
func (db *database) forget(f *file) {
	same := db.mains
	if f.isLog {
		same = db.logs
	}
	for _, g := range same {
		if !g.window.kept {
			g.window.size = 0
		}
	}
}
