package uplink_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"ventanilla/sync/uplink"
)

// link is a network in memory, to be used in a testing/synctest bubble: so many
// bytes a second either way over all connections together, and a delay. When it
// goes down, all connections of that moment are dead for ever, and nobody is told.
type link struct {
	rate  int           // bytes a second, 0 for no limit
	delay time.Duration // one way
	queue int           // bytes that may wait to be sent, more are lost; 0 for no limit
	loss  float64       // of each segment, 0 to 1; it comes again as TCP sends it again
	up    time.Duration // how long it works at a time; 0 for always
	down  time.Duration // how long it does not

	start    time.Time
	accepted chan net.Conn
	closed   chan struct{}
	once     sync.Once
	mu       sync.Mutex
	dice     *rand.Rand
	busy     [2]time.Time // until when each direction is sending
	sent     [2]int64     // bytes taken in, the kiosk's first
	dials    int
	carriers sync.WaitGroup // end when both ends are closed
}

const (
	upward   = 0
	downward = 1
	segment  = 1400 // bytes sent at once
)

func newLink(t *testing.T, l *link) *link {
	t.Cleanup(l.carriers.Wait)
	l.dice = rand.New(rand.NewPCG(1, 2))
	l.start, l.accepted, l.closed = time.Now(), make(chan net.Conn), make(chan struct{})
	return l
}

func (l *link) Accept() (net.Conn, error) {
	select {
	case c := <-l.accepted:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *link) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *link) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 80} }

// transport makes requests over the link.
func (l *link) transport() *http.Transport {
	return &http.Transport{DialContext: l.dial, DisableCompression: true, IdleConnTimeout: time.Minute}
}

func (l *link) over(c *uplink.Config) { c.Transport = l.transport() }

// works reports whether the link is up at a time, and in which of its lives.
func (l *link) works(at time.Time) (bool, int) {
	if l.up == 0 {
		return true, 0
	}
	since := at.Sub(l.start)
	return since%(l.up+l.down) < l.up, int(since / (l.up + l.down))
}

func (l *link) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	for { // a connection request is sent again until it gets through
		if ok, _ := l.works(time.Now()); ok {
			break
		}
		if err := pause(ctx, time.Second); err != nil {
			return nil, err
		}
	}
	// A round trip for TCP, one for TLS 1.3.
	handshake := 4 * l.delay
	for l.lost() {
		handshake += time.Second
	}
	if err := pause(ctx, handshake); err != nil {
		return nil, err
	}
	near, kiosk := net.Pipe()
	portal, far := net.Pipe()
	_, life := l.works(time.Now())
	l.mu.Lock()
	l.dials++
	l.mu.Unlock()
	l.carriers.Go(func() { l.carry(far, near, upward, life) })
	l.carriers.Go(func() { l.carry(near, far, downward, life) })
	select {
	case l.accepted <- portal:
		return kiosk, nil
	case <-l.closed:
		return nil, errors.Join(net.ErrClosed, kiosk.Close(), portal.Close())
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// packet is what is under way.
type packet struct {
	data []byte
	at   time.Time // of arrival
}

// carry brings bytes from one end to the other in one life of the link.
func (l *link) carry(to, from net.Conn, direction, life int) {
	way := make(chan packet, 1<<16)
	l.carriers.Go(func() {
		defer to.Close()
		for p := range way {
			time.Sleep(time.Until(p.at))
			if _, err := to.Write(p.data); err != nil {
				break
			}
		}
		for range way { // the other end is gone
		}
	})
	defer close(way)
	buffer := make([]byte, segment)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		left, kept := l.send(direction, n)
		for again := 3 * l.delay; !kept || l.lost(); again *= 2 {
			time.Sleep(time.Until(left.Add(again)))
			left, kept = l.send(direction, n)
		}
		time.Sleep(time.Until(left))
		if ok, now := l.works(left); !ok || now != life {
			_, _ = io.Copy(io.Discard, from) // dead, and nobody is told
			return
		}
		way <- packet{data: append([]byte(nil), buffer[:n]...), at: left.Add(l.delay)}
	}
}

func (l *link) lost() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dice.Float64() < l.loss
}

// send returns when n bytes will have left, and whether the queue had room.
func (l *link) send(direction, n int) (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent[direction] += int64(n)
	now := time.Now()
	if l.busy[direction].Before(now) {
		l.busy[direction] = now
	}
	if l.queue > 0 && int(l.busy[direction].Sub(now).Seconds()*float64(l.rate)) > l.queue {
		return now, false
	}
	if l.rate > 0 {
		l.busy[direction] = l.busy[direction].Add(time.Duration(n) * time.Second / time.Duration(l.rate))
	}
	return l.busy[direction], true
}

// bytesUp returns how many bytes the kiosk has sent.
func (l *link) bytesUp() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sent[upward]
}
