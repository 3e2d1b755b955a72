package cryptvfs

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// This file is added to a copy of the package by suite.sh. It makes a VFS the
// default of the process which lays each new database as Create does and opens
// it through the package. What the package refuses, but SQLite's own tests
// need, goes to the VFS below: databases that are plain already, rollback
// journals, and temporary files.
var suite struct {
	mu   sync.Mutex
	base uintptr
	self uintptr
	vfs  map[string]*vfs // by path
}

var suiteKey = bytes.Repeat([]byte{1}, KeySize)

// MakeDefault registers the VFS.
func MakeDefault() {
	live.mu.Lock()
	defer live.mu.Unlock()
	if err := live.start(); err != nil {
		panic(err)
	}
	suite.vfs = map[string]*vfs{}
	suite.base = lib.Xsqlite3_vfs_find(live.tls, 0)
	suite.self = libc.Xmalloc(live.tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	d := as[lib.Tsqlite3_vfs](suite.self)
	*d = *as[lib.Tsqlite3_vfs](suite.base)
	d.FzName, _ = libc.CString("cryptvfs")
	d.FpNext = 0
	d.FszOsFile += filePrefix
	d.FxOpen, d.FxDelete = pointer(suiteOpen), pointer(suiteDelete)
	lib.Xsqlite3_vfs_register(live.tls, suite.self, 1)
}

// Opened counts the databases that were opened through the package.
var Opened int

func suiteOpen(tls *libc.TLS, _, name, p uintptr, flags int32, out uintptr) int32 {
	as[filePart](p).methods = 0
	if v := suiteVFS(name, flags); v != nil {
		return v.open(tls, name, p, flags, out)
	}
	base := as[lib.Tsqlite3_vfs](suite.base)
	return function[methodOpen](base.FxOpen)(tls, suite.base, name, p, flags, out)
}

func suiteDelete(tls *libc.TLS, _, name uintptr, syncDir int32) int32 {
	suite.mu.Lock()
	v := suite.vfs[strings.TrimSuffix(libc.GoString(name), logSuffix)]
	suite.mu.Unlock()
	if v != nil && strings.HasSuffix(libc.GoString(name), logSuffix) {
		return v.remove(tls, name, syncDir)
	}
	base := as[lib.Tsqlite3_vfs](suite.base)
	return function[methodDelete](base.FxDelete)(tls, suite.base, name, syncDir)
}

// suiteVFS is the VFS of a database or a log, nil for what goes below.
func suiteVFS(cname uintptr, flags int32) *vfs {
	suite.mu.Lock()
	defer suite.mu.Unlock()
	name := libc.GoString(cname)
	switch {
	case flags&lib.SQLITE_OPEN_WAL != 0:
		return suite.vfs[strings.TrimSuffix(name, logSuffix)]
	case flags&lib.SQLITE_OPEN_MAIN_DB == 0 || name == "":
		return nil
	}
	if v := suite.vfs[name]; v != nil && len(v.db.mains) > 0 {
		return v
	}
	delete(suite.vfs, name)
	info, err := os.Stat(name)
	if fresh := errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0; fresh && flags&lib.SQLITE_OPEN_CREATE != 0 {
		_ = os.Remove(name)
		_ = os.Remove(name + logSuffix)
		if create(name, suiteKey, "") != nil {
			return nil
		}
	}
	head, err := readHeader(name)
	if err != nil {
		return nil
	}
	c, err := newCodec(head, suiteKey)
	if err != nil {
		return nil
	}
	v := &vfs{name: "cryptvfs", base: suite.base, self: suite.self, path: name, db: &database{codec: c}}
	suite.vfs[name] = v
	Opened++
	return v
}
