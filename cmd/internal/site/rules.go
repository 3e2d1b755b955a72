package site

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/assets"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// errNoOffice says that a pack has no rules for the office of this kiosk.
var errNoOffice = errors.New("the office of this kiosk is not in it")

// rulebook is the rules that the program was built with, and those in use, which are worked out once a day and after each
// update.
type rulebook struct {
	first *eligibility.Pack

	mu    sync.Mutex
	inUse *eligibility.Pack // nil: to be worked out
	day   intake.Day
}

// FirstRules returns the pack that the program was built with.
func FirstRules() (*eligibility.Pack, error) {
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	if err != nil {
		return nil, fmt.Errorf("read built-in rules: %w", err)
	}
	pack, err := eligibility.ParsePack(data)
	if err != nil {
		return nil, fmt.Errorf("read built-in rules: %w", err)
	}
	return pack, nil
}

// Rules returns the newest pack that is in force today: of those that the portal sent, or else the one that the program
// was built with. A pack that is not in force yet waits for its day.
func (s *Session) Rules(ctx context.Context) (*eligibility.Pack, error) {
	b := &s.rules
	b.mu.Lock()
	defer b.mu.Unlock()
	today := s.today(b.first)
	if b.inUse != nil && b.day == today {
		return b.inUse, nil
	}
	held, err := s.Store.Series(ctx, string(batch.TopicRulePack), b.first.Programme)
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	newest := b.first
	for _, h := range held {
		pack, err := s.openPack(h)
		if err != nil {
			s.log("leave a held rule pack out", err)
			continue
		}
		if pack.InForce(today) && eligibility.AcceptUpdate(newest, pack) == nil {
			newest = pack
		}
	}
	b.inUse, b.day = newest, today
	return newest, nil
}

// Assess returns what a person with these answers is told today, under the rules in use. The error is ErrClosed where the
// programme takes nothing new, or eligibility.ErrUnknownOffice.
func (s *Session) Assess(ctx context.Context, a intake.Application) (intake.Assessment, error) {
	pack, err := s.Rules(ctx)
	if err != nil {
		return intake.Assessment{}, err
	}
	if !pack.Accepting {
		return intake.Assessment{}, ErrClosed
	}
	office, ok := pack.Office(a.Office)
	if !ok {
		return intake.Assessment{}, fmt.Errorf("assess: %w", eligibility.ErrUnknownOffice)
	}
	day := office.Intake.Today(s.Site.options.Now())
	assessment, err := eligibility.Assess(pack, a.Office, day, eligibility.FactsOf(a))
	if err != nil {
		return intake.Assessment{}, err
	}
	pathways, err := eligibility.Pathways(pack, a.Office, day, eligibility.CircumstancesOf(a))
	return eligibility.Record(assessment, pathways), err
}

// forget makes the rules be worked out again.
func (b *rulebook) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inUse = nil
}

// today is the day at the office, as the pack has its time zone.
func (s *Session) today(pack *eligibility.Pack) intake.Day {
	now := s.Site.options.Now()
	if office, ok := pack.Office(s.Site.Office()); ok {
		return office.Intake.Today(now)
	}
	return intake.DayOf(now)
}

func (s *Session) openPack(h store.Held) (*eligibility.Pack, error) {
	p, err := s.openPublication(h.Document)
	if err != nil {
		return nil, err
	}
	return eligibility.ParsePack(p.Body)
}

func (s *Session) openPublication(envelope []byte) (batch.Publication, error) {
	return openKept[batch.Publication](s.Site, envelope)
}

// accept judges what the portal has published before it takes the place of what is held.
func (s *Session) accept(p batch.Publication, held *batch.Publication) (outbox.Reason, error) {
	switch p.Topic {
	case batch.TopicRulePack:
		return s.acceptPack(p, held)
	case batch.TopicNotice:
		return s.acceptNotice(p)
	case batch.TopicDevices:
		return s.acceptDevices(p)
	}
	return outbox.Malformed, nil
}

func (s *Session) acceptPack(p batch.Publication, held *batch.Publication) (outbox.Reason, error) {
	pack, err := eligibility.ParsePack(p.Body)
	if err != nil {
		return outbox.Malformed, err
	}
	newest := s.rules.first
	if held != nil {
		before, err := eligibility.ParsePack(held.Body)
		if err == nil && eligibility.AcceptUpdate(newest, before) == nil {
			newest = before
		}
	}
	err = eligibility.AcceptUpdate(newest, pack)
	_, mine := pack.Office(s.Site.Office())
	switch {
	case errors.Is(err, eligibility.ErrOtherProgramme):
		return outbox.OtherProgramme, err
	case errors.Is(err, eligibility.ErrOlder):
		return outbox.Older, err
	case errors.Is(err, eligibility.ErrReused):
		return outbox.Reused, err
	case p.Subject != pack.Programme:
		return outbox.Malformed, errors.New("published under another programme")
	case !mine:
		return outbox.OtherProgramme, errNoOffice
	}
	return "", nil
}

func (s *Session) acceptNotice(p batch.Publication) (outbox.Reason, error) {
	notice, err := eligibility.ParseNotice(p.Body)
	switch {
	case err != nil:
		return outbox.Malformed, err
	case notice.Programme != s.rules.first.Programme:
		return outbox.OtherProgramme, nil
	case notice.ID != p.Subject:
		return outbox.Malformed, errors.New("published under another name")
	}
	return "", nil
}
