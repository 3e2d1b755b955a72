package wire

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// Control prepares a socket for a link that loses much, as the Control of a
// [net.Dialer] or [net.ListenConfig]: what is sent again because its loss was
// noticed by the clock alone is sent at even intervals, not at doubled ones, as
// long as little is under way. Systems other than Linux have no such setting.
func Control(_, _ string, conn syscall.RawConn) error {
	return conn.Control(func(fd uintptr) {
		// A system that does not know it is slower, and nothing worse.
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_THIN_LINEAR_TIMEOUTS, 1)
	})
}
