package cryptvfs

import (
	"bytes"
	"encoding/binary"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// The log is SQLite's write-ahead log (https://sqlite.org/fileformat2.html#walformat)
// with its 32-byte header moved into a block of its own:
//
//	offset        size  content
//	     0          72  head: sealed header (32), mark (8), generation (4); tag 16, nonce 12
//	    72        4024  zero
//	  4096 + 4120*n  4120  frame n: sealed frame header (24) and page (4068); tag 16, nonce 12
//
// The mark is the number of frames that were durable when the head was
// written, big endian: a frame below it that is not whole is damage, one
// behind it may be torn. The generation counts how often the log was begun
// anew; the header of the main file names the one that it needs.
const (
	logHeaderSize   = 32
	frameHeaderSize = 24
	recordSize      = frameHeaderSize + pageSize
	headPlain       = logHeaderSize + 8 + 4
	headSize        = headPlain + reserve
	headBlock       = pageSize
)

// logState is what is known of the log.
type logState struct {
	live   bool // it has a head
	header [logHeaderSize]byte
	mark   int64 // frames known to be durable
	commit int64 // frames up to the last commit written
	// generation is part of each frame's label.
	generation uint32
	// pending is a frame whose header came without its page yet, -1 for none.
	pending int64
	frame   [frameHeaderSize]byte
}

// frameAt is where a frame lies on disk.
func frameAt(n int64) int64 { return headBlock + n*recordSize }

// label numbers a frame.
func (l *logState) label(n int64) int64 { return int64(l.generation)<<32 | n }

// logSize is the size that SQLite sees of a log of n bytes.
func (db *database) logSize(n int64) int64 {
	if !db.log.live {
		return 0
	}
	return logHeaderSize + max(0, n-headBlock)
}

// writeLog takes what SQLite writes to the log: its header, a frame's header,
// or a frame's page.
func (db *database) writeLog(tls *libc.TLS, f *file, src []byte, offset int64) int32 {
	if offset == 0 && len(src) == logHeaderSize {
		return db.beginLog(tls, f, src)
	}
	n, in := (offset-logHeaderSize)/recordSize, (offset-logHeaderSize)%recordSize
	if n != db.log.pending {
		if rc := db.flush(tls, f); rc != lib.SQLITE_OK {
			return rc
		}
	}
	switch {
	case offset < logHeaderSize || !db.log.live:
		return lib.SQLITE_IOERR_WRITE
	case in == 0 && len(src) == frameHeaderSize:
		copy(db.log.frame[:], src)
		db.log.pending = n
		return lib.SQLITE_OK
	case in == frameHeaderSize && len(src) == pageSize:
		return db.writeFrame(tls, f, src, n)
	}
	return lib.SQLITE_IOERR_WRITE
}

// beginLog starts a generation: frames of earlier ones no longer open, so what
// was written back from them must be out.
func (db *database) beginLog(tls *libc.TLS, f *file, header []byte) int32 {
	if rc := db.mains[0].settle(tls); rc != lib.SQLITE_OK {
		return rc
	}
	l := &db.log
	copy(l.header[:], header)
	l.live, l.mark, l.commit, l.pending = true, 0, 0, -1
	l.generation = db.codec.head.generation + 1
	size, rc := f.length(tls)
	if rc == lib.SQLITE_OK && size < headBlock {
		clear(f.buf[:headBlock])
		rc = f.write(tls, f.scratch, headBlock, 0)
	}
	if rc == lib.SQLITE_OK {
		rc = db.writeHead(tls, f)
	}
	return rc
}

// writeHead writes the head, which lies in one sector.
func (db *database) writeHead(tls *libc.TLS, f *file) int32 {
	l, b := &db.log, f.buf[:headSize]
	copy(b, l.header[:])
	binary.BigEndian.PutUint64(b[logHeaderSize:], uint64(l.mark))
	binary.BigEndian.PutUint32(b[logHeaderSize+8:], l.generation)
	db.codec.seal(b, b[:headPlain], &f.label, kindHead, 0)
	return f.write(tls, f.scratch, headSize, 0)
}

// writeFrame writes frame n with a new page, and the header that came just
// before, or else the one that it has.
func (db *database) writeFrame(tls *libc.TLS, f *file, page []byte, n int64) int32 {
	if !bytes.Equal(page[pageSize-reserve:], zeros[:reserve]) {
		return lib.SQLITE_IOERR_WRITE
	}
	if rc := db.unmark(tls, f, n); rc != lib.SQLITE_OK {
		return rc
	}
	record := f.buf[:recordSize]
	if db.log.pending == n {
		copy(record, db.log.frame[:])
		db.log.pending = -1
	} else if rc := db.readFrame(tls, f, n); rc != lib.SQLITE_OK {
		return rc
	}
	copy(record[frameHeaderSize:], page)
	return db.storeFrame(tls, f, n)
}

// unmark takes the mark back, durably, before a frame below it is written
// again: SQLite does that after a commit that failed although it was durable.
func (db *database) unmark(tls *libc.TLS, f *file, n int64) int32 {
	l, before := &db.log, db.log.mark
	if n >= before {
		return lib.SQLITE_OK
	}
	l.mark = n
	rc := db.writeHead(tls, f)
	if rc == lib.SQLITE_OK {
		rc = f.sync(tls, lib.SQLITE_SYNC_NORMAL)
	}
	if rc != lib.SQLITE_OK {
		l.mark = before
	}
	return rc
}

// flush writes a frame header that came alone: SQLite renews checksums so.
func (db *database) flush(tls *libc.TLS, f *file) int32 {
	n := db.log.pending
	if n < 0 {
		return lib.SQLITE_OK
	}
	db.log.pending = -1
	if rc := db.unmark(tls, f, n); rc != lib.SQLITE_OK {
		return rc
	}
	rc := db.readFrame(tls, f, n)
	if rc == lib.SQLITE_IOERR_SHORT_READ {
		return lib.SQLITE_OK // its page never came, so the frame is not used
	}
	if rc != lib.SQLITE_OK {
		return rc
	}
	copy(f.buf, db.log.frame[:])
	return db.storeFrame(tls, f, n)
}

// readFrame reads frame n into the scratch buffer, opened.
func (db *database) readFrame(tls *libc.TLS, f *file, n int64) int32 {
	record, rc := f.readAhead(tls, f.scratch, recordSize, frameAt(n))
	if rc != lib.SQLITE_OK {
		return rc
	}
	if !db.codec.open(f.buf[:recordSize], record, &f.label, kindFrame, db.log.label(n)) {
		return db.damaged(fileLog, n)
	}
	return lib.SQLITE_OK
}

// storeFrame seals the scratch buffer as frame n. The frames of a transaction
// are written with its last.
func (db *database) storeFrame(tls *libc.TLS, f *file, n int64) int32 {
	l, plain := &db.log, f.buf[:recordSize-reserve]
	size := binary.BigEndian.Uint32(plain[4:])
	record, rc := f.room(tls, recordSize, frameAt(n))
	if rc != lib.SQLITE_OK {
		return rc
	}
	db.codec.seal(record, plain, &f.label, kindFrame, l.label(n))
	f.keep(recordSize)
	l.commit = min(l.commit, n)
	if size == 0 {
		return lib.SQLITE_OK
	}
	if rc := f.settle(tls); rc != lib.SQLITE_OK {
		return rc
	}
	l.commit, db.pages = n+1, int64(size) // size is the database's now, in pages
	return lib.SQLITE_OK
}

// syncLog makes the log durable, then says so in the main file's header and
// in its own head. That the head lags behind when power fails is fine.
func (db *database) syncLog(tls *libc.TLS, f *file, flags int32) int32 {
	rc := db.flush(tls, f)
	if rc == lib.SQLITE_OK {
		rc = f.sync(tls, flags)
	}
	l := &db.log
	if rc != lib.SQLITE_OK || !l.live {
		return rc
	}
	if rc := db.mark(tls, true, l.generation); rc != lib.SQLITE_OK {
		return rc
	}
	if l.commit > l.mark {
		l.mark = l.commit
		_ = db.writeHead(tls, f)
	}
	return lib.SQLITE_OK
}

// truncateLog cuts the log; to nothing only when it has been written back.
func (db *database) truncateLog(tls *libc.TLS, f *file, n int64) int32 {
	if rc := db.flush(tls, f); rc != lib.SQLITE_OK {
		return rc
	}
	if n > logHeaderSize {
		return f.truncate(tls, headBlock+n-logHeaderSize)
	}
	if rc := db.mark(tls, false, db.codec.head.generation); rc != lib.SQLITE_OK {
		return rc
	}
	db.log.live = false
	return f.truncate(tls, 0)
}

// forgetLog says in the header that the main file needs no log, before the
// log is deleted.
func (db *database) forgetLog(tls *libc.TLS) int32 {
	db.mu.Lock()
	defer db.mu.Unlock()
	if len(db.mains) == 0 {
		return lib.SQLITE_IOERR_DELETE
	}
	rc := db.mark(tls, false, db.codec.head.generation)
	db.log.live = db.log.live && rc != lib.SQLITE_OK
	return rc
}

// readLog reads part of the log as SQLite wrote it. A frame that is not whole
// is where recovery ends, if it was never durable, and else damage.
func (db *database) readLog(tls *libc.TLS, f *file, dst []byte, offset int64) int32 {
	if rc := db.flush(tls, f); rc != lib.SQLITE_OK {
		return rc
	}
	l := &db.log
	if offset < logHeaderSize {
		clear(dst)
		if !l.live || offset+int64(len(dst)) > logHeaderSize {
			return lib.SQLITE_IOERR_SHORT_READ
		}
		copy(dst, l.header[offset:])
		return lib.SQLITE_OK
	}
	n, in := (offset-logHeaderSize)/recordSize, int((offset-logHeaderSize)%recordSize)
	if in+len(dst) > recordSize {
		return lib.SQLITE_IOERR_READ
	}
	rc := db.readFrame(tls, f, n)
	if rc == lib.SQLITE_OK {
		copy(dst, f.buf[in:])
		return rc
	}
	clear(dst)
	if n < l.mark || in != 0 {
		return db.unread(rc, n)
	}
	if rc == lib.SQLITE_IOERR_DATA {
		db.damage = nil
		return lib.SQLITE_OK
	}
	return rc
}

// unread is the code for a frame that must be there and could not be read.
func (db *database) unread(rc int32, n int64) int32 {
	if rc == lib.SQLITE_IOERR_SHORT_READ {
		return db.damaged(fileLog, n)
	}
	return rc
}
