package cryptvfs

import (
	"bytes"
	"encoding/binary"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// expectLog refuses to let SQLite make an empty log where the header says
// that there must be one. It runs under SQLite's lock.
func (db *database) expectLog(tls *libc.TLS, base, name uintptr) int32 {
	if rc := db.reread(tls); rc != lib.SQLITE_OK {
		return rc
	}
	if !db.codec.head.log || db.salvage {
		return lib.SQLITE_OK
	}
	out := db.mains[0].scratch + recordSize
	access := function[methodAccess](as[lib.Tsqlite3_vfs](base).FxAccess)
	rc := access(tls, base, name, lib.SQLITE_ACCESS_EXISTS, out)
	if rc == lib.SQLITE_OK && *as[int32](out) == 0 {
		return db.damaged(fileLog, -1)
	}
	return rc
}

// openLog reads the head of the log and proves all that was durable.
func (db *database) openLog(tls *libc.TLS, f *file) int32 {
	if len(db.logs) > 0 {
		db.logs = append(db.logs, f)
		return lib.SQLITE_OK
	}
	l := &db.log
	*l = logState{pending: -1}
	rc := db.readHead(tls, f)
	if rc == lib.SQLITE_OK && l.live {
		rc = db.proveFrames(tls, f)
	}
	if rc == lib.SQLITE_IOERR_DATA && db.salvage {
		db.damage, l.mark, l.commit = nil, 0, 0
		rc = lib.SQLITE_OK
	}
	if rc == lib.SQLITE_OK {
		db.logs = append(db.logs, f)
	}
	return rc
}

// readHead reads the first block. Zeros are a head that never became durable,
// which is fine while the main file needs no log.
func (db *database) readHead(tls *libc.TLS, f *file) int32 {
	rc := f.read(tls, f.scratch, headBlock, 0)
	if rc != lib.SQLITE_OK && rc != lib.SQLITE_IOERR_SHORT_READ {
		return rc
	}
	if bytes.Equal(f.buf[:headSize], zeros[:headSize]) && !db.codec.head.log {
		return lib.SQLITE_OK
	}
	if !bytes.Equal(f.buf[headSize:headBlock], zeros[headSize:]) || !db.codec.open(f.buf[:headSize], f.buf[:headSize], &f.label, kindHead, 0) {
		return db.damaged(fileLog, -1)
	}
	return db.takeHead(f.buf[:headPlain])
}

// takeHead reads an opened head. The generation is the one that the header of
// the main file names, or the next if power failed before that was written;
// any other is an older log of the same database.
func (db *database) takeHead(b []byte) int32 {
	l := &db.log
	copy(l.header[:], b)
	l.mark = int64(binary.BigEndian.Uint64(b[logHeaderSize:]))
	l.generation = binary.BigEndian.Uint32(b[logHeaderSize+8:])
	if g := db.codec.head.generation; l.generation != g && l.generation != g+1 {
		return db.damaged(fileLog, -1)
	}
	l.live, l.commit = true, l.mark
	return lib.SQLITE_OK
}

// proveFrames reads every frame below the mark: each must open and carry on
// SQLite's chain of checksums, or recovery would end there in silence.
func (db *database) proveFrames(tls *libc.TLS, f *file) int32 {
	l := &db.log
	sum := newChecksum(l.header[:])
	for n := int64(0); n < l.mark; n++ {
		if rc := db.readFrame(tls, f, n); rc != lib.SQLITE_OK {
			return db.unread(rc, n)
		}
		sum.add(f.buf[:8])
		sum.add(f.buf[frameHeaderSize:recordSize])
		if !sum.matches(f.buf[16:frameHeaderSize]) || !bytes.Equal(f.buf[8:16], l.header[16:24]) {
			return db.damaged(fileLog, n)
		}
		if size := binary.BigEndian.Uint32(f.buf[4:]); size != 0 {
			db.pages = int64(size)
		}
	}
	return lib.SQLITE_OK
}

// checksum is the running checksum of SQLite's log,
// https://sqlite.org/fileformat2.html#checksum_algorithm.
type checksum struct {
	a, b  uint32
	order binary.ByteOrder
}

// newChecksum starts from the log's header, which names the byte order.
func newChecksum(header []byte) *checksum {
	c := &checksum{
		a:     binary.BigEndian.Uint32(header[24:]),
		b:     binary.BigEndian.Uint32(header[28:]),
		order: binary.LittleEndian,
	}
	if header[3]&1 != 0 {
		c.order = binary.BigEndian
	}
	return c
}

func (c *checksum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		c.a += c.order.Uint32(b) + c.b
		c.b += c.order.Uint32(b[4:]) + c.a
	}
}

func (c *checksum) matches(b []byte) bool {
	return binary.BigEndian.Uint32(b) == c.a && binary.BigEndian.Uint32(b[4:]) == c.b
}
