package widgets

import "time"

// FakeClock is a clock that a test turns.
type FakeClock struct {
	due  time.Duration
	next func()
	now  time.Duration
}

// After is a clock for a frame.
func (c *FakeClock) After(d time.Duration, f func()) func() {
	c.due, c.next = c.now+d, f
	return func() { c.next = nil }
}

// Advance lets time pass and does what is due in it.
func (c *FakeClock) Advance(d time.Duration) {
	end := c.now + d
	for c.next != nil && c.due <= end {
		f := c.next
		c.now, c.next = c.due, nil
		f()
	}
	c.now = end
}

// SetClock replaces the clock of a stepper's buttons.
func (s *Stepper) SetClock(c *FakeClock) {
	s.less.repeat.clock, s.more.repeat.clock = c.After, c.After
}

// SetClock replaces the clock of a held button.
func (h *HeldButton) SetClock(c *FakeClock) { h.clock = c.After }

// Says returns the word on a held button.
func (h *HeldButton) Says() string { return h.label.text }

// RingShown reports whether the focus ring is visible.
func (t *target) RingShown() bool { return !t.ring.Hidden }

// Holds reports whether anything of a frame is kept.
func (c *Camera) Holds() bool {
	return c.frame != nil || c.buffer != nil || c.picture.Image != nil || c.picture.Visible()
}
