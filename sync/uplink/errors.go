package uplink

import (
	"context"
	"crypto/x509"
	"errors"
	"net/url"

	"ventanilla/sync/batch/wire"
)

// Why a pass did not deliver everything.
var (
	// ErrNoLink: nothing reaches the portal. Every [LinkError] is one.
	ErrNoLink = errors.New("no link to the portal")
	// ErrCaptive: something answers that is not the portal, such as the sign-in
	// page of a network. It is also ErrNoLink.
	ErrCaptive = errors.New("not the portal that answers")
	// ErrClock: the portal's certificate is not valid at the kiosk's time.
	ErrClock = errors.New("clock and certificate disagree")
	// ErrSucceeded: the portal has a new key; see [SucceededError].
	ErrSucceeded = errors.New("the portal has a new key")
	// ErrRefused: the portal has said no; see [RefusedError].
	ErrRefused = errors.New("refused by the portal")
)

// LinkError is a trouble between kiosk and portal. It is ErrNoLink, and what
// its cause is.
type LinkError struct{ Cause error }

func (e *LinkError) Error() string {
	var failed *url.Error
	if !errors.As(e.Cause, &failed) {
		return ErrNoLink.Error() + ": " + e.Cause.Error()
	}
	text := ErrNoLink.Error()
	if at, err := url.Parse(failed.URL); err == nil {
		text += " at " + at.Scheme + "://" + at.Host
	}
	return text + ": " + innermost(failed.Err).Error()
}

// innermost is the cause without the words of the layers that it came through.
func innermost(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// Unwrap returns ErrNoLink and the cause.
func (e *LinkError) Unwrap() []error { return []error{ErrNoLink, e.Cause} }

// RefusedError is the portal's signed no. It is ErrRefused.
type RefusedError struct {
	Code  wire.Code
	Batch string // empty if the device or the request is refused
}

func (e *RefusedError) Error() string { return ErrRefused.Error() + ": " + string(e.Code) }

// Unwrap returns ErrRefused.
func (e *RefusedError) Unwrap() error { return ErrRefused }

// linkError tells what a failed request means.
func linkError(err error) error {
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return ErrClock
	case errors.Is(err, errPin), errors.As(err, &invalid), errors.As(err, &unknown), errors.As(err, &host):
		return &LinkError{Cause: ErrCaptive}
	}
	return &LinkError{Cause: err}
}

func isStale(err error) bool {
	var refused *RefusedError
	return errors.As(err, &refused) && refused.Code == wire.CodeStaleNonce
}

// SucceededError brings what the portal's old key has signed of its new one. The caller takes the card in it and goes on with
// a new client. It is ErrSucceeded.
type SucceededError struct{ Envelope []byte }

func (e *SucceededError) Error() string { return ErrSucceeded.Error() }

// Unwrap returns ErrSucceeded.
func (e *SucceededError) Unwrap() error { return ErrSucceeded }
