package cryptvfs

import (
	"slices"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// database is what the open files of one database share. mu guards it all.
type database struct {
	codec   *codec
	salvage bool

	mu     sync.Mutex
	path   string  // as SQLite spells it
	mains  []*file // the main file, once for each connection
	logs   []*file // the log likewise
	size   int64   // of the main file, in bytes
	pages  int64   // committed, as far as known: reading one of them past the end is damage
	log    logState
	damage *DamageError // met last, until a caller is told
}

// damaged notes the damage for the error that the caller gets, and is the
// code that SQLite gets.
func (db *database) damaged(file string, number int64) int32 {
	db.damage = &DamageError{File: file, Number: number}
	return lib.SQLITE_IOERR_DATA
}

// filePart is our part of a sqlite3_file; that of the VFS below follows.
type filePart struct {
	methods uintptr
	handle  uintptr
}

// filePrefix is the size of our part, a multiple of 16 to keep the alignment.
const filePrefix = 16

// scratchSize is room for a log record, and for a number behind it.
const scratchSize = recordSize + 8

// file is an open main file or log.
type file struct {
	vfs     *vfs
	handle  uintptr
	self    uintptr // sqlite3_file
	below   uintptr // the sqlite3_file of the VFS below
	methods *lib.Tsqlite3_io_methods
	isLog   bool
	scratch uintptr // C memory, scratchSize bytes
	buf     []byte  // the same
	label   label
	window  window
}

func xOpen(tls *libc.TLS, pvfs, name, p uintptr, flags int32, out uintptr) int32 {
	as[filePart](p).methods = 0 // no methods: SQLite will not close what did not open
	return live.owner(pvfs).open(tls, name, p, flags, out)
}

// open makes the sqlite3_file at p.
func (v *vfs) open(tls *libc.TLS, name, p uintptr, flags int32, out uintptr) int32 {
	f := &file{vfs: v, self: p, below: p + filePrefix, isLog: flags&lib.SQLITE_OPEN_WAL != 0}
	if rc := v.admit(tls, name, flags); rc != lib.SQLITE_OK {
		return rc
	}
	base := as[lib.Tsqlite3_vfs](v.base)
	rc := function[methodOpen](base.FxOpen)(tls, v.base, name, f.below, flags, out)
	if rc != lib.SQLITE_OK {
		return rc
	}
	f.methods = as[lib.Tsqlite3_io_methods](*as[uintptr](f.below))
	if f.scratch = libc.Xmalloc(tls, scratchSize); f.scratch == 0 {
		function[methodPlain](f.methods.FxClose)(tls, f.below)
		return lib.SQLITE_NOMEM
	}
	f.buf = memory(f.scratch, scratchSize)
	if rc := f.begin(tls); rc != lib.SQLITE_OK {
		f.end(tls)
		return rc
	}
	live.add(f)
	as[filePart](p).handle = f.handle
	as[filePart](p).methods = live.methods
	return lib.SQLITE_OK
}

// admit refuses every file but the database and its log: rollback journals
// and temporary files would hold pages in clear.
func (v *vfs) admit(tls *libc.TLS, cname uintptr, flags int32) int32 {
	db, name := v.db, libc.GoString(cname)
	db.mu.Lock()
	defer db.mu.Unlock()
	switch {
	case flags&lib.SQLITE_OPEN_MAIN_DB != 0:
		if db.path == "" {
			db.path = name
		}
		if name == db.path {
			return lib.SQLITE_OK
		}
	case flags&lib.SQLITE_OPEN_WAL != 0 && name == db.path+logSuffix && len(db.mains) > 0:
		return db.expectLog(tls, v.base, cname)
	}
	return lib.SQLITE_CANTOPEN
}

// begin looks at a file that was just opened.
func (f *file) begin(tls *libc.TLS) int32 {
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if f.isLog {
		return db.openLog(tls, f)
	}
	return db.openMain(tls, f)
}

func xClose(tls *libc.TLS, p uintptr) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	rc := int32(lib.SQLITE_OK)
	if f.isLog {
		rc = db.flush(tls, f)
	}
	if src := f.settle(tls); rc == lib.SQLITE_OK {
		rc = src
	}
	same := func(g *file) bool { return g == f }
	db.mains, db.logs = slices.DeleteFunc(db.mains, same), slices.DeleteFunc(db.logs, same)
	db.mu.Unlock()
	if erc := f.end(tls); rc == lib.SQLITE_OK {
		rc = erc
	}
	live.remove(f)
	return rc
}

// end closes the file below and gives the scratch memory back, overwritten.
func (f *file) end(tls *libc.TLS) int32 {
	rc := function[methodPlain](f.methods.FxClose)(tls, f.below)
	clear(f.buf)
	libc.Xfree(tls, f.scratch)
	libc.Xfree(tls, f.window.memory)
	return rc
}

// xDelete is called when SQLite has written the log back and drops it.
func xDelete(tls *libc.TLS, pvfs, name uintptr, syncDir int32) int32 {
	return live.owner(pvfs).remove(tls, name, syncDir)
}

func (v *vfs) remove(tls *libc.TLS, name uintptr, syncDir int32) int32 {
	if strings.HasSuffix(libc.GoString(name), logSuffix) {
		if rc := v.db.forgetLog(tls); rc != lib.SQLITE_OK {
			return rc
		}
	}
	base := as[lib.Tsqlite3_vfs](v.base)
	return function[methodDelete](base.FxDelete)(tls, v.base, name, syncDir)
}

// read asks the VFS below for n bytes at offset, into C memory.
func (f *file) read(tls *libc.TLS, to uintptr, n int, offset int64) int32 {
	if w := &f.window; w.holds(offset, n) {
		copy(memory(to, n), memory(w.memory, windowSize)[offset-w.start:])
		return lib.SQLITE_OK
	}
	return function[methodRW](f.methods.FxRead)(tls, f.below, to, int32(n), offset)
}

// write gives the VFS below n bytes of C memory for offset.
func (f *file) write(tls *libc.TLS, from uintptr, n int, offset int64) int32 {
	if rc := f.settle(tls); rc != lib.SQLITE_OK {
		return rc
	}
	f.vfs.db.forget(f)
	return function[methodRW](f.methods.FxWrite)(tls, f.below, from, int32(n), offset)
}

// sync makes the file below durable. flags are SQLite's own.
func (f *file) sync(tls *libc.TLS, flags int32) int32 {
	if rc := f.settle(tls); rc != lib.SQLITE_OK {
		return rc
	}
	return function[methodInt](f.methods.FxSync)(tls, f.below, flags)
}

// truncate cuts the file below to n bytes.
func (f *file) truncate(tls *libc.TLS, n int64) int32 {
	if rc := f.settle(tls); rc != lib.SQLITE_OK {
		return rc
	}
	f.vfs.db.forget(f)
	return function[methodSize](f.methods.FxTruncate)(tls, f.below, n)
}

// length is the size of the file below in bytes.
func (f *file) length(tls *libc.TLS) (int64, int32) {
	at := f.scratch + recordSize
	rc := function[methodPointer](f.methods.FxFileSize)(tls, f.below, at)
	if w := &f.window; w.kept && w.size > 0 {
		return max(*as[int64](at), w.start+w.size), rc
	}
	return *as[int64](at), rc
}

var _ = [1]struct{}{}[filePrefix-unsafe.Sizeof(filePart{})&^(filePrefix-1)] // our part fits
