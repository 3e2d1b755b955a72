package uplink

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	firstPause = 10 * time.Second
	mostPause  = 5 * time.Minute
	// quietPause is how long the loop sleeps when all is delivered; updates are
	// looked for at this pace.
	quietPause = 15 * time.Minute
)

// Run makes passes until ctx ends: at once, again whenever [Client.Wake] says
// that something waits, and otherwise with growing pauses. outcome is called
// after each pass; it may be nil.
func (c *Client) Run(ctx context.Context, progress func(Progress), outcome func(Result, error)) {
	pause := firstPause
	for ctx.Err() == nil {
		result, err := c.Deliver(ctx, progress)
		if ctx.Err() != nil {
			return
		}
		if outcome != nil {
			outcome(result, err)
		}
		rest := quietPause
		if err != nil || result.Left > result.Kept {
			rest, pause = pause, min(2*pause, mostPause)
		} else {
			pause = firstPause
		}
		// Devices that lost the link together must not come back together.
		timer := time.NewTimer(rest + rand.N(rest/4))
		select {
		case <-ctx.Done():
		case <-c.wake:
			pause = firstPause
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Wake makes [Client.Run] start a pass now. It never blocks.
func (c *Client) Wake() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}
