package site

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/uplink"
)

// Enrolled reports whether the portal knows this device, as far as the kiosk was told.
func (s *Site) Enrolled() bool { return s.state().Answer != nil }

// Enrol asks the portal to know this device, unless it does. Errors are ErrCode and those of [uplink.Client.Enrol].
func (s *Site) Enrol(ctx context.Context) error {
	state := s.state()
	if state.Answer != nil {
		return nil
	}
	answer, err := s.client.Enrol(ctx, state.Request)
	if err != nil {
		return fmt.Errorf("enrol device: %w", refusedCode(err))
	}
	return s.TakeAnswer(answer)
}

// TakeAnswer keeps the portal's answer to the enrolment request, however it came. The same one again changes nothing; one
// that the portal of the card has not signed for this device is [outbox.ErrForeign] or an error of batch.
func (s *Site) TakeAnswer(envelope []byte) error {
	a, err := batch.OpenDocument[batch.EnrolmentAnswer](s.card.PublicKey(), envelope)
	if err == nil && a.Device != s.Device() {
		err = batch.ErrSignature
	}
	if err != nil {
		return fmt.Errorf("take enrolment answer: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file.Answer != nil {
		return nil
	}
	next := s.file
	next.Name, next.Answer, next.Request = a.Site, envelope, nil
	if err := next.save(s.dir); err != nil {
		return fmt.Errorf("take enrolment answer: %w", err)
	}
	s.file = next
	return nil
}

// answer opens the portal's answer.
func (s *Site) answer() (batch.EnrolmentAnswer, error) {
	state := s.state()
	if state.Answer == nil {
		return batch.EnrolmentAnswer{}, ErrNoSite
	}
	return batch.OpenDocument[batch.EnrolmentAnswer](s.card.PublicKey(), state.Answer)
}

// Deliver makes one pass over the network: it enrols the device if need be, sends what waits, and keeps what comes back.
// Errors are those of package uplink. The result is true in any case.
func (s *Site) Deliver(ctx context.Context, progress func(uplink.Progress)) (uplink.Result, error) {
	if err := s.Enrol(ctx); err != nil {
		left, countErr := s.outbox.Waiting(ctx)
		return uplink.Result{Left: len(left)}, errors.Join(err, countErr)
	}
	result, err := s.client.Deliver(ctx, progress)
	return result, errors.Join(err, s.setAside(ctx, result))
}

// setAside deletes what a pass found damaged.
func (s *Site) setAside(ctx context.Context, result uplink.Result) error {
	for _, name := range result.Damaged {
		if err := s.outbox.SetAside(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// enrolPause is how long Run waits after a fruitless enrolment.
const enrolPause = 15 * time.Second

// Run delivers until ctx ends: at once, whenever [Site.Wake] is called, and at its own pace otherwise. outcome is told
// after each pass.
func (s *Site) Run(ctx context.Context, progress func(uplink.Progress), outcome func(uplink.Result, error)) {
	for {
		err := s.Enrol(ctx)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return
		}
		left, countErr := s.outbox.Waiting(ctx)
		outcome(uplink.Result{Left: len(left)}, errors.Join(err, countErr))
		select {
		case <-ctx.Done():
			return
		case <-time.After(enrolPause):
		}
	}
	s.client.Run(ctx, progress, func(result uplink.Result, err error) {
		outcome(result, errors.Join(err, s.setAside(ctx, result)))
	})
}

// Wake makes Run start a pass now.
func (s *Site) Wake() { s.client.Wake() }

// Export writes what waits, and the enrolment request until it is answered, into a folder.
func (s *Site) Export(ctx context.Context, to string, progress carrier.Progress) (carrier.Exported, error) {
	return carrier.Export(ctx, s.outbox, to, carrier.Options{Enrolment: s.state().Request, Progress: progress})
}

// Import takes what the portal has put into a folder for this device. What is about applications waits for the next
// [Session.Work].
func (s *Site) Import(ctx context.Context, from string, progress carrier.Progress) (carrier.Imported, error) {
	done, err := carrier.Import(ctx, s.outbox, from, progress)
	if err != nil || done.Answer == nil {
		return done, err
	}
	if err := s.TakeAnswer(done.Answer); err != nil {
		done.Refused = append(done.Refused, err)
	}
	return done, nil
}
