//go:build !windows

package receipt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// spool gives the file to lp, the command of CUPS and of POSIX, without writing it anywhere.
func spool(ctx context.Context, pdf []byte) error {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, "lp", "-s", "-t", "receipt", "-")
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(pdf), &said
	err := cmd.Run()
	switch message := said.String(); {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return ErrNoPrinting
	case strings.Contains(message, "destination"): // "no default destination available", "No destinations added"
		return ErrNoPrinter
	default:
		first, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
		return fmt.Errorf("%w: %w: %s", ErrPrinter, err, first)
	}
}

// ready asks lpstat, the command of CUPS, for the default printer.
func ready(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "lpstat", "-d")
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	said, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return ErrNoPrinting
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil, strings.Contains(string(said), "no system default"):
		return ErrNoPrinter
	}
	return nil
}
