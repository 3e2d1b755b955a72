package ui_test

import (
	"context"
	"image"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// checkedReceipt is a receipt of this kiosk whose case goes on.
func checkedReceipt(verdict ui.ReceiptVerdict) ui.Checked {
	now := newClock().now
	c := ui.Checked{Verdict: verdict, Code: "B7KQ4M2XE9"}
	switch verdict {
	case ui.ReceiptGenuine:
		c.Found = &ui.Dossier{
			Summary: ui.Summary{
				ID: "1", Code: c.Code, State: intake.StateDelivered, Changed: now.Add(-9 * 24 * time.Hour),
				Case: &ui.Case{State: "screening_scheduled", Since: now.Add(-48 * time.Hour), Note: "Traiga su documento."},
			},
			Day: intake.DayOf(now.Add(120 * time.Hour)), Number: 17,
		}
		fallthrough
	case ui.ReceiptElsewhere:
		c.Site, c.Day = "Casa del Migrante", intake.DayOf(now)
	}
	return c
}

func TestVerifyFits(t *testing.T) {
	inEachWindow(t, func(t *testing.T, m *machine, a *ui.App, see func(string)) {
		unlock(t, a, "marta", m.secret)
		tap(t, a, "verify")
		see("verify")
		for _, verdict := range []ui.ReceiptVerdict{
			ui.ReceiptGenuine, ui.ReceiptElsewhere, ui.ReceiptForged, ui.ReceiptUnknown, ui.ReceiptOther, ui.ReceiptHere, ui.ReceiptNotHere,
		} {
			m.checked = checkedReceipt(verdict)
			field(t, a, "field.code").SetText("B7KQ4-M2XE9")
			tap(t, a, "check")
			see("verify " + string(verdict))
			tap(t, a, "again")
		}
	})
}

func TestATypingErrorInACodeIsCaught(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "verify")
	field(t, a, "field.code").SetText("B7KQ4-M2XE8")
	tap(t, a, "check")
	if field(t, a, "field.code").Problem() == "" {
		t.Error("a wrong code is looked for")
	}
	picture(t, a, "verify-typo")
}

// lensOf gives one frame again and again, until the context ends.
type lensOf struct{}

func (lensOf) Frame(ctx context.Context) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 64, 48)), ctx.Err()
}

func TestAReceiptIsReadFromTheCamera(t *testing.T) {
	m := newMachine()
	m.qr, m.checked = "ventanilla:1;…", checkedReceipt(ui.ReceiptGenuine)
	a := openWithCamera(t, m, newClock(), locale.Spanish, sizes["landscape"], lensOf{})
	unlock(t, a, "marta", m.secret)
	tap(t, a, "verify")
	if _, ok := a.Find("again"); !ok {
		t.Fatal("the QR was not read")
	}
	tap(t, a, "home")
	tap(t, a, "verify")
}
