package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// press is a printer that keeps what it is given.
type press struct {
	papers []ui.Paper
	err    error
}

func (p *press) Print(_ context.Context, paper ui.Paper) error {
	p.papers = append(p.papers, paper)
	return p.err
}

// atReceipt hands an application in and stands at its receipt.
func atReceipt(t *testing.T, o *office) *ui.App {
	t.Helper()
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	for a.ScreenID() != "review" {
		tap(t, a, "next")
	}
	tap(t, a, "hand_in")
	at(t, a, "receipt")
	return a
}

func TestAReceiptIsPrinted(t *testing.T) {
	o := newOffice(t, "GT")
	a := atReceipt(t, o)
	tap(t, a, "print")
	if len(o.press.papers) != 1 {
		t.Fatalf("printed %d times", len(o.press.papers))
	}
	paper := o.press.papers[0]
	if paper.Code != o.handed[0].Code || paper.Signed == "" || paper.Language != locale.Spanish || paper.Day.IsZero() {
		t.Errorf("printed %+v", paper)
	}
	all := strings.Join(paper.Beside, "\n")
	for _, b := range paper.Blocks {
		all += "\n" + b.Lead + " " + b.Text
	}
	for _, want := range []string{"Puesto Río Claro", "21 de noviembre de 2026", "gratis", "visa"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	if strings.Contains(all, "Wendy") {
		t.Error("the name is on the paper")
	}
	tap(t, a, "dialog.close")
	tap(t, a, "finish")
}

func TestWhatIsNotPrintedIsShownLarge(t *testing.T) {
	for name, err := range map[string]error{"no printer": ui.ErrNoPrinter, "refused": errors.New("out of paper")} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, "GT")
			o.press.err = err
			a := atReceipt(t, o)
			tap(t, a, "print")
			if said := words(a); !strings.Contains(said, "grande") {
				t.Errorf("the next step is not named in %q", said)
			}
			tap(t, a, "dialog.enlarge")
			if !strings.Contains(words(a), o.handed[0].Code.String()) {
				t.Error("the code is not shown")
			}
		})
	}
}

func TestWherePrintingIsImpossibleNobodyIsOfferedIt(t *testing.T) {
	o := newOffice(t, "GT")
	o.furnish = func(d *ui.Desk) { d.Printer = nil }
	a := atReceipt(t, o)
	if _, ok := a.Find("print"); ok {
		t.Error("there is a button that cannot work")
	}
}
