package uplink

import (
	"fmt"
	"slices"
	"time"

	"ventanilla/sync/batch"
)

// pace measures the link and says how much may be under way, over how many
// flows, and how long silence may last. More bytes under way than the link holds
// in a round trip or two make its queue look like death; fewer leave it idle.
type pace struct {
	window  int             // bytes that may be unacknowledged over all flows
	trip    time.Duration   // smoothed round trip of a chunk, 0 before the first
	swing   time.Duration   // how far round trips are off it, smoothed
	best    time.Duration   // the shortest one
	recent  []time.Duration // the last few, since the window was last cut
	growing bool            // the window has never been too wide
}

const (
	firstWindow = 12 << 10
	leastWindow = 8 << 10
	mostWindow  = 4 << 20
	recentTrips = 8

	slowTrip  = 150 * time.Millisecond // above it, several flows pay
	flowBytes = 48 << 10               // what a flow more must have to do

	grace         = time.Second
	leastPatience = 2500 * time.Millisecond
	mostPatience  = 8 * time.Second
	mostFirst     = 15 * time.Second
	// alonePatience is for a flow that is silent while others are heard: TCP is
	// most likely sending again what was lost, and gets through in the end.
	alonePatience = 12 * time.Second
	// stillness is how long a plan may not move at all before even a flow with
	// nothing under way is taken for dead.
	stillness = 30 * time.Second
)

func newPace() pace { return pace{window: firstWindow, growing: true} }

// String tells the measures, for the log.
func (p *pace) String() string {
	return fmt.Sprintf("window %d, trip %v ± %v, best %v", p.window, p.trip, p.swing, p.best)
}

// arrived takes one measured round trip for size bytes that arrived.
func (p *pace) arrived(size int, trip time.Duration) {
	if size < batch.ChunkSize/2 && p.trip > 0 {
		return // a small frame is faster than any chunk can be
	}
	if p.trip == 0 {
		p.trip, p.swing, p.best = trip, trip/2, trip
	}
	p.swing += ((trip - p.trip).Abs() - p.swing) / 4
	p.trip += (trip - p.trip) / 8
	p.best = min(p.best, trip)
	p.recent = append(p.recent, trip)
	if len(p.recent) > recentTrips {
		p.recent = p.recent[1:]
	}
	p.resize(size)
}

// resize opens the window while some chunk still gets through without queueing.
// One that comes late tells little where segments are lost; none that comes in
// time tells of a queue.
func (p *pace) resize(size int) {
	quickest := slices.Min(p.recent)
	switch {
	case quickest > 2*p.best+slowTrip:
		p.growing = false
		if len(p.recent) == recentTrips {
			// What is under way beyond rate times the best round trip only queues.
			fitting := int(float64(p.window) * 1.5 * float64(p.best) / float64(quickest))
			p.window, p.recent = max(fitting, leastWindow), nil
		}
	case p.growing:
		p.window = min(p.window+size, mostWindow)
	default:
		p.window = min(p.window+size*size/p.window+1, mostWindow)
	}
}

// stall is how long a flow may be silent before what is under way on it no
// longer counts against the window.
func (p *pace) stall() time.Duration {
	if p.trip == 0 {
		return leastPatience
	}
	return p.trip + 2*p.swing
}

// patience is how long all flows together may be silent: reckoned as TCP reckons
// when to send again (RFC 6298), and some time for TCP to have done so.
func (p *pace) patience() time.Duration {
	if p.trip == 0 {
		return mostFirst
	}
	return min(max(p.trip+2*p.swing+grace, leastPatience), mostPatience)
}

// firstPatience is that of a flow which has not brought anything yet: it has to
// connect, which takes two round trips more.
func (p *pace) firstPatience() time.Duration {
	return min(2*p.best+p.patience(), mostFirst)
}

// flows returns how many flows at once pay: one on a fast link, two where round
// trips are long, more as flows die while others live, never more than there are
// bytes for.
func (p *pace) flows(left int64, deaths, most int) int {
	if p.trip < slowTrip {
		return 1
	}
	useful := 1 + int(min(left/flowBytes, int64(most)))
	return min(2+deaths, useful, most)
}
