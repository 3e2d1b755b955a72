package uplink

import (
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// lane is one flow as the plan sees it: what the portal has open on it, and
// what is under way.
type lane struct {
	plan   *plan
	open   map[*job]bool
	flying []flight
	sent   uint32 // frames
	acked  uint32
	began  time.Time
	since  time.Time // when something was last acknowledged, or sent after a pause
	end    func()    // ends the flow as dead
	// stalled: what is under way has been for much longer than a round trip.
	stalled bool
}

// moved reports whether anything was acknowledged.
func (l *lane) moved() bool { return l.acked > 0 }

// flight is one frame under way.
type flight struct {
	kind   wire.Type
	job    *job
	parcel *parcel // of a chunk
	chunk  int
	size   int // bytes on the wire
	at     time.Time
	before reading // what had arrived then, over all flows
}

func (j *job) ask() flight {
	return flight{kind: wire.TypeAsk, job: j, size: wire.AskSize}
}

func (j *job) announcement() flight {
	return flight{kind: wire.TypeManifest, job: j, size: wire.Frame{Body: j.envelope}.Size()}
}

func (one *parcel) flight(i int) flight {
	start, end := one.object.Chunk(i)
	return flight{kind: wire.TypeChunk, job: one.job, parcel: one, chunk: i, size: wire.ChunkSize(int(end - start))}
}

// newLane adds a flow to the plan; end must end it.
func (p *plan) newLane(end func()) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := &lane{plan: p, open: map[*job]bool{}, began: now(), since: now(), end: end}
	p.lanes[l] = true
	return l
}

// silence decides what to make of a flow that has brought nothing for as long as
// it was given: it returns how much longer to wait, or ends the flow and returns 0.
//
// When no flow is heard, the link is dead, and all flows that were there already
// go at once: it is not worth finding out one after another. When others are
// heard, this one may still come back.
func (l *lane) silence() time.Duration {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.lanes[l] {
		return 0 // it has left
	}
	at := now()
	silent, still := at.Sub(l.since), at.Sub(p.moved)
	switch {
	case len(l.flying) == 0 && still < stillness:
		return p.pace.patience()
	case len(l.flying) == 0:
		p.condemn()
	case still < p.pace.patience() && silent < alonePatience:
		l.stalled = true
		p.tell()
		return min(p.pace.patience()-still, alonePatience-silent) + time.Millisecond
	case still < p.pace.patience():
		p.deaths++
		l.end()
	case l.acked == 0 && silent < p.pace.firstPatience():
		return p.pace.firstPatience() - silent + time.Millisecond
	default:
		l.end()
		p.condemn()
	}
	return 0
}

// condemn ends the flows that were there when something was last heard.
func (p *plan) condemn() {
	for l := range p.lanes {
		if !l.began.After(p.moved) {
			l.end()
		}
	}
}

// patience is how long the flow may bring nothing before its silence is looked at.
func (l *lane) patience() time.Duration {
	l.plan.mu.Lock()
	defer l.plan.mu.Unlock()
	return l.plan.pace.stall()
}

// next returns the next frame to send, without a chunk's bytes. Without one it
// returns what to wait for, or nil when the pass has nothing left to do.
func (l *lane) next() (flight, bool, <-chan struct{}) {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.allOver() {
		return flight{}, false, nil
	}
	f, ok := l.pick()
	if !ok || !l.room(f.size) {
		return flight{}, false, p.changed
	}
	l.take(&f)
	return f, true, nil
}

// room reports whether a frame of size bytes may go on the flow now. A few
// always may, since where segments are lost it is the number of flows that
// counts. What is under way on stalled flows does not count: it may never arrive.
func (l *lane) room(size int) bool {
	all, own := 0, 0
	for other := range l.plan.lanes {
		for _, f := range other.flying {
			if other == l {
				own += f.size
			}
			if !other.stalled {
				all += f.size
			}
		}
	}
	return own == 0 || own+size <= laneWindow || all+size <= l.plan.pace.window()
}

