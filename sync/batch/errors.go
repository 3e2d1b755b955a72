package batch

import "errors"

// The causes for which outside bytes are refused. Errors of this package wrap
// exactly one of them, so that a caller can branch with errors.Is.
var (
	// ErrMalformed: the bytes are not of the form that FORMAT.md describes.
	ErrMalformed = errors.New("malformed")
	// ErrLimit: a count or size is beyond what this format allows.
	ErrLimit = errors.New("over the limit")
	// ErrSignature: the signature is not that of the expected key.
	ErrSignature = errors.New("signature does not hold")
	// ErrDamaged: the bytes are not those that their name or hash promises.
	ErrDamaged = errors.New("damaged")
	// ErrNotForUs: no identity at hand opens the sealed bytes.
	ErrNotForUs = errors.New("sealed to another recipient")
)
