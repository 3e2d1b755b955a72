package site

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/uplink"
)

// What an enrolment can end with.
var (
	// ErrCode says that the portal does not take the one-time code; [Session.Ask] takes a new one.
	ErrCode = errors.New(`the portal does not take the one-time code: ask the office for a new one, and give it by "kioskctl enrol"`)
	// ErrEnrolled says that the portal knows this device already.
	ErrEnrolled = errors.New("the portal knows this kiosk already")
	// ErrOtherOffice says that a code is for another office than the kiosk.
	ErrOtherOffice = errors.New("the code is for another office than this kiosk")
)

// refusedCode tells the next step where the portal has refused the code.
func refusedCode(err error) error {
	var refused *uplink.RefusedError
	if errors.As(err, &refused) && (refused.Code == wire.CodeWrongCode || refused.Code == wire.CodeUsedCode) {
		return fmt.Errorf("%w: %w", ErrCode, err)
	}
	return err
}

// Ask signs the enrolment request anew with another one-time code, for the next contact. Supervisors only. Errors: ErrRole,
// ErrEnrolled, ErrOtherOffice, batch.ErrMalformed.
func (s *Session) Ask(ctx context.Context, code string) error {
	if err := s.supervise(); err != nil {
		return err
	}
	if err := s.ask(ctx, code); err != nil {
		return fmt.Errorf("ask for enrolment: %w", err)
	}
	return nil
}

func (s *Session) ask(ctx context.Context, text string) error {
	code, err := batch.ParseEnrolmentCode(text)
	if err != nil {
		return err
	}
	if intake.Office(code.Office()) != s.Site.Office() {
		return ErrOtherOffice
	}
	signing, identity, err := s.deviceKeys(ctx)
	if err != nil {
		return err
	}
	request, err := device{signing, s.Site.transport, identity}.request(code, s.Site.options.Now())
	if err != nil {
		return err
	}
	return s.Site.keepRequest(request)
}

// deviceKeys returns the device's own secrets.
func (s *Session) deviceKeys(ctx context.Context) (ed25519.PrivateKey, *age.HybridIdentity, error) {
	keys, err := s.Store.Keys(ctx)
	if err != nil {
		return nil, nil, err
	}
	identity, err := age.ParseHybridIdentity(keys.Identity)
	if err != nil || len(keys.Signing) != ed25519.SeedSize {
		return nil, nil, fmt.Errorf("read device keys: %w", ErrDamaged)
	}
	return ed25519.NewKeyFromSeed(keys.Signing), identity, nil
}

func (s *Site) keepRequest(request []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file.Answer != nil {
		return ErrEnrolled
	}
	next := s.file
	next.Request = request
	if err := next.save(s.dir); err != nil {
		return err
	}
	s.file = next
	return nil
}
