package cryptvfs

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// registry finds the Go side of what SQLite holds. It is the one global of
// the package: SQLite calls functions that capture nothing.
type registry struct {
	mu      sync.Mutex
	tls     *libc.TLS               // for registering; used under mu
	methods uintptr                 // the io_methods of every file of ours, in C memory
	serial  int                     // of VFS names
	vfs     map[uintptr]*vfs        // by sqlite3_vfs
	files   atomic.Pointer[[]*file] // by the handle in each sqlite3_file
}

var live = registry{vfs: map[uintptr]*vfs{}}

// vfs is one registered SQLite VFS, which serves one database.
type vfs struct {
	name  string
	self  uintptr // sqlite3_vfs
	base  uintptr // the sqlite3_vfs below
	cname uintptr
	path  string // of the database, to refuse a second opening in this process
	db    *database

	files  int  // open ones; under live.mu
	closed bool // under live.mu
}

// start readies what all VFSes share. live.mu is held.
func (r *registry) start() error {
	if r.methods != 0 {
		return nil
	}
	tls := libc.NewTLS()
	if rc := lib.Xsqlite3_initialize(tls); rc != lib.SQLITE_OK {
		return fmt.Errorf("initialize sqlite: code %d", rc)
	}
	if rc := lib.Xsqlite3_auto_extension(tls, pointer(guardConnection)); rc != lib.SQLITE_OK {
		return fmt.Errorf("register guard: code %d", rc)
	}
	m := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	if m == 0 {
		return fmt.Errorf("register methods: out of memory")
	}
	*as[lib.Tsqlite3_io_methods](m) = methods()
	r.files.Store(new([]*file))
	r.tls, r.methods = tls, m
	return nil
}

// register makes a VFS for db above the VFS called base.
func (r *registry) register(base, path string, db *database) (*vfs, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.start(); err != nil {
		return nil, err
	}
	if err := r.claimed(path); err != nil {
		return nil, err
	}
	v := &vfs{db: db, path: path}
	if v.base = r.find(base); v.base == 0 {
		return nil, fmt.Errorf("find vfs %q below", base)
	}
	r.serial++
	v.name = fmt.Sprintf("cryptvfs-%d", r.serial)
	var err error
	if v.cname, err = libc.CString(v.name); err != nil {
		return nil, err
	}
	if err := v.describe(r.tls); err != nil {
		return nil, err
	}
	r.vfs[v.self] = v
	return v, nil
}

// find looks a VFS up by name; empty is the default.
func (r *registry) find(name string) uintptr {
	if name == "" {
		return lib.Xsqlite3_vfs_find(r.tls, 0)
	}
	c, err := libc.CString(name)
	if err != nil {
		return 0
	}
	defer libc.Xfree(r.tls, c)
	return lib.Xsqlite3_vfs_find(r.tls, c)
}

// describe registers a copy of the VFS below in which only opening and
// deleting are ours; locks, names, time and randomness stay the system's.
func (v *vfs) describe(tls *libc.TLS) error {
	v.self = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	if v.self == 0 {
		return fmt.Errorf("register vfs: out of memory")
	}
	d := as[lib.Tsqlite3_vfs](v.self)
	*d = *as[lib.Tsqlite3_vfs](v.base)
	d.FzName, d.FpNext = v.cname, 0
	d.FszOsFile += filePrefix
	d.FxOpen = pointer(xOpen)
	d.FxDelete = pointer(xDelete)
	if rc := lib.Xsqlite3_vfs_register(tls, v.self, 0); rc != lib.SQLITE_OK {
		return fmt.Errorf("register vfs: code %d", rc)
	}
	return nil
}

// release unregisters v once it is closed and its last file is.
func (r *registry) release(v *vfs) {
	if !v.closed || v.files > 0 || r.vfs[v.self] == nil {
		return
	}
	delete(r.vfs, v.self)
	lib.Xsqlite3_vfs_unregister(r.tls, v.self)
	libc.Xfree(r.tls, v.self)
	libc.Xfree(r.tls, v.cname)
	v.db.codec.clear()
}

// close ends the use of v.
func (r *registry) close(v *vfs) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.closed = true
	r.release(v)
}

// claimed reports ErrInUse if the file at path is open here already. A second
// look at an open file is not harmless: on POSIX systems closing it would drop
// the locks that the first opening holds.
func claimed(path string) error {
	live.mu.Lock()
	defer live.mu.Unlock()
	return live.claimed(path)
}

func (r *registry) claimed(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return nil // whoever opens it will say why
	}
	for _, v := range r.vfs {
		if other, err := os.Stat(v.path); err == nil && os.SameFile(info, other) {
			return ErrInUse
		}
	}
	return nil
}

// add gives f a handle.
func (r *registry) add(f *file) {
	r.mu.Lock()
	defer r.mu.Unlock()
	files := append([]*file(nil), *r.files.Load()...)
	handle := 0
	for handle < len(files) && files[handle] != nil {
		handle++
	}
	if handle == len(files) {
		files = append(files, nil)
	}
	files[handle], f.handle = f, uintptr(handle)
	f.vfs.files++
	r.files.Store(&files)
}

// remove takes the handle of f back.
func (r *registry) remove(f *file) {
	r.mu.Lock()
	defer r.mu.Unlock()
	files := append([]*file(nil), *r.files.Load()...)
	files[f.handle] = nil
	f.vfs.files--
	r.files.Store(&files)
	r.release(f.vfs)
}

// file is the Go side of the sqlite3_file at p.
func (r *registry) file(p uintptr) *file {
	return (*r.files.Load())[as[filePart](p).handle]
}

// find the vfs of a sqlite3_vfs.
func (r *registry) owner(p uintptr) *vfs {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.vfs[p]
}
