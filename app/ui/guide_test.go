package ui_test

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/guide"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// saidBy is all that the window says now, a widget's words in one line.
func saidBy(a *ui.App) string {
	var all []string
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		if w, ok := o.(fyne.Widget); ok {
			var own []string
			for _, part := range test.WidgetRenderer(w).Objects() {
				if line, ok := part.(*canvas.Text); ok && line.Visible() {
					own = append(own, line.Text)
				}
			}
			all = append(all, strings.Join(own, " "))
		}
		return true
	})
	return strings.Join(all, "\n")
}

// TestTheGuideNamesWhatTheWindowShows goes the way of the printed guide, and wants each word that it names on the screen where
// it says it is. The titles of the steps through the set-up are those of the screens.
func TestTheGuideNamesWhatTheWindowShows(t *testing.T) {
	texts := catalogue(t)
	for _, language := range locale.Languages() {
		t.Run(string(language), func(t *testing.T) {
			f := &founder{office: newOffice(t, "GT")}
			a := openEmpty(t, f, language, sizes["landscape"])
			a.Camera, a.ReadQR = lensOf{}, func(image.Image) (string, bool) { return "", false }
			shown := map[string]string{}
			see := func(string) { shown[a.ScreenID()] += saidBy(a) + "\n" }
			walkStart(t, a, f, see)
			tap(t, a, "next")
			see("trial")
			tap(t, a, "next")
			f.status.Link, f.answered = ui.LinkCode, true
			a.Tick()
			see("desk")
			tap(t, a, "usb")
			see("stick")
			tap(t, a, "next")
			see("safe")
			tap(t, a, "list")
			see("what came")
			taps(t, a, "back", "home", "outbox")
			see("outbox")
			tap(t, a, "enrol")
			see("new code")
			taps(t, a, "back", "home", "lock")
			see("lock")

			steps := guide.Steps()
			through := []string{"start.language", "start.card", "start.fingerprint", "start.code", "start.person", "start.check", "start.trial"}
			for i, screen := range through {
				if title := texts.In(language).Text(steps[i].Title); !strings.Contains(shown[screen], title) {
					t.Errorf("%s has no title %q", screen, title)
				}
			}
			for _, step := range append(steps, guide.Troubles()...) {
				for _, l := range step.Labels {
					word := texts.In(language).Text(l.Key)
					if word == "" || !strings.Contains(shown[l.Screen], word) {
						t.Errorf("%s tells of %q, which is not on %s", step.Text, word, l.Screen)
					}
				}
			}
		})
	}
}
