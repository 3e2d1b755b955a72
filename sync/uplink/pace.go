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
// bytes lately arrived, and the shortest round trip. Loss changes neither, but
// makes round trips differ: what comes in order after a lost segment has arrived
// and waits. It leaves room for as much more.
type pace struct {
	size  int           // bytes that may be under way, 0 before the first round trip
	mark  time.Time     // when size was last looked at
	fast  quickest      // of chunks
	wire  quickest      // of segments, where the system tells their round trips
	last  reading       // what has arrived, of all flows
	rates lately        // bytes a second
	trip  time.Duration // smoothed round trip of a chunk, 0 before the first
	swing time.Duration // how far round trips are off it, smoothed

	stalls, stallsBefore int // of single flows, since a time and in the time before
	stallsSince          time.Time
}

const (
	firstWindow = 12 << 10
	mostWindow  = 8 << 20
	chunkSize   = batch.ChunkSize + 64 // as a frame
	// gain lets the rate grow where the link can do more, at the price of a
	// quarter of a round trip in its queue.
	gain = 1.25

	jitter = 20 * time.Millisecond // what machines take to wake up

	slowTrip = 150 * time.Millisecond // above it, several flows pay

	// firstStall is for each step of a connection while nothing is measured yet.
	firstStall = 2500 * time.Millisecond
	leastStall = time.Second
	// How long the highest rate, with it the losses, and the shortest round trip
	// are believed. Where much is lost, few round trips are as short as the link is.
	rateMemory = 20 * time.Second
	tripMemory = 3 * time.Minute
)

// lately keeps the highest of the values of late: of the last while, at least, and
// of no more than two.
type lately struct {
	while        time.Duration
	since        time.Time
	now, earlier float64
	known        bool
}

func (l *lately) add(value float64, at time.Time) {
	switch age := at.Sub(l.since); {
	case !l.known || age > 2*l.while:
		l.since, l.now, l.earlier, l.known = at, value, value, true
	case age > l.while:
		l.since, l.now, l.earlier = at, value, l.now
	}
	l.now = max(l.now, value)
}

func (l *lately) highest() float64 { return max(l.now, l.earlier) }

// quickest keeps the shortest of round trips: of those since it was last looked
// at, and of late.
type quickest struct {
	now  time.Duration // 0 for none
	past lately        // negative seconds, so that the highest is the shortest
}

func (q *quickest) add(trip time.Duration, at time.Time) {
	if q.now == 0 || trip < q.now {
		q.now = trip
	}
	q.past.add(-trip.Seconds(), at)
}

func (q *quickest) best() time.Duration {
	return time.Duration(-q.past.highest() * float64(time.Second))
}

func newPace() pace {
	trips := quickest{past: lately{while: tripMemory}}
	return pace{rates: lately{while: rateMemory}, fast: trips, wire: trips}
}

// String tells the measures, for the log.
func (p *pace) String() string {
	return fmt.Sprintf("window %d, rate %.0f B/s, trip %v ± %v, best %v", p.window(), p.rates.highest(), p.trip, p.swing, p.best())
}

// reading is how many bytes had arrived, when the last of them did, and when
// that one was sent.
type reading struct {
	bytes    int64
	at, sent time.Time
}

// read returns what has arrived, for a frame that is sent now. When nothing is
// known yet, the time counts from now.
func (p *pace) read(now time.Time) reading {
	if p.last.at.IsZero() {
		return reading{at: now, sent: now}
	}
	return p.last
}

// arrived takes a frame of size bytes that was acknowledged, and the reading from
// when it was sent. The rate is that of arriving or of sending, whichever was
// slower: what a lost segment has held up arrives all at once, but was not sent
// so.
func (p *pace) arrived(size int, sent, at time.Time, before reading) {
	p.last = reading{bytes: p.last.bytes + int64(size), at: at, sent: later(p.last.sent, sent)}
	trip := max(at.Sub(sent), 1)
	if took := max(at.Sub(before.at), sent.Sub(before.sent)); took > 0 {
		p.rates.add(float64(p.last.bytes-before.bytes)/took.Seconds(), at)
	}
	if size < batch.ChunkSize/2 && p.trip > 0 {
		return // a small frame is faster than any chunk can be
	}
	if p.trip == 0 {
		p.trip, p.swing, p.mark = trip, trip/4, at
	}
	p.swing += ((trip - p.trip).Abs() - p.swing) / 4
	p.trip += (trip - p.trip) / 8
	p.fast.add(trip, at)
	if at.Sub(p.mark) >= p.best() {
		p.resize()
		p.mark, p.fast.now, p.wire.now = at, 0, 0
	}
}

// segment takes the round trip of segments as the system has measured it.
func (p *pace) segment(trip time.Duration, at time.Time) {
	if trip > 0 {
		p.wire.add(trip, at)
	}
}

// best returns the shortest round trip of a chunk.
func (p *pace) best() time.Duration { return p.fast.best() }

// window returns how many bytes may be unacknowledged over all flows.
func (p *pace) window() int {
	if p.size == 0 {
		return firstWindow
	}
	return p.size
}

// resize fits the window to what the link has shown in a round trip: never less
// than it holds and a quarter more, never so much more that its queue gets long.
func (p *pace) resize() {
	rate, best := p.rates.highest(), p.best().Seconds()
	least := max(rate*gain*best, 2*chunkSize)
	most := max(rate*(gain*best+min(2*p.swing.Seconds(), 2*best)), rate*best+chunkSize)
	seen := p.wire
	if seen.now == 0 {
		seen = p.fast
	}
	size := float64(p.window())
	switch {
	case seen.now > 2*seen.best()+jitter:
		size -= max(chunkSize/2, size/8)
	case seen.now < seen.best()*8/5+jitter:
		size += max(chunkSize/2, size/4)
	}
	p.size = int(min(max(min(size, most), least), mostWindow))
}

// stall is how long one flow may be silent before what is under way on it no
// longer counts, and another takes its place.
func (p *pace) stall() time.Duration {
	if p.trip == 0 {
		return firstStall
	}
	return max(min(p.trip+2*p.swing, 3*p.best()), leastStall)
}

// quiet is how long all flows together may be silent before all have stalled.
// While bytes are under way, one of them is heard more than once a round trip.
func (p *pace) quiet() time.Duration {
	if p.trip == 0 {
		return firstStall
	}
	return max(min(p.best()*4/3+p.swing/2, 2*p.best()), leastStall)
}

// stalled notes that a flow which had stalled was heard again: where that happens,
// segments are lost.
func (p *pace) stalled(at time.Time) {
	if at.Sub(p.stallsSince) > rateMemory {
		p.stallsSince, p.stallsBefore, p.stalls = at, p.stalls, 0
	}
	p.stalls++
}

// flows returns how many flows that live pay: one on a fast link, two where
// round trips are long, more where segments are lost, never more than there are
// bytes for.
func (p *pace) flows(left int64, most int) int {
	if p.trip < slowTrip {
		return 1
	}
	useful := 1 + int(min(left/chunkSize, int64(most)))
	return min(2+min(p.losses()+1, 6)/2, useful, most)
}

// losses returns how often a flow has stalled of late.
func (p *pace) losses() int { return max(p.stalls, p.stallsBefore) }
