package site

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/uplink"
)

// ErrCopied says that the portal takes nothing more from this kiosk, because another one works with a copy of its disk, or
// because this disk was set back to an older state. What waits is not lost: see [Session.Renew].
var ErrCopied = errors.New(`another tablet works with a copy of this disk, or this disk was set back: ` +
	`ask the office for a new one-time code, and give it by "kioskctl enrol --anew"; nothing is lost by it`)

// copied adds what to do where the portal has found that the device's manifests fork.
func copied(result uplink.Result, err error) error {
	var refused *uplink.RefusedError
	found := errors.As(err, &refused) && refused.Code == wire.CodeClonedDevice
	for _, code := range result.Refused {
		found = found || code == wire.CodeClonedDevice
	}
	if found {
		return errors.Join(ErrCopied, err)
	}
	return err
}

// Renew makes this kiosk a new device to the portal, with a new one-time code: new keys, and what waits in new batches,
// with the same sealed bytes. What the portal has signed for stays delivered. The session is to be locked afterwards, and
// the kiosk opened again. Interrupted, it is to be done again with the same code. Supervisors only. Errors: ErrRole,
// ErrOtherOffice, batch.ErrMalformed.
func (s *Session) Renew(ctx context.Context, text string) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx, text); err != nil {
		return fmt.Errorf("enrol anew: %w", err)
	}
	return nil
}

func (s *Session) renew(ctx context.Context, text string) error {
	code, err := batch.ParseEnrolmentCode(text)
	if err != nil {
		return err
	}
	if intake.Office(code.Office()) != s.Site.Office() {
		return ErrOtherOffice
	}
	d, err := newDevice()
	if err != nil {
		return err
	}
	request, err := d.request(code, s.Site.options.Now())
	if err != nil {
		return err
	}
	keys := store.Keys{Signing: d.signing.Seed(), Identity: d.identity.String()}
	if err := s.Store.Renew(ctx, string(d.id()), keys); err != nil {
		return err
	}
	if err := writeTransportKey(filepath.Join(s.Site.dir, transportFile), d.transport); err != nil {
		return err
	}
	if err := s.Site.become(d.id(), request); err != nil {
		return err
	}
	return s.Site.outbox.Abandon(ctx)
}

// become gives the folder its new device.
func (s *Site) become(id batch.DeviceID, request []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.file
	next.Device, next.Request, next.Answer = id, request, nil
	if err := next.save(s.dir); err != nil {
		return err
	}
	s.file = next
	return nil
}
