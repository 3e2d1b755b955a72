package receipt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// script prints and gives the program that does it half a minute to read the file; some never end.
const script = `$ErrorActionPreference = 'Stop'
$p = Start-Process -FilePath $env:RECEIPT -Verb Print -WindowStyle Hidden -PassThru
if ($p) { [void]$p.WaitForExit(30000) }`

// spool lets the program that is registered for PDF print the file, as the shell's menu does, and takes the file away
// again.
func spool(ctx context.Context, pdf []byte) error {
	folder, err := os.MkdirTemp("", "receipt")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "receipt.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "powershell", "-NoProfile", "-NonInteractive", "-Command", script)
	cmd.Env = append(os.Environ(), "RECEIPT="+file)
	err = cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return ErrNoPrinting
	case err != nil:
		return fmt.Errorf("%w: %w", ErrPrinter, err)
	}
	return nil
}

// ready is always so: Windows has a printer, and be it one that writes files.
func ready(context.Context) error { return nil }
