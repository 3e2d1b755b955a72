package ui

import "errors"

// What can be wrong with a stick. Nothing is lost by any of it.
var (
	ErrStickFull     = errors.New("stick is full")
	ErrStickReadOnly = errors.New("stick is write-protected")
	ErrStickGone     = errors.New("stick was pulled out")
	// ErrStickUnreliable is a stick that does not give back what was written.
	ErrStickUnreliable = errors.New("stick is unreliable")
)

// stickTrouble returns the text that says what to do about an error.
func stickTrouble(err error) string {
	switch {
	case errors.Is(err, ErrStickUnreliable):
		return "usb.failed_unreliable"
	case errors.Is(err, ErrStickFull):
		return "usb.failed_full"
	case errors.Is(err, ErrStickReadOnly):
		return "usb.failed_read_only"
	case errors.Is(err, ErrStickGone):
		return "usb.failed_gone"
	default:
		return "usb.failed"
	}
}
