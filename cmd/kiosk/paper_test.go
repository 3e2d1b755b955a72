package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"ventanilla/app/ui"
)

// installLP puts a command lp in the place of all others.
func installLP(t *testing.T, script string) (folder string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the shell prints there")
	}
	folder = t.TempDir()
	t.Setenv("PATH", folder+string(os.PathListSeparator)+"/usr/bin"+string(os.PathListSeparator)+"/bin")
	must(t, os.WriteFile(filepath.Join(folder, "lp"), []byte("#!/bin/sh\n"+script), 0o700))
	return folder
}

// paperOf hands an application in and gives its receipt as the window would.
func paperOf(t *testing.T, desk *ui.Desk) ui.Paper {
	t.Helper()
	draft, err := begin(t, desk).Finish()
	must(t, err)
	slip, err := desk.Records.HandIn(t.Context(), draft)
	must(t, err)
	return ui.Paper{
		Language: "es", Title: "Comprobante", CodeLabel: "Su código", Code: slip.Code, Day: slip.Day, Signed: slip.Signed,
		Beside: []string{slip.Initials}, Blocks: []ui.PaperText{{Lead: "Gratis.", Text: "Nadie puede pedirle dinero."}},
	}
}

func TestTheReceiptGoesToThePrinter(t *testing.T) {
	folder := installLP(t, "cat > \"$(dirname \"$0\")/printed\"\n")
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	must(t, desk.Printer.Print(t.Context(), paperOf(t, desk)))
	pdf, err := os.ReadFile(filepath.Join(folder, "printed"))
	must(t, err)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("%%EOF")) {
		t.Errorf("%d bytes that are no PDF", len(pdf))
	}
}

func TestAMachineWithoutPrinter(t *testing.T) {
	installLP(t, "echo 'lp: Error - no default destination available.' >&2; exit 1\n")
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	if err := desk.Printer.Print(t.Context(), paperOf(t, desk)); !errors.Is(err, ui.ErrNoPrinter) {
		t.Errorf("got %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if newPrinter() != nil {
		t.Error("a machine without lp offers to print")
	}
}
