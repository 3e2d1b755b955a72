package ui_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

const fingerprint = "54bc 6c35 4c3a 3ac6 22e7 1a2b 0d9f 77c0 b1a4 9e03"

// founder makes an office.
type founder struct {
	*office
	cards []ui.Card
	made  ui.Foundation
}

func (f *founder) Cards(context.Context) ([]ui.Card, error) { return f.cards, nil }

func (f *founder) Code(text string) error {
	if text != "GT-7K3M-90QX-VB2D-H5T7" {
		return errors.New("mistyped")
	}
	return nil
}

func (f *founder) Check(context.Context) ui.Checkup { return ui.Checkup{Printer: true, Clock: true} }

func (f *founder) Found(_ context.Context, made ui.Foundation) (ui.Kiosk, error) {
	f.made = made
	f.secret, f.staff = made.Passphrase, []ui.Staff{{ID: "ana", Name: made.Name, Supervisor: true}}
	f.furnish = func(desk *ui.Desk) {
		desk.Records, desk.Drafts = keeping{desk.Records, f.office}, keptDrafts{f.office}
	}
	return f.office, nil
}

// keeping finds the drafts that an office keeps.
type keeping struct {
	ui.Records
	office *office
}

func (k keeping) Draft(_ context.Context, id intake.ApplicationID) (d intake.Draft, err error) {
	return d, json.Unmarshal(k.office.kept[id], &d)
}

type keptDrafts struct{ *office }

func (k keptDrafts) List(context.Context) ([]intake.Draft, error) { return nil, nil }

func (k keptDrafts) Drop(_ context.Context, id intake.ApplicationID) error {
	delete(k.kept, id)
	return nil
}

// openEmpty opens the window where there is no kiosk.
func openEmpty(t *testing.T, f *founder, language intake.Language, size fyne.Size) *ui.App {
	t.Helper()
	return openWindow(t, ui.Config{Founder: f, Language: language, Now: newClock().Now, Echo: -1}, size)
}

// walkStart goes through the set-up up to its last step.
func walkStart(t *testing.T, a *ui.App, f *founder, visit func(name string)) {
	t.Helper()
	visit("language")
	tap(t, a, "next")
	visit("no card")
	f.cards = []ui.Card{{Name: "AZUL: card.json", Portal: "https://portal.example.org", Fingerprint: fingerprint, Data: []byte("card")}}
	a.Tick()
	tap(t, a, "card.AZUL: card.json")
	visit("card")
	tap(t, a, "next")
	visit("fingerprint")
	write(t, a, "start.typed", "54BC7")
	visit("fingerprint, mistyped")
	if _, ok := a.Find("key.close"); ok {
		tap(t, a, "key.close")
	}
	tap(t, a, "start.same")
	tap(t, a, "next")
	visit("code")
	write(t, a, "start.code", "GT-7K3M-90QX-VB2D-H5T8")
	visit("code, mistyped")
	field(t, a, "start.code").SetText("")
	write(t, a, "start.code", "GT-7K3M-90QX-VB2D-H5T7")
	tap(t, a, "next")
	write(t, a, "staff.name", "Ana Cux")
	visit("person")
	tap(t, a, "next")
	visit("check")
}

func TestStartScreensFit(t *testing.T) {
	inEachAppearance(t, func(t *testing.T, as appearance) {
		f := &founder{office: newOffice(t, "GT")}
		a := openEmpty(t, f, as.language, sizes[as.name])
		as.choose(t, a)
		walkStart(t, a, f, func(screen string) { as.see(t, a, screen) })
		tap(t, a, "next")
		as.see(t, a, "trial")
	})
}

func TestFirstStart(t *testing.T) {
	f := &founder{office: newOffice(t, "GT")}
	a := openEmpty(t, f, locale.Spanish, sizes["landscape"])
	ready := func() bool {
		o, _ := a.Find("next")
		return !o.(fyne.Disableable).Disabled()
	}
	tap(t, a, "language.fr")
	tap(t, a, "next")
	if ready() {
		t.Error("goes on without a card")
	}
	tap(t, a, "back")
	walkStart(t, a, f, func(screen string) {
		if mistyped := screen == "fingerprint" || screen == "fingerprint, mistyped" || screen == "code, mistyped"; mistyped && ready() {
			t.Errorf("goes on at %q", screen)
		}
	})
	for range 4 { // back to the card and forth again, and nothing is lost
		tap(t, a, "back")
	}
	for range 4 {
		tap(t, a, "next")
	}
	if a.ScreenID() != "start.check" {
		t.Fatalf("screen %q", a.ScreenID())
	}
	tap(t, a, "next")
	want := ui.Foundation{
		Card: []byte("card"), Code: "GT-7K3M-90QX-VB2D-H5T7", Name: "Ana Cux", Passphrase: "mango ventana rio camino luz fr", Language: "fr",
	}
	if fmt.Sprint(f.made) != fmt.Sprint(want) {
		t.Errorf("made from %+v", f.made)
	}
	if a.ScreenID() != "start.trial" {
		t.Errorf("after it: %q", a.ScreenID())
	}
	if len(f.kept) != 0 {
		t.Error("the trial is still there")
	}
	tap(t, a, "next")
	if a.ScreenID() != "supervisor" {
		t.Errorf("begins at %q", a.ScreenID())
	}
}
