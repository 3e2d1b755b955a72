package main

import (
	"errors"
	"fmt"

	"ventanilla/app/ui"
	"ventanilla/sync/carrier"
)

// stickError names what is wrong with a stick for the window.
func stickError(err error) error {
	for _, known := range []struct{ carriers, windows error }{
		{carrier.ErrUnreliable, ui.ErrStickUnreliable},
		{carrier.ErrFull, ui.ErrStickFull},
		{carrier.ErrReadOnly, ui.ErrStickReadOnly},
		{carrier.ErrGone, ui.ErrStickGone},
	} {
		if errors.Is(err, known.carriers) {
			return fmt.Errorf("%w: %w", known.windows, err)
		}
	}
	return err
}
