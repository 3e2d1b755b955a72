package uplink_test

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"ventanilla/sync/uplink"
)

// lingering is a network on which the portal never learns that a connection is
// dead.
type lingering struct {
	mu    sync.Mutex
	conns []net.Conn
}

type deadConn struct{ net.Conn }

// Close tells the portal nothing.
func (c deadConn) Close() error { return c.SetDeadline(time.Now()) }

func (l *lingering) over(c *uplink.Config) {
	c.Transport = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.conns = append(l.conns, conn)
		return deadConn{conn}, nil
	}}
}

func (l *lingering) close() {
	for _, conn := range l.conns {
		_ = conn.Close() // the portal may have been quicker
	}
}

// Flows that died without the portal's having been told make room for new ones.
func TestDeadFlowsMakeRoom(t *testing.T) {
	const more = 20 // than a device may have open
	o := newOffice(t)
	k := enrolled(t, o)
	l := &lingering{}
	defer l.close()
	m := k.cut(k.application(3_000_000)...)
	for range more {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := k.client(l.over).Deliver(ctx, func(uplink.Progress) { cancel() })
		cancel()
		if err == nil {
			t.Fatal("a pass that was broken off says that all is done")
		}
	}
	_, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, m)
}
