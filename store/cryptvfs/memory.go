package cryptvfs

import (
	"unsafe"

	"modernc.org/libc"
)

// SQLite, translated to Go, keeps its world in C memory: memory outside the
// garbage collector, addressed by uintptr. Three rules keep this safe, also
// under the race detector and checkptr: no address of Go memory is ever given
// to it but that of a function which captures nothing; scratch buffers are C
// memory, because Go stacks move; and C memory is turned into slices only here.

// at turns an address in C memory into a pointer. It is not inlined because
// Go 1.26's compiler fails on a copy whose source it then takes for a number.
//
//go:noinline
func at(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// as reads the T at an address in C memory.
func as[T any](p uintptr) *T { return (*T)(at(p)) }

// memory is the n bytes of C memory at p.
func memory(p uintptr, n int) []byte { return unsafe.Slice((*byte)(at(p)), n) }

// pointer is the C function pointer of f, which must capture nothing.
func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// function is the Go function behind a C function pointer.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

// The signatures of SQLite's methods, https://sqlite.org/c3ref/io_methods.html
// and https://sqlite.org/c3ref/vfs.html.
type (
	methodOpen    = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	methodDelete  = func(*libc.TLS, uintptr, uintptr, int32) int32
	methodAccess  = func(*libc.TLS, uintptr, uintptr, int32, uintptr) int32
	methodRW      = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	methodSize    = func(*libc.TLS, uintptr, int64) int32
	methodPlain   = func(*libc.TLS, uintptr) int32
	methodInt     = func(*libc.TLS, uintptr, int32) int32
	methodPointer = func(*libc.TLS, uintptr, uintptr) int32
	methodControl = func(*libc.TLS, uintptr, int32, uintptr) int32
	methodMap     = func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32
	methodLock    = func(*libc.TLS, uintptr, int32, int32, int32) int32
	methodBarrier = func(*libc.TLS, uintptr)
)
