package main

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/sync/outbox"
	"ventanilla/sync/uplink"
)

// link is what the passes over the network tell.
type link struct {
	state   ui.Link
	since   time.Time
	began   time.Time // of the pass, at its first progress
	first   int64     // bytes done then
	done    int64
	total   int64
	left    time.Duration
	receipt time.Time // of the newest receipt
}

func newLink() link { return link{state: ui.LinkNone, since: time.Now()} }

// custody is how the applications stand.
type custody struct {
	waiting, onItsWay, parked int
	review                    int   // waits for a supervisor, as the store knew when it was last open
	settled                   int   // delivered, as the store knew when it was last open
	receipted                 int   // delivered, by receipts that the store has not settled yet
	held, all                 int64 // bytes of what is not delivered
	backwards                 bool  // the device's clock
	// whole are the applications of which the outbox has a receipt for every object, and told those that were so when the
	// store was last open: they are among settled.
	whole, told map[string]bool
	// partly are the applications of which something was in no batch when the store was last open: no receipt is for all.
	partly map[string]bool
}

// deliver works in the background until ctx ends, locked or not.
func (k *kiosk) deliver(ctx context.Context) {
	k.site.Run(ctx, func(news uplink.Progress) { k.progress(ctx, news) }, func(_ uplink.Result, err error) { k.passed(ctx, err) })
}

// progress takes what a running pass tells.
func (k *kiosk) progress(ctx context.Context, news uplink.Progress) {
	now := time.Now()
	k.mu.Lock()
	l := &k.link
	if l.state != ui.LinkUp {
		l.state, l.since = ui.LinkUp, now
	}
	if l.began.IsZero() {
		l.began, l.first = now, news.Done
	}
	l.done, l.total = news.Done, news.Total
	l.left = timeLeft(news.Done-l.first, news.Total-news.Done, now.Sub(l.began))
	if news.Receipt != nil && news.Receipt.At.After(l.receipt) {
		l.receipt = news.Receipt.At
	}
	k.mu.Unlock()
	if news.Receipt != nil {
		k.settle(ctx)
	}
}

// timeLeft is how long the rest takes at the rate of now, 0 if that is not known.
func timeLeft(done, rest int64, took time.Duration) time.Duration {
	const least = 3 * time.Second // of sending, before its rate says anything
	if done <= 0 || took < least {
		return 0
	}
	return time.Duration(float64(took) * float64(rest) / float64(done))
}

// passed takes the outcome of a pass.
func (k *kiosk) passed(ctx context.Context, err error) {
	state := linkOf(err)
	k.mu.Lock()
	if k.link.state != state {
		k.link.state, k.link.since = state, time.Now()
	}
	k.link.began, k.link.left, k.link.done, k.link.total = time.Time{}, 0, 0, 0
	k.mu.Unlock()
	if err != nil && state == ui.LinkUp {
		k.log.Error("deliver", "error", err)
	}
	k.settle(ctx)
}

// linkOf tells what an outcome says of the link.
func linkOf(err error) ui.Link {
	switch {
	case errors.Is(err, site.ErrCode):
		return ui.LinkCode
	case errors.Is(err, uplink.ErrClock):
		return ui.LinkClock
	case errors.Is(err, uplink.ErrCaptive):
		return ui.LinkCaptive
	case errors.Is(err, site.ErrCopied):
		return ui.LinkCopied
	case errors.Is(err, uplink.ErrRefused):
		return ui.LinkRefused
	case errors.Is(err, uplink.ErrNoLink):
		return ui.LinkNone
	default:
		return ui.LinkUp
	}
}

// settle seals what is not sealed yet, takes what arrived while the store is open, and counts again.
func (k *kiosk) settle(ctx context.Context) {
	if session := k.opened(); session != nil {
		_, settled, err := session.Work(ctx)
		if err != nil {
			k.log.Error("seal and settle", "error", err)
		}
		k.logRefused(settled.Refused)
	}
	if err := k.count(ctx); err != nil {
		k.log.Error("count the outbox", "error", err)
	}
}