// pick finds the most urgent frame: each batch's manifest and records in turn,
// then photos, smallest first.
func (l *lane) pick() (flight, bool) {
	for _, j := range l.plan.jobs {
		if l.plan.over(j) {
			continue
		}
		if !l.open[j] {
			if f, ok := l.announce(j); ok {
				return f, true
			}
			continue
		}
		for _, one := range j.records {
			if f, ok := one.next(); ok {
				return f, true
			}
		}
	}
	if l.plan.recordsOnly {
		return flight{}, false
	}
	return l.pickPhoto()
}

// announce opens a batch on this flow if that is of use: nobody has it open, or
// something of it waits to be sent. While one flow brings the manifest, the
// others leave the batch alone.
func (l *lane) announce(j *job) (flight, bool) {
	switch {
	case j.known && (j.watchers == 0 || j.waits(j.records)):
		return j.ask(), true
	case !j.known && j.announcer == nil:
		return j.announcement(), true
	}
	return flight{}, false
}

func (l *lane) pickPhoto() (flight, bool) {
	for _, one := range l.plan.photos {
		if !one.job.known || l.plan.over(one.job) {
			continue
		}
		f, ok := one.next()
		if !ok {
			continue
		}
		if !l.open[one.job] {
			return one.job.ask(), true
		}
		return f, true
	}
	return flight{}, false
}

func (j *job) waits(parcels []*parcel) bool {
	for _, one := range parcels {
		if _, ok := one.next(); ok {
			return true
		}
	}
	return false
}

// next returns the first chunk that waits.
func (one *parcel) next() (flight, bool) {
	if one.settled || one.damaged {
		return flight{}, false
	}
	for i, state := range one.chunks {
		if state == chunkWaits {
			return one.flight(i), true
		}
	}
	return flight{}, false
}

// alone reports whether only one frame is under way on the flow.
func (l *lane) alone() bool {
	l.plan.mu.Lock()
	defer l.plan.mu.Unlock()
	return len(l.flying) == 1
}

// take notes that a frame is under way.
func (l *lane) take(f *flight) {
	f.at = now()
	f.before = l.plan.pace.read(f.at)
	if len(l.flying) == 0 {
		l.since = f.at
	}
	if f.parcel != nil {
		f.parcel.set(f.chunk, chunkFlies)
	} else {
		l.open[f.job] = true
		f.job.watchers++
		if !f.job.known {
			f.job.announcer = l
		}
	}
	l.flying = append(l.flying, *f)
	l.sent++
}

// ack takes the portal's word that the first n frames of the flow are dealt with.
func (l *lane) ack(n uint32) error {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	if n <= l.acked || n > l.sent {
		return &LinkError{Cause: batch.ErrMalformed}
	}
	at := now()
	for ; l.acked < n; l.acked++ {
		f := l.flying[0]
		l.flying = l.flying[1:]
		p.pace.arrived(f.size, f.at, at, f.before)
		if f.parcel != nil && f.parcel.chunks[f.chunk] == chunkFlies {
			f.parcel.set(f.chunk, chunkThere)
		}
	}
	p.setback, p.moved, l.since, l.stalled = 0, at, at, false
	p.tell()
	return nil
}

// leave takes the flow out of the plan and gives back what was under way.
func (l *lane) leave() {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.lanes, l)
	for _, f := range l.flying {
		if f.parcel != nil && f.parcel.chunks[f.chunk] == chunkFlies {
			f.parcel.set(f.chunk, chunkWaits)
		}
	}
	l.flying = nil
	for j := range l.open {
		j.watchers--
		if j.announcer == l {
			j.announcer = nil
		}
	}
	p.tell()
}

// frame returns the bytes to send for a flight that is no chunk.
func (f flight) frame() (wire.Frame, error) {
	if f.kind == wire.TypeManifest {
		return wire.Frame{Type: wire.TypeManifest, Body: f.job.envelope}, nil
	}
	return wire.Ask(f.job.manifest.Batch)
}
