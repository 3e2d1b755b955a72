package uplink

import (
	"syscall"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// lane is one flow as the plan sees it: what the portal has open on it, and
// what is under way.
type lane struct {
	plan   *plan
	end    func() // ends the flow as dead
	open   map[*job]bool
	flying []flight
	sent   uint32 // frames
	acked  uint32
	began  time.Time
	heard  time.Time       // when anything last came from the other end
	since  time.Time       // the same, or when something was sent after a pause
	socket syscall.RawConn // nil if there is none yet, or none to be asked
	way    int             // bytes that it had in the network
	asked  time.Time       // when; zero if it did not say
	// idle: it is connected and could send now.
	idle bool
	// answered: frames have come from the portal.
	answered bool
	// stalled: it should have been heard by now. What is under way on it may never
	// arrive.
	stalled bool
}

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

// next returns the next frame to send, without a chunk's bytes. Without one it
// returns what to wait for, or nil when the pass has nothing left to do.
func (l *lane) next() (flight, bool, <-chan struct{}) {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	l.idle = true
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

// room reports whether a frame of size bytes may go on the flow now. What is
// under way on stalled flows does not count: it may never arrive.
func (l *lane) room(size int) bool {
	if l.stalled {
		return false
	}
	all, flying, own := 0, 0, l.transit()
	for other := range l.plan.lanes {
		if other.stalled {
			continue
		}
		if other.idle && other.transit() < own {
			return false // it is the other's turn
		}
		flying += other.bytes()
		all += other.transit()
	}
	window := l.plan.pace.window()
	return all == 0 || all+size <= window && flying+size <= mostHeldUp*window
}

// mostHeldUp is how many windows may wait to be acknowledged when the network
// holds one: what has arrived out of order waits for what was lost.
const mostHeldUp = 4

// bytes returns how many are unacknowledged.
func (l *lane) bytes() int {
	all := 0
	for _, f := range l.flying {
		all += f.size
	}
	return all
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
	if f, ok := l.again(true); ok {
		return f, true
	}
	if l.plan.recordsOnly {
		return flight{}, false
	}
	if f, ok := l.pickPhoto(); ok {
		return f, true
	}
	return l.again(false)
}

// again finds a chunk that is under way on a flow that has stalled. Rather than
// wait for it with nothing else to do, or with a record, it is sent once more.
func (l *lane) again(records bool) (flight, bool) {
	for other := range l.plan.lanes {
		if other == l || !other.stalled {
			continue
		}
		for _, f := range other.flying {
			if f.parcel == nil || f.parcel.chunks[f.chunk] != chunkFlies || l.plan.over(f.job) {
				continue
			}
			if records && f.parcel.object.Kind == batch.KindPhoto {
				continue
			}
			if !l.open[f.job] {
				return f.job.ask(), true
			}
			return f.parcel.flight(f.chunk), true
		}
	}
	return flight{}, false
}

// announce opens a batch on this flow if that is of use: nobody has it open, or
// something of it waits to be sent. While one flow brings the manifest, the
// others leave the batch alone.
func (l *lane) announce(j *job) (flight, bool) {
	switch {
	case j.known && (!l.plan.watched(j) || j.waits(j.records)):
		return j.ask(), true
	case !j.known && j.announcer == nil:
		return j.announcement(), true
	}
	return flight{}, false
}

// watched reports whether a flow that lives has the batch open, and will bring
// its receipts.
func (p *plan) watched(j *job) bool {
	for l := range p.lanes {
		if l.open[j] && !l.stalled {
			return true
		}
	}
	return false
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

// take notes that a frame is under way.
func (l *lane) take(f *flight) {
	l.idle = false
	f.at = now()
	f.before = l.plan.pace.read(f.at)
	if len(l.flying) == 0 {
		l.since = later(l.since, f.at)
	}
	if f.parcel != nil {
		f.parcel.set(f.chunk, f.parcel.chunks[f.chunk]+1)
	} else {
		l.open[f.job] = true
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
	l.listen(at)
	for ; l.acked < n; l.acked++ {
		f := l.flying[0]
		l.flying = l.flying[1:]
		p.pace.arrived(f.size, f.at, at, f.before)
		if f.parcel != nil && f.parcel.chunks[f.chunk].flies() {
			f.parcel.set(f.chunk, chunkThere)
		}
	}
	p.setback, p.moved = 0, at
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
		if f.parcel != nil && f.parcel.chunks[f.chunk].flies() {
			f.parcel.set(f.chunk, f.parcel.chunks[f.chunk]-1)
		}
	}
	l.flying = nil
	for j := range l.open {
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
