package uplink

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// plan is what one pass has to send, and who sends which chunk when. All flows
// of the pass share it; it is safe for concurrent use.
type plan struct {
	recordsOnly bool
	brief       bool // flows are; see brief.go

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every change
	jobs    []*job        // in the order of sending
	byID    map[string]*job
	photos  []*parcel // of all jobs, smallest first
	pace    pace
	done    int64 // bytes that the portal has
	total   int64 // bytes of all objects that the pass sends
	lanes   map[*lane]bool
	heard   time.Time // when anything was last heard
	moved   time.Time // when the portal last acknowledged something
	opened  time.Time // when the last flow was opened
	setback int       // times that flows ended without any progress, in a row
	resting time.Time // until when no flow is opened after a setback
}

// job is one batch.
type job struct {
	manifest  batch.Manifest
	envelope  []byte
	known     bool // the portal has told its state
	announcer *lane
	parcels   []*parcel // in the order of the manifest
	records   []*parcel // those that are no photos, the most urgent first
	receipt   *batch.Receipt
	refused   wire.Code
}

// parcel is one object.
type parcel struct {
	plan    *plan
	job     *job
	object  batch.Object
	chunks  []chunkState
	settled bool
	damaged bool // the outbox has other bytes than the manifest says
}

type chunkState byte

const (
	chunkWaits chunkState = iota
	chunkFlies
	chunkTwice // under way on two flows, one of which has stalled
	chunkThere
)

func (s chunkState) flies() bool { return s == chunkFlies || s == chunkTwice }

func newPlan(recordsOnly bool) *plan {
	return &plan{recordsOnly: recordsOnly, changed: make(chan struct{}), byID: map[string]*job{}, lanes: map[*lane]bool{}, pace: newPace()}
}

// add plans the batches that it does not know yet.
func (p *plan) add(envelopes [][]byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, envelope := range envelopes {
		m, err := batch.OpenManifest(envelope)
		if err != nil || p.byID[m.Batch] != nil {
			continue // a damaged manifest is for the outbox to find and park
		}
		p.addJob(m, envelope)
	}
	slices.SortStableFunc(p.jobs, func(a, b *job) int { return cmp.Compare(a.rank(), b.rank()) })
	slices.SortStableFunc(p.photos, func(a, b *parcel) int { return cmp.Compare(a.object.Size, b.object.Size) })
	p.tell()
}

func (p *plan) addJob(m batch.Manifest, envelope []byte) {
	j := &job{manifest: m, envelope: envelope}
	for _, o := range m.Objects {
		one := &parcel{plan: p, job: j, object: o, chunks: make([]chunkState, o.Chunks())}
		j.parcels = append(j.parcels, one)
		if !p.leaves(one) {
			p.total += o.Size
		}
		if o.Kind == batch.KindPhoto {
			p.photos = append(p.photos, one)
		} else {
			j.records = append(j.records, one)
		}
	}
	slices.SortStableFunc(j.records, func(a, b *parcel) int { return cmp.Compare(rank(a.object.Kind), rank(b.object.Kind)) })
	p.jobs = append(p.jobs, j)
	p.byID[m.Batch] = j
}

// change notes what may be sent, and reports whether that is something else than
// before.
func (p *plan) change(recordsOnly bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	changed := p.recordsOnly != recordsOnly
	p.recordsOnly = recordsOnly
	return changed
}

// leaves reports whether the pass leaves the object for another link.
func (p *plan) leaves(one *parcel) bool {
	return p.recordsOnly && one.object.Kind == batch.KindPhoto
}

// rank orders kinds by urgency: reports of fraud, what people took back, what
// they handed in, then drafts that nobody has.
func rank(k batch.Kind) int {
	switch k {
	case batch.KindFraudReport:
		return 0
	case batch.KindWithdrawal:
		return 1
	case batch.KindRescue:
		return 3
	}
	return 2
}

