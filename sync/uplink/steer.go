package uplink

import (
	"errors"
	"time"
)

const (
	// deadAfter is how long a flow may be silent while others are heard. TCP is
	// most likely sending again what was lost, and gets through in the end.
	deadAfter = 16 * time.Second
	// stillAfter is how long a flow may be silent that has nothing under way.
	stillAfter = 30 * time.Second
	// mostStalled is how many flows may stall before the most silent one has to
	// make room for another.
	mostStalled = 4
	// leastSpacing keeps flows from being opened all at once.
	leastSpacing = 100 * time.Millisecond
	// maxSetbacks is how many times in a row flows may end without any progress
	// before a pass gives up.
	maxSetbacks = 4
)

// newLane adds a flow to the plan; end must end it.
func (p *plan) newLane(end func()) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := now()
	l := &lane{plan: p, open: map[*job]bool{}, began: at, heard: at, since: at, end: end}
	p.lanes[l] = true
	p.opened = at
	return l
}

// waits reports whether the flow should be heard from soon: when it has something
// under way, and when all has arrived and only receipts are missing.
func (l *lane) waits() bool {
	return len(l.flying) > 0 || !l.answered || l.plan.done == l.plan.total
}

// sign notes that the flow's connection is coming about: the other end lives.
func (l *lane) sign() {
	l.plan.mu.Lock()
	defer l.plan.mu.Unlock()
	l.hear()
}

// hear notes that something came from the other end; plan.mu is held.
func (l *lane) hear() { l.heardAt(now()) }

func (l *lane) heardAt(at time.Time) {
	if l.stalled && l.answered {
		l.plan.pace.stalled(at)
	}
	l.plan.heard, l.heard, l.since = later(l.plan.heard, at), later(l.heard, at), later(l.since, at)
	l.stalled = false
}

// frame notes that a frame came from the portal. If the flow is new, and none of
// those before it was heard since it began, a link that had died has come back:
// those before it are dead, and not worth finding out one after another.
func (l *lane) frame() {
	p := l.plan
	p.mu.Lock()
	defer p.mu.Unlock()
	l.hear()
	if l.answered {
		return
	}
	l.answered = true
	var before []*lane
	for other := range p.lanes {
		if !other.began.Before(l.began) {
			continue
		}
		if other.heard.After(l.began) {
			return
		}
		before = append(before, other)
	}
	for _, other := range before {
		other.end()
	}
}

// steer looks after the flows: it ends those that are dead, and reports whether
// to open one more, of at most so many.
func (p *plan) steer(most int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, live := now(), 0
	for l := range p.lanes {
		l.listen(at)
	}
	if p.pace.trip >= slowTrip {
		p.tell() // there may be room
	}
	p.goBrief(at)
	quiet, over := p.quiet(at), p.allOver()
	var worst *lane
	for l := range p.lanes {
		switch p.look(l, at, quiet); {
		case !l.stalled:
			live++
		case over:
			l.end()
		case worst == nil || l.since.Before(worst.since):
			worst = l
		}
	}
	want := p.pace.flows(p.total-p.done, most)
	if quiet && p.pace.losses() > 0 {
		want += want / 2 // some of them will lose a segment on their way here
	}
	if over || live >= want || at.Before(p.resting) || at.Sub(p.opened) < p.spacing() {
		return false
	}
	if len(p.lanes) >= most+mostStalled {
		worst.end()
		return false
	}
	return true
}

// quiet reports whether nothing is heard that should be.
func (p *plan) quiet(at time.Time) bool {
	last := p.heard
	for l := range p.lanes {
		if l.answered && l.waits() {
			last = later(last, l.since)
		}
	}
	return at.Sub(last) > p.pace.quiet()
}

// spacing is the time between the openings of two flows.
func (p *plan) spacing() time.Duration {
	if p.brief {
		return 0
	}
	return max(p.pace.best()/8, leastSpacing)
}

// look decides what to make of a flow's silence.
func (p *plan) look(l *lane, at time.Time, quiet bool) {
	silent := at.Sub(l.since)
	switch {
	case !l.waits():
		if silent > stillAfter && at.Sub(p.heard) > stillAfter {
			l.end()
		}
	case silent > deadAfter:
		l.end()
	case l.stalled:
	case l.answered && quiet, silent > p.pace.stall():
		l.stalled = true
		p.tell()
	}
}

// lost takes note of a flow that broke with err, and reports whether the pass
// should give up. Flows that break together, or while others bring something,
// count once or not at all.
func (p *plan) lost(l *lane, err error) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := now()
	if l.acked > 0 || at.Before(p.resting) {
		return false
	}
	if !p.moved.After(l.began) {
		p.setback++
	} else if errors.Is(err, errDead) {
		return false
	}
	p.resting = at.Add(time.Duration(max(p.setback, 1)) * time.Second)
	return p.setback >= maxSetbacks
}
