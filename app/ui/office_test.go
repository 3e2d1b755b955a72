package ui_test

import (
	"context"
	"encoding/json"
	"image"
	"image/color"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui"
	"ventanilla/assets"
)

// office is a machine at which interviews can be held: it keeps drafts as a disk would.
type office struct {
	*machine
	clock  *clock
	pack   *eligibility.Pack
	code   intake.Office
	kept   map[intake.ApplicationID][]byte
	handed []intake.Draft
	judged intake.Quality
	photos int
	card   ui.Pictures
	press  press
	// keepFails is why no answer can be kept.
	keepFails error
	// furnish adds to the desk what a test needs beside.
	furnish func(*ui.Desk)
}

// firstPack parses the rules that kiosks start with, once.
var firstPack = sync.OnceValues(func() (*eligibility.Pack, error) {
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	if err != nil {
		return nil, err
	}
	return eligibility.ParsePack(data)
})

func newOffice(t *testing.T, code intake.Office) *office {
	t.Helper()
	pack, err := firstPack()
	if err != nil {
		t.Fatal(err)
	}
	return &office{
		machine: newMachine(), clock: newClock(), pack: pack, code: code,
		kept: map[intake.ApplicationID][]byte{}, judged: intake.Quality{Clear: true},
	}
}

func (o *office) Unlock(ctx context.Context, staff, passphrase string) (*ui.Desk, error) {
	desk, err := o.machine.Unlock(ctx, staff, passphrase)
	if err != nil {
		return nil, err
	}
	desk.Pictures = o.card
	desk.Interview, desk.Photos, desk.Records, desk.Printer = o, album{o}, handing{records{o.machine}, o}, &o.press
	if o.furnish != nil {
		o.furnish(desk)
	}
	return desk, nil
}

func (o *office) config() interview.Config {
	return interview.Config{
		Pack: o.pack, Office: o.code, Now: o.clock.Now,
		Keep: func(d intake.Draft) error {
			if o.keepFails != nil {
				return o.keepFails
			}
			data, err := json.Marshal(d)
			o.kept[d.Application] = data
			return err
		},
		Drop: func(id intake.ApplicationID) error { delete(o.kept, id); return nil },
	}
}

func (o *office) Begin(l intake.Language, by intake.AssistedBy) (*interview.Interview, error) {
	return interview.Begin(o.config(), l, by)
}

func (o *office) Resume(d intake.Draft) (*interview.Interview, error) {
	return interview.Resume(o.config(), d)
}

func (o *office) Check(l intake.Language) (*interview.Interview, error) {
	return interview.Quick(o.config(), l)
}

// draft is the one draft that is kept.
func (o *office) draft(t *testing.T) intake.Draft {
	t.Helper()
	if len(o.kept) != 1 {
		t.Fatalf("%d drafts are kept", len(o.kept))
	}
	var d intake.Draft
	for _, data := range o.kept {
		if err := json.Unmarshal(data, &d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

type album struct{ *office }

func (a album) Judge(image.Image, intake.PhotoKind) intake.Quality { return a.judged }

func (a album) Keep(_ context.Context, _ intake.ApplicationID, _ image.Image, p intake.Photo) (intake.Photo, error) {
	a.photos++
	p.SHA256 = string(p.Kind)
	return p, nil
}

func (a album) Show(context.Context, intake.Photo) (image.Image, error) { return portrait(), nil }

// portrait is a picture of a sort.
func portrait() image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			p.SetNRGBA(x, y, color.NRGBA{R: uint8(90 + x/8), G: uint8(90 + y/6), B: 120, A: 255})
		}
	}
	return p
}

type handing struct {
	records
	office *office
}

func (h handing) HandIn(_ context.Context, d intake.Draft) (ui.Slip, error) {
	h.office.handed = append(h.office.handed, d)
	delete(h.office.kept, d.Application)
	return ui.Slip{
		Code: d.Code, Initials: d.Answers.Applicant.Initials(), Day: intake.DayOf(h.office.clock.now), Site: h.office.Site(),
		People: 1 + len(d.Answers.Household), Photos: len(d.Answers.Photos), Lacking: d.Answers.Lacking(), Signed: "signed", QR: portrait(),
	}, nil
}

// openOffice opens the window of an office and unlocks it.
func openOffice(t *testing.T, o *office, language intake.Language, size fyne.Size) *ui.App {
	t.Helper()
	const never = -1
	return openOfficeWith(t, o, language, size, never)
}

// openOfficeWith takes a second tap within echo for the second half of a double tap.
func openOfficeWith(t *testing.T, o *office, language intake.Language, size fyne.Size, echo time.Duration) *ui.App {
	t.Helper()
	a := openWindow(t, ui.Config{Kiosk: o, Language: language, Now: o.clock.Now, Echo: echo}, size)
	unlock(t, a, "marta", o.secret)
	return a
}

// at fails unless that screen is shown.
func at(t *testing.T, a *ui.App, screen string) {
	t.Helper()
	if a.ScreenID() != screen {
		t.Fatalf("at %q, want %q", a.ScreenID(), screen)
	}
}

// taps touches one target after the other.
func taps(t *testing.T, a *ui.App, ids ...string) {
	t.Helper()
	for _, id := range ids {
		tap(t, a, id)
	}
}
