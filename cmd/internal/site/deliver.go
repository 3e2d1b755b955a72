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
	answer, err := s.uplink().Enrol(ctx, state.Request)
	if err != nil {
		return fmt.Errorf("enrol device: %w", refusedCode(err))
	}
	return s.TakeAnswer(answer)
}

// TakeAnswer keeps the portal's answer to the enrolment request, however it came. The same one again changes nothing; one
// that the portal of the card has not signed for this device is [outbox.ErrForeign] or an error of batch.
func (s *Site) TakeAnswer(envelope []byte) error {
	a, err := batch.OpenDocument[batch.EnrolmentAnswer](s.Card().PublicKey(), envelope)
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

// answer opens the portal's answer; false: there is none yet.
func (s *Site) answer() (batch.EnrolmentAnswer, bool) {
	answer, err := openKept[batch.EnrolmentAnswer](s, s.state().Answer)
	return answer, err == nil
}

// Deliver makes one pass over the network: it enrols the device if need be, sends what waits, and keeps what comes back. A
// new key of the portal is taken, and the pass goes on with it. Errors are those of package uplink. The result is true in
// any case.
func (s *Site) Deliver(ctx context.Context, progress func(uplink.Progress)) (uplink.Result, error) {
	for range mostSuccessions {
		result, err := s.pass(ctx, progress)
		if !s.succeeded(err) {
			return result, err
		}
	}
	return s.pass(ctx, progress)
}

func (s *Site) pass(ctx context.Context, progress func(uplink.Progress)) (uplink.Result, error) {
	if err := s.Enrol(ctx); err != nil {
		left, countErr := s.outbox.Waiting(ctx)
		return uplink.Result{Left: len(left)}, errors.Join(err, countErr)
	}
	result, err := s.uplink().Deliver(ctx, progress)
	return result, errors.Join(copied(result, err), s.setAside(ctx, result))
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

// enrolPause is how long Run waits after a fruitless enrolment, unless it is woken.
const enrolPause = 15 * time.Second

// Run delivers until ctx ends: at once, whenever [Site.Wake] is called, and at its own pace otherwise. outcome is told
// after each pass.
func (s *Site) Run(ctx context.Context, progress func(uplink.Progress), outcome func(uplink.Result, error)) {
	for ctx.Err() == nil {
		if s.runEnrolment(ctx, outcome) {
			s.runClient(ctx, progress, outcome)
		}
	}
}

// runEnrolment tries once, and rests after it if it was fruitless.
func (s *Site) runEnrolment(ctx context.Context, outcome func(uplink.Result, error)) bool {
	err := s.Enrol(ctx)
	if err == nil || s.succeeded(err) {
		return err == nil
	}
	if ctx.Err() != nil {
		return false
	}
	left, countErr := s.outbox.Waiting(ctx)
	outcome(uplink.Result{Left: len(left)}, errors.Join(err, countErr))
	select {
	case <-ctx.Done():
	case <-s.woken:
	case <-time.After(enrolPause):
	}
	return false
}

// runClient runs the client for the card of now until the portal has a new key.
func (s *Site) runClient(ctx context.Context, progress func(uplink.Progress), outcome func(uplink.Result, error)) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	client := s.uplink()
	client.Run(ctx, progress, func(result uplink.Result, err error) {
		if s.uplink() != client || s.succeeded(err) { // by a stick, or by the network
			stop()
			return
		}
		outcome(result, errors.Join(copied(result, err), s.setAside(ctx, result)))
	})
}

// Wake makes Run start a pass now.
func (s *Site) Wake() {
	s.uplink().Wake()
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// Export writes what waits, and the enrolment request until it is answered, into a folder. What it wrote is in the list of
// [outbox.Folder.Carried] until the portal has signed for it. The request and the clock of the options are the site's.
func (s *Site) Export(ctx context.Context, to string, options carrier.Options) (carrier.Exported, error) {
	options.Enrolment, options.Now = s.state().Request, s.options.Now
	return carrier.Export(ctx, s.outbox, to, options)
}

// Import takes what the portal has put into a folder for this device. What is about applications waits for the next
// [Session.Work].
func (s *Site) Import(ctx context.Context, from string, progress carrier.Progress) (carrier.Imported, error) {
	cards, refused, err := s.takeCards(from)
	if err != nil {
		return carrier.Imported{Cards: cards}, err
	}
	done, err := carrier.Import(ctx, s.outbox, from, progress)
	done.Cards = cards
	if refused != nil {
		done.Refused = append(done.Refused, refused)
	}
	if err != nil || done.Answer == nil {
		return done, err
	}
	if err := s.TakeAnswer(done.Answer); err != nil {
		done.Refused = append(done.Refused, err)
	}
	return done, nil
}