func (j *job) rank() int {
	if len(j.records) == 0 {
		return rank(batch.KindPhoto)
	}
	return rank(j.records[0].object.Kind)
}

// tell wakes all who wait for a change; p.mu is held.
func (p *plan) tell() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// over reports whether nothing of the job is left for this pass.
func (p *plan) over(j *job) bool {
	if j.refused != "" || j.receipt != nil && j.receipt.Complete {
		return true
	}
	for _, one := range j.parcels {
		if !one.settled && !one.damaged && !p.leaves(one) {
			return false
		}
	}
	// What is settled needs a receipt that says so.
	return j.covered()
}

func (j *job) covered() bool {
	if j.receipt == nil {
		return false
	}
	named := len(j.receipt.Held) + len(j.receipt.Quarantined)
	settled := 0
	for _, one := range j.parcels {
		if one.settled {
			settled++
		}
	}
	return named >= settled
}

// finished reports whether the pass has nothing left to do.
func (p *plan) finished() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.allOver()
}

func (p *plan) allOver() bool {
	return !slices.ContainsFunc(p.jobs, func(j *job) bool { return !p.over(j) })
}

// learn takes what the portal says that it has of a batch.
func (p *plan) learn(s wire.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	j := p.byID[s.Batch]
	j.known, j.announcer = true, nil
	for i, part := range s.Parts {
		j.parcels[i].learn(part)
	}
	p.tell()
}

// learn prefers what the portal says to what an acknowledgement said before:
// the portal may have lost since what it had not signed for.
func (one *parcel) learn(part wire.Part) {
	one.settled = part.Settled
	for i, state := range one.chunks {
		switch {
		case part.Settled, part.Have != nil && part.Have[i]:
			one.set(i, chunkThere)
		case state == chunkThere:
			one.set(i, chunkWaits)
		}
	}
}

// receipt takes a verified receipt.
func (p *plan) receipt(r batch.Receipt) {
	p.mu.Lock()
	defer p.mu.Unlock()
	j := p.byID[r.Batch]
	if j.receipt != nil && j.receipt.Number >= r.Number {
		return
	}
	j.receipt = &r
	settled := make(map[batch.Name]bool, len(r.Held))
	for _, name := range r.Held {
		settled[name] = true
	}
	for _, q := range r.Quarantined {
		settled[q.Name] = true
	}
	for _, one := range j.parcels {
		if settled[one.object.Name] {
			one.learn(wire.Part{Settled: true})
		}
	}
	p.tell()
}

// refuse takes the portal's no to one batch.
func (p *plan) refuse(id string, code wire.Code) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if j := p.byID[id]; j != nil && code == wire.CodeUnknownBatch {
		j.known = false // the portal lost its books: say the manifest again
	} else if j != nil {
		j.refused = code
	}
	p.tell()
}

// damaged parks one object whose bytes in the outbox are not its own. It reports
// false if the portal has the object, and the outbox may have dropped it.
func (p *plan) damaged(one *parcel) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one.settled {
		return false
	}
	one.damaged = true
	p.tell()
	return true
}

// set changes the state of one chunk.
func (one *parcel) set(i int, state chunkState) {
	start, end := one.object.Chunk(i)
	switch before := one.chunks[i]; {
	case one.plan.leaves(one):
	case before == chunkThere && state != chunkThere:
		one.plan.done -= end - start
	case before != chunkThere && state == chunkThere:
		one.plan.done += end - start
	}
	one.chunks[i] = state
}

// bytes returns how much of all there is the portal has, in bytes.
func (p *plan) bytes() (done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done, p.total
}

// measured tells what is known of the link, for the log.
func (p *plan) measured() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return fmt.Sprintf("%v, %d flows", &p.pace, len(p.lanes))
}

// now is the clock of round trips. Only differences count, so that a wrong time
// of day changes nothing.
func now() time.Time { return time.Now() }
