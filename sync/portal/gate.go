package portal

import (
	"sync"
	"time"

	"ventanilla/sync/batch"
)

const (
	// maxRequests is how many requests a device may begin in a minute: a kiosk on
	// the worst link dials two or three times a second.
	maxRequests = 600
	// maxFlows is how many flows a device may have open; a kiosk has up to four,
	// and dead ones stay for a while.
	maxFlows = 16
)

// gate keeps one device from taking all of a process. Each process has its own;
// what a device may bring in a day is in the books, which all share. Its zero
// value is ready, and it is safe for concurrent use.
type gate struct {
	mu     sync.Mutex
	minute int64
	begun  map[batch.DeviceID]int // requests in that minute
	flows  map[batch.DeviceID]int // open
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

// flow counts an open flow until leave is called, or returns ErrQuota.
func (g *gate) flow(device batch.DeviceID) (leave func(), err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.flows == nil {
		g.flows = map[batch.DeviceID]int{}
	}
	if g.flows[device] >= maxFlows {
		return nil, ErrQuota
	}
	g.flows[device]++
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.flows[device]--; g.flows[device] == 0 {
			delete(g.flows, device)
		}
	}, nil
}
