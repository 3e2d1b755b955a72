package ui_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/assets"
)

// sizes are the screens that everything has to fit.
var sizes = map[string]fyne.Size{
	"landscape": {Width: 1280, Height: 800},
	"portrait":  {Width: 800, Height: 1280},
	"small":     {Width: 1024, Height: 600},
}

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock {
	return &clock{time.Date(2026, time.November, 21, 8, 12, 0, 0, time.FixedZone("GT", -6*3600))}
}

// newMachine is a site on a Saturday morning: 4 staff, 7 drafts, 42 applications, no link.
func newMachine() *machine {
	now := newClock().now
	m := &machine{
		required: true, approved: map[intake.ApplicationID]bool{}, notes: map[intake.ApplicationID]string{},
		pairs: []ui.Pair{{"1", "2"}, {"8", "3"}}, decided: map[ui.Pair]bool{},
		secret: "correcto caballo",
		staff: []ui.Staff{
			{ID: "marta", Name: "Marta Ical"},
			{ID: "luis", Name: "Luis Barahona"},
			{ID: "yolette", Name: "Yolette Pierre"},
			{ID: "ana", Name: "Ana Cux", Supervisor: true},
		},
		status:  ui.Status{Link: ui.LinkNone, Waiting: 14, OnItsWay: 3, Delivered: 17, Parked: 1, Done: 1_200_000, Total: 4_800_000, Left: 13 * time.Minute, Receipt: now.Add(-time.Hour)},
		answers: newAnswers(),
		sticks:  []ui.Stick{{Path: "/media/azul", Name: "AZUL", Free: 14_200_000_000}},
	}
	states := []intake.State{intake.StateDraft, intake.StateWaiting, intake.StateOnItsWay, intake.StateDelivered, intake.StateParked, intake.StateDelivered, intake.StateWithdrawn}
	lacking := [][]intake.Field{{intake.FieldEmail, intake.FieldDocument}, nil, {intake.FieldHousehold, intake.FieldPortrait, intake.FieldEmail}}
	initials := []string{"WM", "LA", "MR", "CS", "EG", "RL"}
	for i := range 42 {
		s := ui.Summary{
			ID: intake.ApplicationID(fmt.Sprint(i)), Code: intake.Code(fmt.Sprintf("B7KQ4M2%02dX", i)), State: states[i%len(states)], Revision: 1,
			Initials: initials[i%len(initials)], Lacking: lacking[i%len(lacking)], Changed: now.Add(-time.Duration(i*i) * 20 * time.Minute),
		}
		if s.State == intake.StateParked {
			s.Problem = "photo_missing"
		}
		m.summaries = append(m.summaries, s)
	}
	for i := range 7 {
		d := intake.Draft{Application: intake.ApplicationID(fmt.Sprint(i)), Code: m.summaries[i].Code, SavedAt: m.summaries[i].Changed}
		d.Answers.Applicant.GivenNames, d.Answers.Applicant.Surname = "Wendy", "Muñoz"
		d.Answers.Contact.Email = "w@example.org"
		d.Answers.Household = []intake.Member{}
		d.Answers.Applicant.Nationalities = []intake.Nationality{"HN"}
		m.drafts = append(m.drafts, d)
	}
	return m
}

// open opens the window over a machine; slow work is done at once.
func open(t *testing.T, m *machine, c *clock, language intake.Language, size fyne.Size) *ui.App {
	t.Helper()
	return openWithCamera(t, m, c, language, size, nil)
}

func openWithCamera(t *testing.T, m *machine, c *clock, language intake.Language, size fyne.Size, camera ui.Camera) *ui.App {
	t.Helper()
	return openWindow(t, ui.Config{
		Kiosk: m, Camera: camera, Language: language, Now: c.Now,
		WipeNow: func(context.Context) error { m.wiped = true; return nil },
		Salvage: func(context.Context, string, string) (ui.Salvaged, error) { return ui.Salvaged{Kiosk: m}, nil },
	}, size)
}

// openWindow opens a window as the config says, with the texts of the product; unless it says otherwise, slow work is done at
// once.
func openWindow(t *testing.T, config ui.Config, size fyne.Size) *ui.App {
	t.Helper()
	config.Texts, config.Passphrases = catalogue(t), offered{}
	if config.Voice == nil {
		config.Voice = &reader{}
	}
	if config.Do == nil {
		now := func(f func()) { f() }
		config.Do, config.Go = now, now
	}
	a := ui.New(test.NewTempApp(t), config)
	a.Window().Resize(size)
	return a
}

func catalogue(t *testing.T) *locale.Catalogue {
	t.Helper()
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	texts, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// tap touches the target of that id.
func tap(t *testing.T, a *ui.App, id string) {
	t.Helper()
	o, ok := a.Find(id)
	if !ok {
		t.Fatalf("no target %q on screen %q", id, a.ScreenID())
	}
	o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
}

// write types a text on the keys of a keyboard with a plug.
func write(t *testing.T, a *ui.App, field, text string) {
	t.Helper()
	o, ok := a.Find(field)
	if !ok {
		t.Fatalf("no field %q on screen %q", field, a.ScreenID())
	}
	a.Window().Canvas().Focus(o.(fyne.Focusable))
	test.Type(o.(fyne.Focusable), text)
}

// unlock opens the store as somebody.
func unlock(t *testing.T, a *ui.App, staff, secret string) {
	t.Helper()
	if _, ok := a.Find("key.close"); ok {
		tap(t, a, "key.close")
	}
	tap(t, a, "staff."+staff)
	field(t, a, "passphrase").SetText("")
	write(t, a, "passphrase", secret)
	tap(t, a, "open")
}

// picture saves what the window looks like into the folder that UI_PICTURES names, if it does.
func picture(t *testing.T, a *ui.App, name string) {
	t.Helper()
	folder := os.Getenv("UI_PICTURES")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, a.Window().Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestUnlock(t *testing.T) {
	a := open(t, newMachine(), newClock(), locale.Spanish, sizes["landscape"])
	if a.ScreenID() != "lock" {
		t.Fatalf("begins with %q", a.ScreenID())
	}
	unlock(t, a, "marta", "correcto caballo")
	if a.ScreenID() != "home" {
		t.Fatalf("after unlocking: %q", a.ScreenID())
	}
	tap(t, a, "applications")
	if a.ScreenID() != "applications" {
		t.Fatalf("after the tile: %q", a.ScreenID())
	}
}
