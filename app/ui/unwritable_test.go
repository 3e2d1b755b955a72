package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

func TestAFullDiskSaysWhatToDoAndLosesNothing(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	texts := a.Texts.In(locale.Spanish)
	says := func(key string, want bool) {
		t.Helper()
		if strings.Contains(words(a), texts.Text(key)) != want {
			t.Errorf("on %s, %s: not %t", a.ScreenID(), key, want)
		}
	}
	taps(t, a, "new", "consent.screening.yes", "next")
	says("saved.just_now", true)
	o.keepFails = fmt.Errorf("write: %w", ui.ErrDisk)
	write(t, a, "field.given", "Wendy")
	a.Tick()
	says("problem.disk", true)
	says("saved.just_now", false)
	tap(t, a, "next")
	at(t, a, "name")
	o.keepFails = nil
	a.Tick()
	says("problem.disk", false)
	says("saved.just_now", true)

	taps(t, a, "step.family", "member.add")
	o.keepFails = fmt.Errorf("write: %w", ui.ErrDisk)
	write(t, a, "field.given", "Celia")
	for range 2 {
		a.Tick()
		if _, ok := a.Find("dialog.close"); ok {
			t.Fatal("asks for attention at every second")
		}
	}
	tap(t, a, "next")
	says("problem.disk", true)
	o.keepFails = nil
	tap(t, a, "next")
	if got := o.draft(t).Answers.Household; len(got) != 1 || got[0].GivenNames != "Celia" {
		t.Errorf("kept %+v", got)
	}
}