// logRefused tells technicians which updates were not taken; the audit trail and the notices have them too.
func (k *kiosk) logRefused(refused []error) {
	for _, err := range refused {
		k.log.Warn("update refused", "error", err)
	}
}

// count finds out how the applications stand: from the store while it is open, else from the outbox.
func (k *kiosk) count(ctx context.Context) error {
	batches, err := k.site.Outbox().Batches(ctx)
	if err != nil {
		return err
	}
	k.mu.Lock()
	before, session := k.custody, k.session
	k.mu.Unlock()
	counted := countBatches(batches)
	if session == nil {
		counted.since(before)
	} else if err := counted.ask(ctx, session); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, b := range batches {
		if b.Receipt != nil && b.Receipt.At.After(k.link.receipt) {
			k.link.receipt = b.Receipt.At
		}
	}
	k.custody = counted
	return nil
}

// since adds what the store told when it was last open to what the outbox shows of now.
func (c *custody) since(before custody) {
	c.settled, c.parked, c.backwards = before.settled, before.parked, before.backwards
	c.told, c.partly, c.review = before.told, before.partly, before.review
	for id := range c.whole {
		switch {
		case c.partly[id]:
			c.onItsWay++
		case !c.told[id]:
			c.receipted++
		}
	}
}

// countBatches counts the applications of batches that are not settled.
func countBatches(batches []outbox.Batch) custody {
	type part struct{ held, all int }
	parts := map[string]part{}
	c := custody{whole: map[string]bool{}}
	for _, b := range batches {
		held := b.Held()
		for _, o := range b.Manifest.Objects {
			if !o.Kind.OfApplication() {
				continue
			}
			p := parts[o.Application]
			p.all++
			if held[o.Name] {
				p.held++
			}
			parts[o.Application] = p
		}
		if done, all := b.Bytes(); done < all {
			c.held, c.all = c.held+done, c.all+all
		}
	}
	for id, p := range parts {
		switch p.held {
		case 0:
			c.waiting++
		case p.all:
			c.whole[id] = true
		default:
			c.onItsWay++
		}
	}
	return c
}

// ask takes the counts of an open store, which knows what is not in the outbox too.
func (c *custody) ask(ctx context.Context, session *site.Session) error {
	counts, err := session.Store.Counts(ctx)
	if err != nil {
		return err
	}
	clock, err := session.Store.Clock(ctx)
	if err != nil {
		return err
	}
	partly, err := session.Store.Unbundled(ctx)
	if err != nil {
		return err
	}
	c.partly = map[string]bool{}
	for _, id := range partly {
		c.partly[string(id)] = true
	}
	if c.review, err = session.Store.InReview(ctx); err != nil {
		return err
	}
	c.waiting, c.onItsWay = max(counts[intake.StateWaiting]-c.review, 0), counts[intake.StateOnItsWay]
	c.settled, c.told, c.parked = counts[intake.StateDelivered], c.whole, counts[intake.StateParked]
	c.backwards = clock.Backwards
	return nil
}

// Status implements ui.Kiosk. While a pass runs, its own bytes count: they are newer than the receipts.
func (k *kiosk) Status() ui.Status {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, l := k.custody, k.link
	s := ui.Status{
		Link: l.state, Since: l.since, Waiting: c.waiting, OnItsWay: c.onItsWay, Delivered: c.settled + c.receipted, Parked: c.parked, Review: c.review,
		Done: c.held, Total: c.all, Left: l.left.Round(time.Minute), Receipt: l.receipt, Clock: c.backwards,
		CoresOnly: k.site.CoresOnly(),
	}
	switch space, _ := k.site.Space(context.Background()); space {
	case site.SpaceLow:
		s.Space = ui.SpaceLow
	case site.SpaceFull:
		s.Space = ui.SpaceFull
	}
	if l.total > 0 {
		s.Done, s.Total = l.done, l.total
	}
	return s
}
