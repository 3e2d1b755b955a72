package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
)

// A tablet that lies has room for the whole names of the months, in every language.
func TestMonthsHaveTheirWholeNames(t *testing.T) {
	for _, language := range locale.Languages() {
		a := openOffice(t, newOffice(t, "GT"), language, sizes["landscape"])
		taps(t, a, "handover", "language."+string(language), "consent.screening.yes", "next")
		write(t, a, "field.given", "Rosa")
		for a.ScreenID() != "arrival" {
			tap(t, a, "next")
		}
		september := a.Texts.In(language).Month(9)
		found := false
		widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
			w, ok := o.(interface{ Text() string })
			found = found || ok && w.Text() == september
			return !found
		})
		if !found {
			t.Errorf("%s: no %q among the months", language, september)
		}
	}
}
