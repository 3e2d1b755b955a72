package intake

import (
	"fmt"

	"github.com/google/uuid"
)

// ApplicationID identifies an application for ever and everywhere: a UUIDv7 (RFC 9562) in its canonical small letters.
type ApplicationID string

// NewApplicationID makes an id from the device's clock and random bits. It fails only if the system gives no randomness.
func NewApplicationID() (ApplicationID, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make application id: %w", err)
	}
	return ApplicationID(id.String()), nil
}

// ParseApplicationID accepts the canonical form of a UUIDv7 and nothing else.
func ParseApplicationID(s string) (ApplicationID, error) {
	id, err := uuid.Parse(s)
	if err != nil || id.Version() != 7 || id.String() != s {
		return "", &Problem{Code: UnknownCode, Field: "application"}
	}
	return ApplicationID(s), nil
}
