package cryptvfs

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// The main file is pages of 4096 bytes at SQLite's own offsets. Each is
// ciphertext of 4068 bytes, tag and nonce; page 1 starts with the header in
// clear. Page lockPage is where SQLite's locks lie and is never used.
const lockPage = 1<<30/pageSize + 1

// peekSize is what SQLite reads of page 1 before it looks at the log.
const peekSize = 100

// openMain takes a connection's main file in.
func (db *database) openMain(tls *libc.TLS, f *file) (rc int32) {
	if db.size, rc = f.length(tls); rc == lib.SQLITE_OK {
		db.mains = append(db.mains, f)
	}
	return rc
}

// readMain reads n bytes of one page into C memory.
func (db *database) readMain(tls *libc.TLS, f *file, to uintptr, n int, offset int64) int32 {
	number, in := offset/pageSize+1, int(offset%pageSize)
	if in+n > pageSize {
		return lib.SQLITE_IOERR_READ
	}
	if n == pageSize {
		return db.readPage(tls, f, to, number)
	}
	rc := db.readPage(tls, f, f.scratch, number)
	if rc == lib.SQLITE_OK {
		copy(memory(to, n), f.buf[in:])
		return rc
	}
	clear(memory(to, n))
	if offset == 0 && n == peekSize && rc == lib.SQLITE_IOERR_DATA {
		// A page 1 that a power cut tore may lie whole in the log, which
		// SQLite reads next. It fails there if it does not.
		copy(memory(to, n), born[:])
		return lib.SQLITE_OK
	}
	return rc
}

// readPage reads and opens a page into C memory of pageSize bytes.
func (db *database) readPage(tls *libc.TLS, f *file, to uintptr, number int64) int32 {
	page := memory(to, pageSize)
	sealed, rc := f.readAhead(tls, to, pageSize, (number-1)*pageSize)
	switch {
	case rc == lib.SQLITE_IOERR_SHORT_READ:
		clear(page)
		if (number-1)*pageSize < db.size || number <= db.pages || number == 1 {
			return db.damaged(fileDatabase, number)
		}
		return rc // a page that is new: SQLite takes it for zeros
	case rc != lib.SQLITE_OK:
		return rc
	case !db.codec.openPage(page, sealed, &f.label, number):
		clear(page)
		return db.damaged(fileDatabase, number)
	}
	return lib.SQLITE_OK
}

// writeMain seals and writes one page.
func (db *database) writeMain(tls *libc.TLS, f *file, page []byte, offset int64) int32 {
	if len(page) != pageSize || offset%pageSize != 0 {
		return lib.SQLITE_IOERR_WRITE
	}
	if rc := db.fill(tls, f, offset); rc != lib.SQLITE_OK {
		return rc
	}
	return db.writePage(tls, f, page, offset/pageSize+1)
}

func (db *database) writePage(tls *libc.TLS, f *file, page []byte, number int64) int32 {
	sealed, rc := f.room(tls, pageSize, (number-1)*pageSize)
	if rc != lib.SQLITE_OK {
		return rc
	}
	if !db.codec.sealPage(sealed, page, &f.label, number) {
		return lib.SQLITE_IOERR_WRITE
	}
	f.keep(pageSize)
	db.size = max(db.size, number*pageSize)
	return lib.SQLITE_OK
}

// fill writes sealed zeros where a write past the end would leave a hole, so
// that a page of zeros on disk is always damage.
func (db *database) fill(tls *libc.TLS, f *file, offset int64) int32 {
	for number := db.size/pageSize + 1; (number-1)*pageSize < offset; number++ {
		if number == lockPage {
			continue
		}
		if rc := db.writePage(tls, f, zeros[:], number); rc != lib.SQLITE_OK {
			return rc
		}
	}
	return lib.SQLITE_OK
}

// truncateMain cuts the file, at a page.
func (db *database) truncateMain(tls *libc.TLS, f *file, n int64) int32 {
	rc := f.truncate(tls, n)
	if rc == lib.SQLITE_OK {
		db.size = n
		db.pages = min(db.pages, n/pageSize)
	}
	return rc
}

// mark sets or clears the header's word that the main file needs the log of a
// generation, and makes it durable. The header lies in one sector, apart from
// everything that the tag of page 1 covers, so a power cut leaves the old word
// or the new.
func (db *database) mark(tls *libc.TLS, log bool, generation uint32) int32 {
	h := db.codec.head
	if h.log == log && h.generation == generation {
		return lib.SQLITE_OK
	}
	h.log, h.generation = log, generation
	f := db.mains[0]
	h.put(f.buf, db.codec.headKey)
	rc := f.write(tls, f.scratch, headerSize, 0)
	if rc == lib.SQLITE_OK {
		rc = f.sync(tls, lib.SQLITE_SYNC_NORMAL)
	}
	if rc == lib.SQLITE_OK {
		db.codec.head = h
	}
	return rc
}

// reread takes the header as it is on disk now, under SQLite's lock.
func (db *database) reread(tls *libc.TLS) int32 {
	f := db.mains[0]
	if rc := f.read(tls, f.scratch, headerSize, 0); rc != lib.SQLITE_OK {
		return rc
	}
	h, err := parseHeader(f.buf[:headerSize])
	if err != nil || h.salt != db.codec.head.salt || !h.proves(db.codec.headKey) {
		return db.damaged(fileDatabase, 0)
	}
	db.codec.head = h
	return lib.SQLITE_OK
}
