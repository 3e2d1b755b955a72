package eligibility

import (
	"errors"
	"fmt"
)

// Why a pack is not taken in place of the one that is held.
var (
	ErrOtherProgramme = errors.New("of another programme")
	ErrOlder          = errors.New("older than the version held")
	ErrHeld           = errors.New("the version held already")
	ErrReused         = errors.New("another pack under the version held")
)

// AcceptUpdate reports whether the incoming pack may take the place of the held one, which may be nil. It returns
// ErrOtherProgramme, ErrOlder, ErrReused, or ErrHeld for the very same pack, which is no fault. Who signed the pack is
// for the caller to check before it is parsed.
func AcceptUpdate(held, incoming *Pack) error {
	if held == nil {
		return nil
	}
	if held.Programme != incoming.Programme {
		return fmt.Errorf("accept rule pack: %w", ErrOtherProgramme)
	}
	switch incoming.Version.Compare(held.Version) {
	case 1:
		return nil
	case -1:
		return fmt.Errorf("accept rule pack %s: %w %s", incoming.Version, ErrOlder, held.Version)
	}
	if incoming.digest != held.digest {
		return fmt.Errorf("accept rule pack %s: %w", incoming.Version, ErrReused)
	}
	return fmt.Errorf("accept rule pack %s: %w", incoming.Version, ErrHeld)
}
