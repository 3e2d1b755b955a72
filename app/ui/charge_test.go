package ui_test

import (
	"fmt"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// inEachWindow runs a test in each language and size, and with the largest type where texts run longest.
func inEachWindow(t *testing.T, run func(t *testing.T, m *machine, a *ui.App, see func(screen string))) {
	for _, language := range locale.Languages() {
		for name, size := range sizes {
			looks := []string{""}
			if language == locale.French || language == locale.Creole {
				looks = append(looks, "look.largest")
			}
			for _, look := range looks {
				t.Run(fmt.Sprintf("%s %s %s", language, name, look), func(t *testing.T) {
					m := newMachine()
					a := open(t, m, newClock(), language, size)
					if look != "" {
						tap(t, a, "bar.look")
						tap(t, a, look)
						tap(t, a, "dialog.close")
					}
					run(t, m, a, func(screen string) {
						fits(t, a, screen)
						picture(t, a, fmt.Sprintf("%s-%s%s-%s", name, language, look, screen))
					})
				})
			}
		}
	}
}

func TestChargeFits(t *testing.T) {
	inEachWindow(t, func(t *testing.T, m *machine, a *ui.App, see func(string)) {
		unlock(t, a, "marta", m.secret)
		see("home with charge")
		tap(t, a, "charge")
		see("charge what")
		tap(t, a, "next")
		see("charge when")
		tap(t, a, "next")
		tap(t, a, "by.agent")
		see("charge who")
		tap(t, a, "next")
		tap(t, a, "may.yes")
		see("charge contact")
		tap(t, a, "send")
		see("charge sent")
		m.heldCharges = 1
		a.Tick()
		see("charge held")
	})
}

func TestAReportIsTakenWithWhatIsKnown(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "charge")
	for _, id := range []string{"next", "next", "next", "send"} {
		tap(t, a, id)
	}
	if len(m.charged) != 0 || a.ScreenID() != "charge" {
		t.Fatalf("a report that tells nothing was taken: %+v", m.charged)
	}
	for range 3 {
		tap(t, a, "back")
	}
	field(t, a, "field.what").SetText("2000 por un cupo")
	field(t, a, "field.amount").SetText("2000")
	tap(t, a, "currency.GTQ")
	tap(t, a, "next")
	tap(t, a, "next")
	tap(t, a, "by.agent")
	tap(t, a, "back")
	tap(t, a, "next")
	tap(t, a, "next")
	tap(t, a, "may.no")
	tap(t, a, "send")
	if len(m.charged) != 1 {
		t.Fatalf("%d reports", len(m.charged))
	}
	got := m.charged[0]
	if got.What != "2000 por un cupo" || got.Amount != "2000" || got.Currency != "GTQ" || got.By != intake.ByAgent ||
		got.MayContact == nil || *got.MayContact || got.Office != "GT" || got.Language != "es" {
		t.Errorf("report %+v", got)
	}
	tap(t, a, "finish")
	tap(t, a, "charge")
	if text := field(t, a, "field.what").Text(); text != "" {
		t.Errorf("the next report begins with %q", text)
	}
}

func TestALanguageChosenMeanwhileLosesNothingOfAReport(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "charge")
	field(t, a, "field.what").SetText("dinero")
	tap(t, a, "bar.language")
	tap(t, a, "language.fr")
	if text := field(t, a, "field.what").Text(); text != "dinero" {
		t.Errorf("after the switch: %q", text)
	}
}
