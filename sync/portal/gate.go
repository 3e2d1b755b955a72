package portal

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"ventanilla/sync/batch"
)

const (
	// maxRequests is how many requests a device may begin in a minute: a kiosk on
	// the worst link dials two or three times a second.
	maxRequests = 600
	// maxFlows is how many flows a device may have open. A kiosk has up to eight;
	// more are what a link has killed without the portal's having been told.
	maxFlows = 16
)

// gate keeps one device from taking all of a process. Each process has its own;
// what a device may bring in a day is in the books, which all share. Its zero
// value is ready, and it is safe for concurrent use.
type gate struct {
	mu     sync.Mutex
	minute int64
	begun  map[batch.DeviceID]int // requests in that minute
	open   map[batch.DeviceID][]*visit
	beat   int64 // counts what was heard
}

// visit is an open flow.
type visit struct {
	gate   *gate
	device batch.DeviceID
	end    func()
	last   int64 // beat at which it was last heard
}

// request counts a request, or returns ErrQuota.
func (g *gate) request(device batch.DeviceID, now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if minute := now.Unix() / 60; g.begun == nil || minute != g.minute {
		g.minute, g.begun = minute, map[batch.DeviceID]int{}
	}
	if g.begun[device]++; g.begun[device] > maxRequests {
		return ErrQuota
	}
	return nil
}

// enter notes a flow that end ends, until its leave is called. If the device has
// too many, the one that was silent for longest is ended: on a link that dies
// again and again, that one is dead.
func (g *gate) enter(device batch.DeviceID, end func()) *visit {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == nil {
		g.open = map[batch.DeviceID][]*visit{}
	}
	if others := g.open[device]; len(others) >= maxFlows {
		oldest := slices.MinFunc(others, func(a, b *visit) int { return cmp.Compare(a.last, b.last) })
		oldest.end()
		g.forget(oldest)
	}
	g.beat++
	v := &visit{gate: g, device: device, end: end, last: g.beat}
	g.open[device] = append(g.open[device], v)
	return v
}

// forget is called with the lock held; to forget twice changes nothing.
func (g *gate) forget(v *visit) {
	left := slices.DeleteFunc(g.open[v.device], func(other *visit) bool { return other == v })
	if g.open[v.device] = left; len(left) == 0 {
		delete(g.open, v.device)
	}
}

// heard notes that the flow lives.
func (v *visit) heard() {
	v.gate.mu.Lock()
	defer v.gate.mu.Unlock()
	v.gate.beat++
	v.last = v.gate.beat
}

func (v *visit) leave() {
	v.gate.mu.Lock()
	defer v.gate.mu.Unlock()
	v.gate.forget(v)
}
