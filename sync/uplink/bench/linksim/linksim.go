//go:build linux

// Package linksim makes two network namespaces joined by a simulated bad link.
// It needs root, ip(8) and /dev/net/tun; the kernel's own netem is not needed.
//
// [New] makes the link, [Link.Command] runs a program at one of its ends, and
// [Link.Close] takes it away. Each direction has its own rate limit, tail-drop
// queue, one-way delay and random loss. With outages, the link drops everything
// for a while again and again, and a TCP flow that lived through an outage stays
// black-holed afterwards, as behind a carrier's NAT that forgot it.
package linksim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Config is what a link is like.
type Config struct {
	// Name is the prefix of the two namespaces' names, at most 8 letters, that no
	// other link of this machine has.
	Name  string
	Rate  float64       // bit/s, each direction
	Delay time.Duration // one way
	Loss  float64       // of each packet, 0 to 1
	Queue int           // bytes that may wait before tail drop
	Up    time.Duration // between outages; 0 means that there are none
	Down  time.Duration // of an outage
	Seed  uint64        // of the random losses
}

// End is one of the two ends of a link.
type End int

// The ends: A is 10.77.0.1, B is 10.77.0.2.
const (
	A End = iota
	B
)

// Address is the end's IP address, the same in every link.
func (e End) Address() string { return "10.77.0." + strconv.Itoa(int(e)+1) }

// mtu is the largest IP packet, in bytes.
const mtu = 1400

// Link is a link that is up. It is safe for concurrent use.
type Link struct {
	config  Config
	devices [2]*os.File
	sent    [2]atomic.Int64 // bytes of IP packets that each end has sent
	done    chan struct{}
	pumps   sync.WaitGroup

	mu    sync.Mutex
	down  bool
	epoch int            // counts outages
	born  map[uint32]int // TCP flow to the epoch in which it was first seen
}

// New makes the link. Outages begin with [Link.Age].
func New(config Config) (*Link, error) {
	l := &Link{config: config, born: map[uint32]int{}, done: make(chan struct{})}
	for e := range l.devices {
		if err := l.makeEnd(End(e)); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	l.pumps.Go(func() { l.pump(A, rand.New(rand.NewPCG(config.Seed, 1))) })
	l.pumps.Go(func() { l.pump(B, rand.New(rand.NewPCG(config.Seed, 2))) })
	return l, nil
}

// Age starts the clock of the outages: the first comes after Up.
func (l *Link) Age() {
	if l.config.Up > 0 {
		go l.outages()
	}
}

// Sent returns how many bytes of IP packets an end has sent, those that were
// lost among them.
func (l *Link) Sent(from End) int64 { return l.sent[from].Load() }

// Command returns a command that runs at an end.
func (l *Link) Command(ctx context.Context, at End, name string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", l.namespace(at), name}, args...)...)
}

// Close takes the link away. Programs at its ends must have ended.
func (l *Link) Close() error {
	close(l.done)
	var err error
	for e, device := range l.devices {
		if device != nil {
			err = errors.Join(err, device.Close(), ip("netns", "del", l.namespace(End(e))))
		}
	}
	l.pumps.Wait()
	return err
}

func (l *Link) namespace(e End) string { return l.config.Name + string("ab"[e]) }

// makeEnd makes one namespace and its end of the link.
func (l *Link) makeEnd(e End) error {
	ns := l.namespace(e)
	if err := ip("netns", "add", ns); err != nil {
		return err
	}
	device := "t" + ns
	file, err := openTUN(device)
	if err != nil {
		return errors.Join(fmt.Errorf("make %s: %w", device, err), ip("netns", "del", ns))
	}
	l.devices[e] = file
	for _, args := range [][]string{
		{"link", "set", device, "netns", ns},
		{"-n", ns, "addr", "add", e.Address(), "peer", (B - e).Address(), "dev", device},
		{"-n", ns, "link", "set", device, "up", "mtu", strconv.Itoa(mtu)},
		{"-n", ns, "link", "set", "lo", "up"},
	} {
		if err := ip(args...); err != nil {
			return err
		}
	}
	return nil
}

// outages takes the link down again and again.
func (l *Link) outages() {
	for {
		if !l.wait(l.config.Up) {
			return
		}
		l.mu.Lock()
		l.down, l.epoch = true, l.epoch+1
		l.mu.Unlock()
		if !l.wait(l.config.Down) {
			return
		}
		l.mu.Lock()
		l.down = false
		l.mu.Unlock()
	}
}

func (l *Link) wait(d time.Duration) bool {
	select {
	case <-l.done:
		return false
	case <-time.After(d):
		return true
	}
}

// drops reports whether p is lost to an outage, now or because its flow has
// lived through one.
func (l *Link) drops(p []byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down {
		return true
	}
	f, ok := tcpFlow(p)
	if !ok {
		return false
	}
	born, seen := l.born[f]
	if !seen {
		l.born[f] = l.epoch
		return false
	}
	return born != l.epoch
}

// ip runs ip(8).
func ip(args ...string) error {
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("run ip %v: %w: %s", args, err, out)
	}
	return nil
}
