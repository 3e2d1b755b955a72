package site

import (
	"context"
	"errors"
	"fmt"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// ReportCharge keeps what somebody tells of having been asked for money, seals it at once and sends it before anything else. Once
// it is kept nothing of it can be lost, so trouble with sealing is logged and mended by the next [Session.Work]. Errors are
// those of [store.Store.ReportCharge].
func (s *Session) ReportCharge(ctx context.Context, c intake.Charge) (intake.ChargeReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	report, err := s.Store.ReportCharge(ctx, c)
	if err != nil {
		return report, err
	}
	s.log("seal a report", s.submit(ctx))
	s.Site.Wake()
	return report, nil
}

// Rescued is what a rescue has sealed.
type Rescued struct {
	Drafts  int // sealed now, or since they were last saved
	Photos  int
	LeftOut int // photos for which a draft's object had no room
	Failed  int // drafts that could not be read or sealed; the log says why
}

// Rescue seals every draft with its photos, so that the next export carries them out of this device as drafts that nobody
// has handed in. The drafts stay. One that cannot be read keeps no other from being rescued. Supervisors only.
func (s *Session) Rescue(ctx context.Context) (Rescued, error) {
	var done Rescued
	if err := s.supervise(); err != nil {
		return done, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.follow(ctx); err != nil {
		return done, fmt.Errorf("rescue drafts: %w", err)
	}
	list, err := s.Store.List(ctx, store.Filter{State: intake.StateDraft})
	if err != nil {
		return done, fmt.Errorf("rescue drafts: %w", err)
	}
	for _, one := range list {
		if err := s.rescue(ctx, one.Application, &done); err != nil {
			done.Failed++
			s.log("rescue a draft", err)
		}
	}
	if err := s.submit(ctx); err != nil {
		return done, fmt.Errorf("rescue drafts: %w", err)
	}
	s.Site.Wake()
	return done, ctx.Err()
}

func (s *Session) rescue(ctx context.Context, id intake.ApplicationID, done *Rescued) error {
	draft, err := s.Store.Draft(ctx, id)
	if err != nil {
		return err
	}
	var photos []intake.RescuePhoto
	var lost error
	for _, p := range draft.Answers.Photos {
		jpeg, err := s.Store.Photo(ctx, p.SHA256)
		if err != nil {
			lost = errors.Join(lost, err) // the answers are worth more than a photo
			continue
		}
		photos = append(photos, intake.RescuePhoto{SHA256: p.SHA256, JPEG: jpeg})
	}
	s.log("read a photo of a draft", lost)
	leftOut, err := s.custody.Rescue(ctx, draft, photos)
	if err != nil {
		return err
	}
	done.Drafts, done.Photos, done.LeftOut = done.Drafts+1, done.Photos+len(photos)-leftOut, done.LeftOut+leftOut
	return s.Store.Record(ctx, store.DraftRescued, id)
}
