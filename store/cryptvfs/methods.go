package cryptvfs

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// methods is the table that SQLite calls for every file of ours. Version 2
// has shared memory but no memory maps, which would show pages as they are on
// disk.
func methods() lib.Tsqlite3_io_methods {
	return lib.Tsqlite3_io_methods{
		FiVersion:               2,
		FxClose:                 pointer(xClose),
		FxRead:                  pointer(xRead),
		FxWrite:                 pointer(xWrite),
		FxTruncate:              pointer(xTruncate),
		FxSync:                  pointer(xSync),
		FxFileSize:              pointer(xFileSize),
		FxLock:                  pointer(xLock),
		FxUnlock:                pointer(xUnlock),
		FxCheckReservedLock:     pointer(xCheckReservedLock),
		FxFileControl:           pointer(xFileControl),
		FxSectorSize:            pointer(xSectorSize),
		FxDeviceCharacteristics: pointer(xDeviceCharacteristics),
		FxShmMap:                pointer(xShmMap),
		FxShmLock:               pointer(xShmLock),
		FxShmBarrier:            pointer(xShmBarrier),
		FxShmUnmap:              pointer(xShmUnmap),
	}
}

func xRead(tls *libc.TLS, p, to uintptr, n int32, offset int64) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if f.isLog {
		return db.readLog(tls, f, memory(to, int(n)), offset)
	}
	return db.readMain(tls, f, to, int(n), offset)
}

func xWrite(tls *libc.TLS, p, from uintptr, n int32, offset int64) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if f.isLog {
		return db.writeLog(tls, f, memory(from, int(n)), offset)
	}
	return db.writeMain(tls, f, memory(from, int(n)), offset)
}

func xTruncate(tls *libc.TLS, p uintptr, n int64) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if f.isLog {
		return db.truncateLog(tls, f, n)
	}
	return db.truncateMain(tls, f, n)
}

func xSync(tls *libc.TLS, p uintptr, flags int32) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if f.isLog {
		return db.syncLog(tls, f, flags)
	}
	return f.sync(tls, flags)
}

func xFileSize(tls *libc.TLS, p, to uintptr) int32 {
	f := live.file(p)
	db := f.vfs.db
	db.mu.Lock()
	defer db.mu.Unlock()
	n, rc := f.length(tls)
	if f.isLog {
		n = db.logSize(n)
	}
	*as[int64](to) = n
	return rc
}

// xDeviceCharacteristics keeps what stays true when bytes are sealed. Writing
// to one sector still leaves its neighbours alone; no write is atomic.
func xDeviceCharacteristics(tls *libc.TLS, p uintptr) int32 {
	f := live.file(p)
	c := function[methodPlain](f.methods.FxDeviceCharacteristics)(tls, f.below)
	return c&(lib.SQLITE_IOCAP_SAFE_APPEND|lib.SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN) | lib.SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

// The rest is the VFS's below.

func xLock(tls *libc.TLS, p uintptr, level int32) int32 {
	f := live.file(p)
	return function[methodInt](f.methods.FxLock)(tls, f.below, level)
}

func xUnlock(tls *libc.TLS, p uintptr, level int32) int32 {
	f := live.file(p)
	return function[methodInt](f.methods.FxUnlock)(tls, f.below, level)
}

func xCheckReservedLock(tls *libc.TLS, p, out uintptr) int32 {
	f := live.file(p)
	return function[methodPointer](f.methods.FxCheckReservedLock)(tls, f.below, out)
}

func xFileControl(tls *libc.TLS, p uintptr, op int32, arg uintptr) int32 {
	f := live.file(p)
	return function[methodControl](f.methods.FxFileControl)(tls, f.below, op, arg)
}

func xSectorSize(tls *libc.TLS, p uintptr) int32 {
	f := live.file(p)
	return function[methodPlain](f.methods.FxSectorSize)(tls, f.below)
}

func xShmMap(tls *libc.TLS, p uintptr, region, size, extend int32, out uintptr) int32 {
	f := live.file(p)
	return function[methodMap](f.methods.FxShmMap)(tls, f.below, region, size, extend, out)
}

func xShmLock(tls *libc.TLS, p uintptr, offset, n, flags int32) int32 {
	f := live.file(p)
	return function[methodLock](f.methods.FxShmLock)(tls, f.below, offset, n, flags)
}

func xShmBarrier(tls *libc.TLS, p uintptr) {
	f := live.file(p)
	function[methodBarrier](f.methods.FxShmBarrier)(tls, f.below)
}

func xShmUnmap(tls *libc.TLS, p uintptr, remove int32) int32 {
	f := live.file(p)
	return function[methodInt](f.methods.FxShmUnmap)(tls, f.below, remove)
}
