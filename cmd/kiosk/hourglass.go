package main

import (
	"sync/atomic"
	"time"
)

// hourglass is the time that the tour lets pass at once instead of waiting for it. The window's clock and the device's
// waking time run ahead by it.
type hourglass struct{ ahead atomic.Int64 }

func (h *hourglass) pass(d time.Duration) { h.ahead.Add(int64(d)) }

func (h *hourglass) now(clock func() time.Time) func() time.Time {
	return func() time.Time { return clock().Add(time.Duration(h.ahead.Load())) }
}

func (h *hourglass) awake(clock func() time.Duration) func() time.Duration {
	return func() time.Duration { return clock() + time.Duration(h.ahead.Load()) }
}
