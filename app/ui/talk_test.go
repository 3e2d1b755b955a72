package ui_test

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
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
	desk.Prove = func(_ context.Context, passphrase string) error {
		if passphrase != o.secret {
			return ui.ErrPassphrase
		}
		return nil
	}
	if o.furnish != nil {
		o.furnish(desk)
	}
	return desk, nil
}

func (o *office) config() interview.Config {
	return interview.Config{
		Pack: o.pack, Office: o.code, Now: o.clock.Now,
		Keep: func(d intake.Draft) error {
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
	app := test.NewTempApp(t)
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	texts, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	now := func(f func()) { f() }
	a := ui.New(app, ui.Config{Kiosk: o, Texts: texts, Language: language, Now: o.clock.Now, Echo: echo, Do: now, Go: now})
	a.Window().Resize(size)
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

// stroll is a whole interview of one person at the Guatemala office; shown is called at each screen.
func stroll(t *testing.T, a *ui.App, shown func(name string)) {
	t.Helper()
	stand := func(screen string) {
		t.Helper()
		at(t, a, screen)
		shown(screen)
	}
	stand("consent")
	taps(t, a, "consent.screening.yes", "consent.contact.yes", "consent.referral.no")
	shown("consent-answered")
	tap(t, a, "next")
	stand("name")
	write(t, a, "field.given", "Wendy Paola")
	write(t, a, "field.surname", "Muñoz")
	shown("name-keyboard")
	tap(t, a, "next")
	stand("birth")
	taps(t, a, "date.year.2", "date.year.4")
	shown("birth-answered")
	tap(t, a, "next")
	stand("sex")
	taps(t, a, "choice.F", "next")
	stand("nationality")
	taps(t, a, "country.2", "country.0")
	shown("nationality-answered")
	tap(t, a, "next")
	stand("birth_country")
	taps(t, a, "country.2", "next")
	stand("arrival")
	taps(t, a, "date.year.2", "date.month.6")
	shown("arrival-answered")
	tap(t, a, "next")
	stand("contact")
	tap(t, a, "email.does_not_have")
	write(t, a, "field.phone", "9814 0418")
	a.Window().Canvas().Unfocus()
	taps(t, a, "shared.yes", "safe.no")
	shown("contact-answered")
	tap(t, a, "next")
	stand("family")
	tap(t, a, "member.add")
	shown("member-name")
	write(t, a, "field.given", "Josué")
	tap(t, a, "next")
	shown("member-kin")
	taps(t, a, "relationship.child", "next")
	shown("member-birth")
	taps(t, a, "next")
	shown("member-place")
	taps(t, a, "whereabouts.here", "next")
	shown("family-answered")
	tap(t, a, "next")
	stand("relatives")
	taps(t, a, "soft.nobody", "next")
	stand("portrait")
	taps(t, a, "soft.later", "next")
	stand("document_photo")
	taps(t, a, "soft.does_not_have", "next")
	stand("document")
	taps(t, a, "document.passport")
	write(t, a, "field.number", "E123456")
	tap(t, a, "next")
	shown("document-country")
	taps(t, a, "country.0", "next")
	shown("document-expiry")
	taps(t, a, "date.year.4", "next")
	stand("interests")
	taps(t, a, "interest.seasonal_work", "next")
	stand("conditions")
	tap(t, a, "next")
	stand("asked_for_money")
	taps(t, a, "money.no", "next")
	stand("review")
	tap(t, a, "hand_in")
	stand("receipt")
}

func TestAnApplicantGoesThroughTheWholeInterview(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "handover")
	at(t, a, "languages")
	tap(t, a, "language.es")
	stroll(t, a, func(string) {})
	if len(o.handed) != 1 {
		t.Fatalf("%d applications handed in", len(o.handed))
	}
	got := o.handed[0].Answers
	switch {
	case got.AssistedBy != intake.BySelf:
		t.Errorf("held by %s", got.AssistedBy)
	case got.Applicant.FullName() != "Wendy Paola Muñoz":
		t.Errorf("called %q", got.Applicant.FullName())
	case got.Applicant.Sex != intake.Female:
		t.Errorf("sex %q", got.Applicant.Sex)
	case got.Applicant.BirthDate.IsZero():
		t.Error("no birth date")
	case len(got.Applicant.Nationalities) != 2:
		t.Errorf("nationalities %v", got.Applicant.Nationalities)
	case got.Situation.ArrivalDate.String() != "2024-06":
		t.Errorf("arrived %s", got.Situation.ArrivalDate)
	case got.Contact.Phone != "+50298140418":
		t.Errorf("phone %q", got.Contact.Phone)
	case len(got.Household) != 1 || got.Household[0].Relationship != intake.Child:
		t.Errorf("household %v", got.Household)
	case got.Missing[intake.FieldPortrait] != intake.Later:
		t.Errorf("missing %v", got.Missing)
	case len(got.Interests) != 1 || got.AskedForMoney == nil || got.Assessment == nil:
		t.Error("something at the end is not there")
	case got.Applicant.Documents[0].Number != "E123456" || got.Applicant.Documents[0].Country == "" || got.Applicant.Documents[0].Expires.IsZero():
		t.Errorf("documents %v", got.Applicant.Documents)
	}
	tap(t, a, "finish")
	at(t, a, "languages")
}

func TestTheInterviewInEachLanguageAndSize(t *testing.T) {
	for _, language := range locale.Languages() {
		for name, size := range sizes {
			t.Run(name+string(language), func(t *testing.T) {
				o := newOffice(t, "GT")
				a := openOffice(t, o, language, size)
				n := 0
				shown := func(screen string) {
					n++
					fits(t, a, screen)
					whole(t, a, screen)
					picture(t, a, fmt.Sprintf("%s-%s-%02d-%s", name, language, n, screen))
				}
				tap(t, a, "handover")
				shown("languages")
				tap(t, a, "language."+string(language))
				stroll(t, a, shown)
			})
		}
	}
}

// TestAWorkerSeesPagesWhole takes the longest texts through the interview that a worker leads.
func TestAWorkerSeesPagesWhole(t *testing.T) {
	for _, language := range []intake.Language{locale.Spanish, locale.French, locale.Creole} {
		for _, name := range []string{"landscape", "portrait"} {
			t.Run(name+string(language), func(t *testing.T) {
				a := openOffice(t, newOffice(t, "GT"), language, sizes[name])
				tap(t, a, "new")
				stroll(t, a, func(screen string) {
					whole(t, a, screen)
					picture(t, a, fmt.Sprintf("led-%s-%s-%s", name, language, screen))
				})
			})
		}
	}
}

// TestUnmetRequirementsAreSeenWhole answers what no requirement of the office is met by.
func TestUnmetRequirementsAreSeenWhole(t *testing.T) {
	for _, language := range locale.Languages() {
		for _, name := range []string{"landscape", "portrait"} {
			t.Run(name+string(language), func(t *testing.T) {
				a := openOffice(t, newOffice(t, "GT"), language, sizes[name])
				taps(t, a, "handover", "language."+string(language), "consent.screening.yes", "next")
				write(t, a, "field.given", "Wideline")
				for a.ScreenID() != "conditions" {
					if a.ScreenID() == "nationality" {
						tap(t, a, "country.7")
					}
					if a.ScreenID() == "arrival" {
						tap(t, a, "date.year.0")
					}
					tap(t, a, "next")
				}
				whole(t, a, "conditions")
				picture(t, a, fmt.Sprintf("unmet-%s-%s", name, language))
			})
		}
	}
}

// TestScreensOfAWorker walks past what only staff see.
func TestScreensOfAWorker(t *testing.T) {
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, "EC")
			a := openOffice(t, o, locale.Spanish, size)
			shown := func(screen string) {
				fits(t, a, screen)
				picture(t, a, "worker-"+name+"-"+screen)
			}
			tap(t, a, "new")
			shown("consent")
			taps(t, a, "consent.screening.yes", "given.verbal", "next")
			write(t, a, "field.given", "Wendy")
			tap(t, a, "next")
			shown("birth")
			taps(t, a, "next", "next", "country.0", "next", "next", "date.year.0", "next")
			at(t, a, "applied_for_regularization")
			taps(t, a, "choice.no", "next")
			shown("asylum")
			taps(t, a, "soft.never", "next")
			tap(t, a, "email.does_not_have")
			shown("contact")
			tap(t, a, "next")
			tap(t, a, "member.add")
			write(t, a, "field.given", "Josué")
			taps(t, a, "next", "relationship.child", "back", "member.remove")
			picture(t, a, "worker-"+name+"-undo") // it lies over the page, so it does not fit beside it
			for a.ScreenID() != "conditions" {
				tap(t, a, "next")
			}
			shown("conditions")
			taps(t, a, "next", "money.yes")
			shown("money")
			tap(t, a, "next")
			shown("review")
			tap(t, a, "hand_in")
			shown("receipt")
		})
	}
}

// TestDialogsOfAnApplicant opens what covers the interview.
func TestDialogsOfAnApplicant(t *testing.T) {
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			a := openOffice(t, newOffice(t, "GT"), locale.French, size)
			shown := func(screen string) {
				fits(t, a, screen)
				picture(t, a, "dialog-"+name+"-"+screen)
			}
			taps(t, a, "handover", "language.fr", "notice")
			shown("notice")
			taps(t, a, "dialog.close", "bar.help")
			shown("help")
			tap(t, a, "help.leave")
			shown("leave")
			taps(t, a, "leave.stay", "bar.language")
			shown("language")
			taps(t, a, "language.fr", "consent.screening.no", "next")
			shown("thanks")
		})
	}
}
