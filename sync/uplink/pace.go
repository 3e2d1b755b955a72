package uplink

import (
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// pace measures the link and says how much may be under way, over how many
// flows, and how long silence may last. More bytes under way than the link holds
// in a round trip or two make its queue look like death; fewer leave it idle.
//
// The window follows from the two things that a link has, as in BBR (Cardwell et
// al., "BBR: Congestion-Based Congestion Control", 2016): the highest rate at which
// bytes lately arrived, and the shortest round trip. Loss changes neither.
type pace struct {
	last  reading       // what has arrived, of all flows
	rates lately        // bytes a second
	trips lately        // negative seconds, so that the highest is the shortest
	trip  time.Duration // smoothed round trip of a chunk, 0 before the first
	swing time.Duration // how far round trips are off it, smoothed
}

const (
	firstWindow = 12 << 10
	leastWindow = 8 << 10
	mostWindow  = 8 << 20
	// laneWindow is what each flow may have under way in any case.
	laneWindow = 2*(batch.ChunkSize) + 256
	// gain lets the rate grow where the link can do more, at the price of a
	// quarter of a round trip in its queue.
	gain = 1.25

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
	// memory is how long the highest rate and the shortest round trip are
	// believed, at least; they are forgotten after twice that.
	memory = 20 * time.Second
)

// lately keeps the highest of the values of late.
type lately struct {
	since        time.Time
	now, earlier float64
	known        bool
}

func (l *lately) add(value float64, at time.Time) {
	switch age := at.Sub(l.since); {
	case !l.known || age > 2*memory:
		*l = lately{since: at, now: value, earlier: value, known: true}
	case age > memory:
		*l = lately{since: at, now: value, earlier: l.now, known: true}
	}
	l.now = max(l.now, value)
}

func (l *lately) highest() float64 { return max(l.now, l.earlier) }

// String tells the measures, for the log.
func (p *pace) String() string {
	return fmt.Sprintf("window %d, rate %.0f B/s, trip %v ± %v, best %v", p.window(), p.rates.highest(), p.trip, p.swing, p.best())
}

// reading is how many bytes had arrived, and when the last of them did.
type reading struct {
	bytes int64
	at    time.Time
}

// read returns what has arrived, for a frame that is sent now. When nothing is
// known yet, the time counts from now.
func (p *pace) read(now time.Time) reading {
	if p.last.at.IsZero() {
		return reading{at: now}
	}
	return p.last
}

// arrived takes a frame of size bytes that was acknowledged, and the reading from
// when it was sent. The rate counts from the arrival before the sending, because
// what was held up by a lost segment arrives all at once.
func (p *pace) arrived(size int, sent, at time.Time, before reading) {
	p.last = reading{bytes: p.last.bytes + int64(size), at: at}
	trip := at.Sub(sent)
	if took := at.Sub(before.at); took > 0 {
		p.rates.add(float64(p.last.bytes-before.bytes)/took.Seconds(), at)
	}
	if size < batch.ChunkSize/2 && p.trip > 0 {
		return // a small frame is faster than any chunk can be
	}
	if p.trip == 0 {
		p.trip, p.swing = trip, trip/2
	}
	p.swing += ((trip - p.trip).Abs() - p.swing) / 4
	p.trip += (trip - p.trip) / 8
	p.trips.add(-trip.Seconds(), at)
}

// best returns the shortest round trip of a chunk.
func (p *pace) best() time.Duration {
	return time.Duration(-p.trips.highest() * float64(time.Second))
}

// window returns how many bytes may be unacknowledged over all flows.
func (p *pace) window() int {
	if p.trip == 0 {
		return firstWindow
	}
	return int(min(max(gain*p.rates.highest()*p.best().Seconds(), leastWindow), mostWindow))
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
	return min(2*p.best()+p.patience(), mostFirst)
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
