package receipt

import (
	"context"
	"errors"
	"fmt"
)

// Why nothing was printed.
var (
	ErrNoPrinting = errors.New("no printing system installed")
	ErrNoPrinter  = errors.New("no printer set up")
	ErrPrinter    = errors.New("printing system refused")
)

// Print hands a PDF to the system's default printer and returns when the system has taken it, which is before it is on
// paper. The job is called "receipt". Errors: [ErrNoPrinting], [ErrNoPrinter], [ErrPrinter], or the context's.
func Print(ctx context.Context, pdf []byte) error {
	if err := spool(ctx, pdf); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("print receipt: %w", err)
	}
	return nil
}

// Ready reports whether the system has a printer, as far as it can tell. Errors: [ErrNoPrinting], [ErrNoPrinter], or the
// context's.
func Ready(ctx context.Context) error {
	if err := ready(ctx); err != nil {
		return fmt.Errorf("look for a printer: %w", err)
	}
	return nil
}
