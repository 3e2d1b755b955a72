package uplink

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// transit asks the system what a connection has in the network. It reports false
// if the system does not say.
func transit(conn syscall.RawConn) (t networked, known bool) {
	err := conn.Control(func(fd uintptr) {
		info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO)
		if err != nil {
			return
		}
		segments := int(info.Unacked) - int(info.Sacked) - int(info.Lost) + int(info.Retrans)
		t.bytes = max(segments, 0)*int(info.Snd_mss) + int(info.Notsent_bytes)
		t.silent = time.Duration(info.Last_ack_recv) * time.Millisecond
		t.trip = time.Duration(info.Rtt) * time.Microsecond
		known = true
	})
	return t, known && err == nil
}
