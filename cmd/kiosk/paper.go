package main

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"time"

	"ventanilla/app/receipt"
	"ventanilla/app/ui"
	"ventanilla/assets"
)

// printer puts receipts on paper by the system's way of printing.
type printer struct{}

// newPrinter is nil where the system has no way of printing, so that nobody is offered it.
func newPrinter() ui.Printer {
	if runtime.GOOS != "windows" { // which can always
		if _, err := exec.LookPath("lp"); err != nil {
			return nil
		}
	}
	return printer{}
}

// printPatience is how long the printing system may think about a receipt.
const printPatience = time.Minute

// Print implements ui.Printer.
func (printer) Print(ctx context.Context, paper ui.Paper) error {
	slip := receipt.Slip{
		Language: paper.Language, Title: paper.Title, CodeLabel: paper.CodeLabel, Code: paper.Code,
		Beside: paper.Beside, Text: paper.Signed, Day: paper.Day.In(time.UTC),
	}
	for _, b := range paper.Blocks {
		slip.Blocks = append(slip.Blocks, receipt.Block(b))
	}
	pdf, err := slip.PDF(receipt.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold(), Mono: assets.FontMonoBold()})
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, printPatience)
	defer stop()
	err = receipt.Print(ctx, pdf)
	if errors.Is(err, receipt.ErrNoPrinter) || errors.Is(err, receipt.ErrNoPrinting) {
		return errors.Join(ui.ErrNoPrinter, err)
	}
	return err
}
