package uplink

import (
	"crypto/tls"
	"net"
	"syscall"
	"time"
)

// networked is what the system knows of a connection, and nobody can see from
// outside: what came out of order is not acknowledged before what is missing has
// come too.
type networked struct {
	// bytes are neither known to have arrived nor known to be lost. Those that
	// wait to be sent are among them.
	bytes  int
	silent time.Duration // since the other end was last heard
	trip   time.Duration // smoothed round trip of a segment
}

// connected notes that there is a connection.
func (l *lane) connected(conn net.Conn) {
	if secured, ok := conn.(*tls.Conn); ok {
		conn = secured.NetConn()
	}
	l.plan.mu.Lock()
	defer l.plan.mu.Unlock()
	if socket, ok := conn.(syscall.Conn); ok {
		l.socket, _ = socket.SyscallConn() // without it the flow is seen from outside
	}
	l.hear()
}

// listen asks the system about the connection where round trips are long.
func (l *lane) listen(at time.Time) {
	pace := &l.plan.pace
	if l.socket == nil || pace.trip > 0 && pace.trip < slowTrip {
		return
	}
	t, known := transit(l.socket)
	if !known {
		return
	}
	l.way, l.asked = t.bytes, at
	if heard := at.Add(-t.silent); heard.After(l.heard) {
		pace.segment(t.trip, at)
		l.heardAt(heard)
	}
}

// transit returns how many bytes are in the network: all that are unacknowledged,
// or fewer if the system knows better.
func (l *lane) transit() int {
	all, way := l.bytes(), l.way
	if l.asked.IsZero() {
		return all
	}
	for _, f := range l.flying {
		if f.at.After(l.asked) {
			way += f.size
		}
	}
	return min(all, way)
}
