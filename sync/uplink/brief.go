package uplink

import "time"

// Some proxies pass a request on only when they have all of it, and then a flow
// is mute: nothing answers it before it ends. Against them flows are brief: each
// is one small request with one chunk, and its answer.

const (
	// muteAfter is how long after its first frame a flow may be without any
	// answer, when no other was ever answered, before it may count as mute.
	muteAfter = 15 * time.Second
	// muteQuiet is how long before that all that was sent must have arrived, where
	// the system can tell: on a link that loses much, answers take long.
	muteQuiet = 5 * time.Second
	// briefFor is how long the next passes keep flows brief without trying.
	briefFor = time.Hour
)

// goBrief ends all flows and makes the next ones brief if they prove to be mute;
// p.mu is held.
func (p *plan) goBrief(at time.Time) {
	if p.brief || !p.moved.IsZero() {
		return
	}
	for l := range p.lanes {
		p.brief = p.brief || l.mute(at)
	}
	if !p.brief {
		return
	}
	p.setback = 0
	for l := range p.lanes {
		l.end()
	}
}

func (l *lane) mute(at time.Time) bool {
	if len(l.flying) == 0 || at.Sub(l.flying[0].at) < muteAfter {
		return false
	}
	return l.asked.IsZero() || l.way == 0 && at.Sub(l.heard) > muteQuiet
}

func (p *plan) isBrief() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.brief
}

// rememberBrief notes whether a pass got through with brief flows.
func (c *Client) rememberBrief(p *plan) {
	p.mu.Lock()
	worked := p.brief && !p.moved.IsZero()
	p.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.briefUntil = (time.Time{}); worked {
		c.briefUntil = now().Add(briefFor)
	}
}

func (c *Client) isBrief() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now().Before(c.briefUntil)
}
