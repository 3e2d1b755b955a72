package portal

import (
	"context"
	"time"
)

// DefaultKeepParts is how long what came of an object waits for the rest: longer than the longest time that kiosks are
// meant to be without a link in one piece.
const DefaultKeepParts = 14 * 24 * time.Hour

// sweepEvery is the time between two sweeps.
const sweepEvery = 24 * time.Hour

// Sweeper forgets what came of objects whose upload began and never ended.
type Sweeper interface {
	// Sweep removes what has not grown since before, and counts it. What a receipt
	// names or may be about to name stays.
	Sweep(ctx context.Context, before time.Time) (int64, error)
}

// SweepDaily sweeps at once and then every day, until ctx ends. Keep is how long parts wait for the rest. A kiosk that comes
// back later is asked for the whole object again, so that removing them loses time and nothing else.
func (p *Portal) SweepDaily(ctx context.Context, keep time.Duration, sweepers ...Sweeper) {
	next := time.NewTicker(sweepEvery)
	defer next.Stop()
	for {
		for _, s := range sweepers {
			p.sweep(ctx, keep, s)
		}
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}

func (p *Portal) sweep(ctx context.Context, keep time.Duration, s Sweeper) {
	swept, err := s.Sweep(ctx, p.Now().Add(-keep))
	p.Metrics.sweptParts(swept)
	switch {
	case ctx.Err() != nil: // the rest is for the next start
	case err != nil:
		p.Log.WarnContext(ctx, "could not sweep abandoned uploads", "cause", err)
	case swept > 0:
		p.Log.InfoContext(ctx, "swept abandoned uploads", "parts", swept)
	}
}
