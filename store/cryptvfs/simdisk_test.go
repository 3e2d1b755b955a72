package cryptvfs

import (
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// OpKind is a call to the disk.
type OpKind string

// The calls that a SimDisk shows.
const (
	OpOpen     OpKind = "open"
	OpRead     OpKind = "read"
	OpWrite    OpKind = "write"
	OpTruncate OpKind = "truncate"
	OpSync     OpKind = "sync"
	OpSize     OpKind = "size"
	OpDelete   OpKind = "delete"
	OpAccess   OpKind = "access"
	OpClose    OpKind = "close"
)

// Op is one call, before it is made.
type Op struct {
	Kind   OpKind
	Path   string
	Offset int64 // of a read or write; the size of a truncate
	Data   []byte
}

// SimDisk is a VFS below ours that shows each call to Hook. A code other than
// 0 becomes the result of the call, which is then not made; but a write of
// which Hook shortened Data is made as far as that, whatever its result.
type SimDisk struct {
	Hook func(*Op) int32
	name string
	base uintptr
	open atomic.Int64 // files
}

type simFile struct {
	disk *SimDisk
	path string
	m    *lib.Tsqlite3_io_methods
}

var sim struct {
	mu      sync.Mutex
	methods uintptr
	serial  int
	disks   map[uintptr]*SimDisk
	files   map[uintptr]*simFile
}

// NewSimDisk registers a simulated disk, for the life of the process.
func NewSimDisk() *SimDisk {
	live.mu.Lock()
	defer live.mu.Unlock()
	sim.mu.Lock()
	defer sim.mu.Unlock()
	if err := live.start(); err != nil {
		panic(err)
	}
	if sim.methods == 0 {
		sim.disks, sim.files = map[uintptr]*SimDisk{}, map[uintptr]*simFile{}
		sim.methods = libc.Xmalloc(live.tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
		*as[lib.Tsqlite3_io_methods](sim.methods) = simMethods()
	}
	sim.serial++
	d := &SimDisk{name: fmt.Sprint("simdisk-", sim.serial), base: lib.Xsqlite3_vfs_find(live.tls, 0)}
	v := libc.Xmalloc(live.tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	t := as[lib.Tsqlite3_vfs](v)
	*t = *as[lib.Tsqlite3_vfs](d.base)
	t.FzName, _ = libc.CString(d.name)
	t.FpNext = 0
	t.FszOsFile += filePrefix
	t.FxOpen, t.FxDelete, t.FxAccess = pointer(simOpen), pointer(simDelete), pointer(simAccess)
	sim.disks[v] = d
	lib.Xsqlite3_vfs_register(live.tls, v, 0)
	return d
}

// Open is the package's Open on this disk.
func (d *SimDisk) Open(path string, key []byte, opts Options) (*sql.DB, error) {
	return openOn(d.name, path, key, opts)
}

// OpenFiles counts the files that are open.
func (d *SimDisk) OpenFiles() int64 { return d.open.Load() }

func (d *SimDisk) show(op *Op) int32 {
	if d.Hook == nil {
		return lib.SQLITE_OK
	}
	return d.Hook(op)
}

// simDisk finds the disk of a VFS, or below a VFS of ours, whose other methods
// are copies of the disk's.
func simDisk(v uintptr) *SimDisk {
	if ours := live.owner(v); ours != nil {
		v = ours.base
	}
	sim.mu.Lock()
	defer sim.mu.Unlock()
	return sim.disks[v]
}

func simFileAt(p uintptr) *simFile {
	sim.mu.Lock()
	defer sim.mu.Unlock()
	return sim.files[p]
}

func simOpen(tls *libc.TLS, v, name, p uintptr, flags int32, out uintptr) int32 {
	as[filePart](p).methods = 0
	f := &simFile{disk: simDisk(v), path: libc.GoString(name)}
	if rc := f.disk.show(&Op{Kind: OpOpen, Path: f.path}); rc != lib.SQLITE_OK {
		return rc
	}
	base := as[lib.Tsqlite3_vfs](f.disk.base)
	rc := function[methodOpen](base.FxOpen)(tls, f.disk.base, name, p+filePrefix, flags, out)
	if rc != lib.SQLITE_OK {
		return rc
	}
	f.m = as[lib.Tsqlite3_io_methods](*as[uintptr](p + filePrefix))
	as[filePart](p).methods = sim.methods
	f.disk.open.Add(1)
	sim.mu.Lock()
	defer sim.mu.Unlock()
	sim.files[p] = f
	return rc
}

func simDelete(tls *libc.TLS, v, name uintptr, syncDir int32) int32 {
	d := simDisk(v)
	if rc := d.show(&Op{Kind: OpDelete, Path: libc.GoString(name)}); rc != lib.SQLITE_OK {
		return rc
	}
	return function[methodDelete](as[lib.Tsqlite3_vfs](d.base).FxDelete)(tls, d.base, name, syncDir)
}

func simAccess(tls *libc.TLS, v, name uintptr, flags int32, out uintptr) int32 {
	d := simDisk(v)
	if rc := d.show(&Op{Kind: OpAccess, Path: libc.GoString(name)}); rc != lib.SQLITE_OK {
		return rc
	}
	return function[methodAccess](as[lib.Tsqlite3_vfs](d.base).FxAccess)(tls, d.base, name, flags, out)
}

func simMethods() lib.Tsqlite3_io_methods {
	return lib.Tsqlite3_io_methods{
		FiVersion: 1,
		FxClose:   pointer(simClose), FxRead: pointer(simRead), FxWrite: pointer(simWrite), FxTruncate: pointer(simTruncate),
		FxSync: pointer(simSync), FxFileSize: pointer(simSize), FxLock: pointer(simLock), FxUnlock: pointer(simUnlock),
		FxCheckReservedLock: pointer(simReserved), FxFileControl: pointer(simControl), FxSectorSize: pointer(simSector),
		FxDeviceCharacteristics: pointer(simDevice),
	}
}

func simClose(tls *libc.TLS, p uintptr) int32 {
	f := simFileAt(p)
	rc := f.disk.show(&Op{Kind: OpClose, Path: f.path})
	if brc := function[methodPlain](f.m.FxClose)(tls, p+filePrefix); rc == lib.SQLITE_OK {
		rc = brc
	}
	f.disk.open.Add(-1)
	sim.mu.Lock()
	defer sim.mu.Unlock()
	delete(sim.files, p)
	return rc
}

func simRead(tls *libc.TLS, p, to uintptr, n int32, offset int64) int32 {
	f := simFileAt(p)
	if rc := f.disk.show(&Op{Kind: OpRead, Path: f.path, Offset: offset}); rc != lib.SQLITE_OK {
		clear(memory(to, int(n)))
		return rc
	}
	return function[methodRW](f.m.FxRead)(tls, p+filePrefix, to, n, offset)
}

func simWrite(tls *libc.TLS, p, from uintptr, n int32, offset int64) int32 {
	f := simFileAt(p)
	op := &Op{Kind: OpWrite, Path: f.path, Offset: offset, Data: memory(from, int(n))}
	rc := f.disk.show(op)
	if rc != lib.SQLITE_OK && len(op.Data) == int(n) {
		return rc
	}
	brc := function[methodRW](f.m.FxWrite)(tls, p+filePrefix, from, int32(len(op.Data)), offset)
	if rc == lib.SQLITE_OK {
		rc = brc
	}
	return rc
}

func simTruncate(tls *libc.TLS, p uintptr, n int64) int32 {
	f := simFileAt(p)
	if rc := f.disk.show(&Op{Kind: OpTruncate, Path: f.path, Offset: n}); rc != lib.SQLITE_OK {
		return rc
	}
	return function[methodSize](f.m.FxTruncate)(tls, p+filePrefix, n)
}

// simSync does not wait for the real disk: what would be lost is simulated.
func simSync(_ *libc.TLS, p uintptr, _ int32) int32 {
	f := simFileAt(p)
	return f.disk.show(&Op{Kind: OpSync, Path: f.path})
}

func simSize(tls *libc.TLS, p, out uintptr) int32 {
	f := simFileAt(p)
	if rc := f.disk.show(&Op{Kind: OpSize, Path: f.path}); rc != lib.SQLITE_OK {
		return rc
	}
	return function[methodPointer](f.m.FxFileSize)(tls, p+filePrefix, out)
}

func simLock(tls *libc.TLS, p uintptr, level int32) int32 {
	return function[methodInt](simFileAt(p).m.FxLock)(tls, p+filePrefix, level)
}

func simUnlock(tls *libc.TLS, p uintptr, level int32) int32 {
	return function[methodInt](simFileAt(p).m.FxUnlock)(tls, p+filePrefix, level)
}

func simReserved(tls *libc.TLS, p, out uintptr) int32 {
	return function[methodPointer](simFileAt(p).m.FxCheckReservedLock)(tls, p+filePrefix, out)
}

func simControl(tls *libc.TLS, p uintptr, op int32, arg uintptr) int32 {
	return function[methodControl](simFileAt(p).m.FxFileControl)(tls, p+filePrefix, op, arg)
}

func simSector(tls *libc.TLS, p uintptr) int32 {
	return function[methodPlain](simFileAt(p).m.FxSectorSize)(tls, p+filePrefix)
}

func simDevice(tls *libc.TLS, p uintptr) int32 {
	return function[methodPlain](simFileAt(p).m.FxDeviceCharacteristics)(tls, p+filePrefix)
}
