package cryptvfs

import (
	"strings"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// guardConnection is called by SQLite for each new connection of the process
// and puts the authorizer on those that use a VFS of ours.
func guardConnection(tls *libc.TLS, db, _, _ uintptr) int32 {
	out := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(uintptr(0))))
	name, err := libc.CString("main")
	if out == 0 || err != nil {
		return lib.SQLITE_NOMEM
	}
	defer libc.Xfree(tls, out)
	defer libc.Xfree(tls, name)
	*as[uintptr](out) = 0
	lib.Xsqlite3_file_control(tls, db, name, lib.SQLITE_FCNTL_VFS_POINTER, out)
	if live.owner(*as[uintptr](out)) == nil {
		return lib.SQLITE_OK
	}
	return lib.Xsqlite3_set_authorizer(tls, db, pointer(authorize), 0)
}

// authorize refuses the statements that would write pages in clear or give up
// the log: ATTACH, which VACUUM INTO uses too, of anything but the nameless
// database that a plain VACUUM works in, and a journal mode other than WAL.
func authorize(_ *libc.TLS, _ uintptr, action int32, first, second, _, _ uintptr) int32 {
	switch action {
	case lib.SQLITE_ATTACH:
		if first == 0 || libc.GoString(first) != "" {
			return lib.SQLITE_DENY
		}
	case lib.SQLITE_PRAGMA:
		if strings.EqualFold(libc.GoString(first), "journal_mode") && second != 0 &&
			!strings.EqualFold(libc.GoString(second), "wal") {
			return lib.SQLITE_DENY
		}
	}
	return lib.SQLITE_OK
}
