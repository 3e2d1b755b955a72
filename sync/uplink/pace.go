package uplink

import (
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// pace measures the link and says how much may be under way, over how many
// flows, and when a flow is dead. More bytes under way than the link holds in a
// round trip or two make its queue look like death; fewer leave it idle.
type pace struct {
	window  int           // bytes that may be unacknowledged over all flows
	flying  int           // bytes that are
	trip    time.Duration // smoothed round trip of a frame, 0 before the first
	swing   time.Duration // how far round trips are off it, smoothed
	best    time.Duration // the shortest one
	cutAt   time.Time     // when the window was last cut
	growing bool          // the window has never been too wide
}

const (
	firstWindow = 12 << 10
	leastWindow = 6 << 10
	mostWindow  = 4 << 20

	slowTrip  = 150 * time.Millisecond // above it, several flows pay
	flowBytes = 48 << 10               // what a flow more must have to do

	grace         = time.Second
	leastPatience = 2 * time.Second
	mostPatience  = 10 * time.Second
	leastFirst    = 4 * time.Second
	mostFirst     = 15 * time.Second
	// stillness is how long a plan may not move at all before even a flow with
	// nothing under way is taken for dead.
	stillness = 30 * time.Second
)

func newPace() pace { return pace{window: firstWindow, growing: true} }

// String tells the measures, for the log.
func (p *pace) String() string {
	return fmt.Sprintf("window %d, flying %d, trip %v ± %v, best %v", p.window, p.flying, p.trip, p.swing, p.best)
}

// room reports whether a frame of size bytes may go now. One always may.
func (p *pace) room(size int) bool { return p.flying == 0 || p.flying+size <= p.window }

// arrived takes one measured round trip for size bytes that arrived.
func (p *pace) arrived(size int, trip time.Duration, at time.Time) {
	if p.trip == 0 {
		p.trip, p.swing = trip, trip/2
	}
	if p.best == 0 {
		p.best = trip
	}
	p.swing += ((trip - p.trip).Abs() - p.swing) / 4
	p.trip += (trip - p.trip) / 8
	if size > batch.ChunkSize/2 { // a small frame is faster than any chunk can be
		p.best = min(p.best, trip)
	}
	switch {
	case trip > 2*p.best+slowTrip:
		p.growing = false
		if at.Sub(p.cutAt) > trip {
			// What is under way beyond rate times the best round trip only queues.
			fitting := int(float64(p.window) * 1.5 * float64(p.best) / float64(trip))
			p.window, p.cutAt = max(fitting, leastWindow), at
		}
	case p.growing:
		p.window = min(p.window+size, mostWindow)
	default:
		p.window = min(p.window+size*size/p.window+1, mostWindow)
	}
}

// patience is how long a flow may bring nothing: reckoned as TCP reckons when to
// send again (RFC 6298), and some time for TCP to have done so.
func (p *pace) patience() time.Duration {
	return min(max(p.trip+4*p.swing+grace, leastPatience), mostPatience)
}

// firstPatience is that of a flow which has not brought anything yet: it has to
// connect, which takes two round trips more.
func (p *pace) firstPatience() time.Duration {
	if p.trip == 0 {
		return mostFirst
	}
	return min(max(2*p.best+p.patience(), leastFirst), mostFirst)
}

// flows returns how many flows at once pay: one on a fast link, more where round
// trips are long and flows die, never more than there are bytes for.
func (p *pace) flows(left int64, deaths, most int) int {
	if p.trip < slowTrip {
		return 1
	}
	useful := 1 + int(min(left/flowBytes, int64(most)))
	return min(2+deaths/2, useful, most)
}
