package uplink

import (
	"context"
	"errors"
	"sync"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// Progress is what a pass tells while it runs. The bytes are always set; the
// rest only if it is news.
type Progress struct {
	// Done are the bytes that the portal has taken of Total, over all that this
	// pass sends. Taken is not delivered: only a receipt says so.
	Done  int64 `json:"bytes"`
	Total int64 `json:"total"`
	// Batch is what the news is about.
	Batch string `json:"batch,omitempty"`
	// Receipt is one that was verified and kept.
	Receipt *batch.Receipt `json:"receipt,omitempty"`
	// Refused is why the portal does not take the batch.
	Refused wire.Code `json:"refused,omitempty"`
	// Damaged is an object whose bytes in the outbox are not its own.
	Damaged batch.Name `json:"damaged,omitempty"`
}

// Result is what came of a pass.
type Result struct {
	// Delivered are the batches that a complete receipt came for.
	Delivered []string
	// Refused tells for each batch that the portal does not take why.
	Refused map[string]wire.Code
	// Damaged are the objects that the outbox has not whole.
	Damaged []batch.Name
	// Left counts the batches that wait for another pass.
	Left int
	// PhotosWait counts the photos that were left for another link, and Kept the
	// batches among Left that wait for nothing else.
	PhotosWait, Kept int
	// Updates counts what the portal had published.
	Updates int
}

// pass is one run of Deliver.
type pass struct {
	plan     *plan
	client   *Client
	mu       sync.Mutex
	progress func(Progress)
	end      context.CancelCauseFunc
}

// Deliver makes one pass: it sends all that waits, keeps the receipts and the
// updates that come back, and returns when there is nothing left to do or the
// link gives up. progress is called from one goroutine at a time; it may be nil.
// Errors are ErrNoLink, ErrCaptive, ErrClock, a [RefusedError] if the portal does
// not take the device, a [SucceededError] if it has a new key, or those of outbox
// and inbox. The result is true in any case.
func (c *Client) Deliver(ctx context.Context, progress func(Progress)) (Result, error) {
	waiting, err := c.config.Outbox.Waiting(ctx)
	if err != nil {
		return Result{}, err
	}
	p := &pass{plan: newPlan(c.recordsOnly()), client: c, progress: progress}
	p.plan.brief = c.isBrief()
	p.plan.add(waiting)
	c.recall(p.plan)
	defer c.rememberBrief(p.plan)
	if err := onceMore(func() error { return c.hello(ctx) }); err != nil {
		return p.result(), c.explained(ctx, err)
	}
	if len(waiting) > 0 {
		if err = p.run(ctx); errors.Is(err, errChanged) {
			return p.result(), nil
		}
	}
	result := p.result()
	if err == nil {
		err = onceMore(func() error {
			n, err := c.fetchUpdates(ctx)
			result.Updates += n
			return err
		})
	}
	return result, err
}

// onceMore does something again if a link that was thought to be there was not.
func onceMore(do func() error) error {
	err := do()
	if errors.Is(err, context.DeadlineExceeded) && errors.Is(err, ErrNoLink) {
		err = do()
	}
	return err
}

const (
	beat      = 100 * time.Millisecond // how often flows are looked after
	lookAgain = 5 * time.Second        // how often the outbox is asked for what was cut meanwhile
)

// run keeps as many flows going as the link deserves, until all is done or the
// link gives up.
func (p *pass) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p.end = cancel
	beats, looks := time.NewTicker(beat), time.NewTicker(lookAgain)
	defer beats.Stop()
	defer looks.Stop()
	ended := make(chan error)
	for open := 0; ; {
		for ctx.Err() == nil && p.plan.steer(p.client.config.Flows) {
			f, ctx := p.client.newFlow(ctx, p)
			go func() { ended <- p.recover(ctx, f.lane, f.run(ctx)) }()
			open++
		}
		if open == 0 && (ctx.Err() != nil || p.plan.finished()) {
			return context.Cause(ctx)
		}
		select {
		case err := <-ended:
			if open--; err != nil {
				cancel(err)
			}
		case <-beats.C:
		case <-looks.C:
			p.look(ctx)
		}
	}
}

// recover decides whether the pass goes on when a flow has ended.
func (p *pass) recover(ctx context.Context, l *lane, err error) error {
	if err == nil || p.plan.finished() {
		return nil
	}
	var refused *RefusedError
	switch {
	case errors.As(err, &refused) && refused.Code == wire.CodeStaleNonce:
		p.client.dropNonce()
		if err = p.client.ready(ctx); err == nil {
			return nil
		}
	case errors.As(err, &refused) && refused.Code == wire.CodeBusy, errors.Is(err, ErrNoLink):
	default:
		return err
	}
	if p.plan.lost(l, err) || errors.Is(err, ErrCaptive) {
		return err
	}
	return nil
}

// errChanged ends a pass that sends what it should no longer, or less than it may.
var errChanged = errors.New("what may be sent has changed")

func (c *Client) recordsOnly() bool {
	return c.config.RecordsOnly != nil && c.config.RecordsOnly()
}

// look takes up batches that were cut since the pass began: a new application
// overtakes the photos of older ones.
func (p *pass) look(ctx context.Context) {
	if p.plan.change(p.client.recordsOnly()) {
		p.end(errChanged)
		return
	}
	if waiting, err := p.client.config.Outbox.Waiting(ctx); err == nil {
		p.plan.add(waiting)
	}
}

// tell reports progress.
func (p *pass) tell(news Progress) {
	if p.progress == nil {
		return
	}
	news.Done, news.Total = p.plan.bytes()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.progress(news)
}

func (p *pass) damaged(one *parcel, cause error) {
	if !p.plan.damaged(one) {
		return
	}
	p.client.config.Log.Error("object in the outbox is not whole", "object", one.object.Name, "cause", cause)
	p.tell(Progress{Batch: one.job.manifest.Batch, Damaged: one.object.Name})
}

func (p *pass) result() Result {
	p.plan.mu.Lock()
	defer p.plan.mu.Unlock()
	result := Result{Refused: map[string]wire.Code{}}
	for _, j := range p.plan.jobs {
		switch id := j.manifest.Batch; {
		case j.receipt != nil && j.receipt.Complete:
			result.Delivered = append(result.Delivered, id)
		case j.refused != "":
			result.Refused[id] = j.refused
		default:
			if result.Left++; p.plan.over(j) {
				result.Kept++
			}
		}
		for _, one := range j.parcels {
			if !one.settled && p.plan.leaves(one) {
				result.PhotosWait++
			}
			if one.damaged {
				result.Damaged = append(result.Damaged, one.object.Name)
			}
		}
	}
	return result
}
