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
	// Updates counts what the portal had published.
	Updates int
}

// pass is one run of Deliver.
type pass struct {
	plan     *plan
	client   *Client
	mu       sync.Mutex
	progress func(Progress)
}

// maxSetbacks is how many flows in a row may end without any progress before a
// pass gives up.
const maxSetbacks = 4

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
	p := &pass{plan: newPlan(c.config.RecordsOnly), client: c, progress: progress}
	p.plan.add(waiting)
	if err := onceMore(func() error { return c.hello(ctx) }); err != nil {
		return p.result(), c.explained(ctx, err)
	}
	if len(waiting) > 0 {
		err = p.run(ctx)
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

// run keeps as many flows going as the link deserves.
func (p *pass) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var flows sync.WaitGroup
	for i := range p.client.config.Flows {
		flows.Go(func() {
			if err := p.keepFlow(ctx, i); err != nil {
				cancel(err)
			}
		})
	}
	flows.Go(func() { p.watch(ctx) })
	flows.Wait()
	return context.Cause(ctx)
}

// keepFlow runs flow number i again and again while it is wanted.
func (p *pass) keepFlow(ctx context.Context, i int) error {
	for !p.plan.finished() {
		wait := p.plan.wait()
		if p.plan.wanted(p.client.config.Flows) <= i {
			select {
			case <-wait:
				continue
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		moved, err := p.client.runFlow(ctx, p)
		if err == nil {
			continue
		}
		if err := p.recover(ctx, moved, err); err != nil {
			return err
		}
	}
	return nil
}

// recover decides whether a broken flow is worth another.
func (p *pass) recover(ctx context.Context, moved bool, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	setbacks := p.plan.stuck(moved)
	var refused *RefusedError
	switch {
	case errors.As(err, &refused) && refused.Code == wire.CodeStaleNonce:
		err = p.client.hello(ctx)
		if err == nil {
			return nil
		}
	case errors.As(err, &refused) && refused.Code == wire.CodeBusy, errors.Is(err, ErrNoLink):
	default:
		return err
	}
	if setbacks >= maxSetbacks || errors.Is(err, ErrCaptive) {
		return err
	}
	if moved {
		return nil // the link was there a moment ago: go on at once
	}
	return sleep(ctx, time.Duration(setbacks)*time.Second)
}

const lookAgain = 5 * time.Second

// watch looks for batches that were cut since the pass began: a new application
// overtakes the photos of older ones.
func (p *pass) watch(ctx context.Context) {
	ticker := time.NewTicker(lookAgain)
	defer ticker.Stop()
	for !p.plan.finished() {
		select {
		case <-ctx.Done():
			return
		case <-p.plan.wait():
		case <-ticker.C:
			if waiting, err := p.client.config.Outbox.Waiting(ctx); err == nil {
				p.plan.add(waiting)
			}
		}
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
			result.Left++
		}
		for _, one := range j.parcels {
			if one.damaged {
				result.Damaged = append(result.Damaged, one.object.Name)
			}
		}
	}
	return result
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
