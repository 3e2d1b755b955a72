package ui_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// board is what a portal announces.
type board struct {
	board ui.Board
	read  int
}

func (b *board) Board(context.Context) (ui.Board, error) { return b.board, nil }

func (b *board) Public(context.Context) (public []ui.Notice, err error) {
	for _, n := range b.board.Notices {
		if n.Public {
			public = append(public, n)
		}
	}
	return public, nil
}

func (b *board) Read(context.Context) error {
	b.read++
	return nil
}

func newBoard() *board {
	day := intake.DayOf(newClock().now)
	return &board{board: ui.Board{
		Notices: []ui.Notice{
			{Public: true, Urgent: true, To: day, Fresh: true, Text: map[intake.Language]string{"es": "El lunes no hay atención.", "fr": "Fermé lundi."}},
			{To: day, Text: map[intake.Language]string{"es": "Llame al encargado."}},
		},
		Refused: []ui.Refused{{Kind: "rule_pack", Version: "2025-09", Reason: "older", At: newClock().now.Add(-time.Hour), Fresh: true}},
	}}
}

// announcing is an office at which a portal announces something.
func announcing(t *testing.T) (*office, *board) {
	t.Helper()
	o, b := newOffice(t, "GT"), newBoard()
	o.furnish = func(desk *ui.Desk) { desk.Notices = b }
	return o, b
}

// mustSay fails unless the window shows each text.
func mustSay(t *testing.T, a *ui.App, texts ...string) {
	t.Helper()
	shown := words(a)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("%s does not say %q:\n%s", a.ScreenID(), text, shown)
		}
	}
}

func mustNotSay(t *testing.T, a *ui.App, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(words(a), text) {
			t.Errorf("%s says %q", a.ScreenID(), text)
		}
	}
}

// TestALongNoticeLeavesTheLanguagesTheirRoom: a text that is no line waits until a language is chosen.
func TestALongNoticeLeavesTheLanguagesTheirRoom(t *testing.T) {
	o, b := announcing(t)
	long := strings.Repeat("El lunes no hay atención. ", 20)
	b.board.Notices[0].Text = map[intake.Language]string{"es": long}
	a := openOffice(t, o, locale.Spanish, sizes["small"])
	tap(t, a, "handover")
	fits(t, a, "languages")
	mustNotSay(t, a, "El lunes")
	mustSay(t, a, "Todo es gratis")
}

func TestStaffReadNoticesAndWhatWasRefused(t *testing.T) {
	o, b := announcing(t)
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	mustSay(t, a, "Avisos", "2 nuevos")
	tap(t, a, "notices")
	at(t, a, "notices")
	mustSay(t, a, "El lunes no hay atención.", "Llame al encargado.", "2025-09", "Es más antiguo", "Sigue valiendo lo que había antes.")
	if b.read != 1 {
		t.Errorf("read %d times", b.read)
	}
}

func TestApplicantsSeePublicNoticesOnly(t *testing.T) {
	o, _ := announcing(t)
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "handover")
	at(t, a, "languages")
	mustSay(t, a, "El lunes no hay atención.", "Fermé lundi.")
	mustNotSay(t, a, "Llame al encargado.", "2025-09")
	tap(t, a, "language.ht")
	stroll(t, a, func(screen string) {
		if screen == "conditions" {
			mustSay(t, a, "El lunes no hay atención.")
			mustNotSay(t, a, "Llame al encargado.")
		}
	})
}

// TestFreeOfChargeCannotBeSwitchedOff: no notice and no pack takes its place, whatever they say.
func TestFreeOfChargeCannotBeSwitchedOff(t *testing.T) {
	o, b := announcing(t)
	for i := range b.board.Notices {
		b.board.Notices[i].Text = map[intake.Language]string{"es": "Hay que pagar."}
	}
	o.pack = changedPack(t, `"card.information": {`, `"card.information": {"es": "Hay que pagar.", "ht": "Peye.", "fr": "Payez.", "en": "Pay.", "pt": "Pague."},
    "unused": {`)
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	const free = "todo es gratis"
	says := func(screen string) {
		t.Helper()
		if !strings.Contains(strings.ToLower(words(a)), free) {
			t.Errorf("%s does not say that all is free", screen)
		}
	}
	says("home")
	tap(t, a, "handover")
	says("languages")
	tap(t, a, "language.es")
	stroll(t, a, func(screen string) {
		if screen == "conditions" || screen == "receipt" {
			says(screen)
		}
	})
}

// changedPack is the first pack under a later version with one text replaced.
func changedPack(t *testing.T, old, replacement string) *eligibility.Pack {
	t.Helper()
	data, err := os.ReadFile("../../assets/rules/safe-mobility/2026-01.json")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), `"version": "2026-01"`, `"version": "2026-02"`, 1)
	if !strings.Contains(text, old) {
		t.Fatalf("the pack does not say %q", old)
	}
	pack, err := eligibility.ParsePack([]byte(strings.Replace(text, old, replacement, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

func TestADraftSaysOnHomeAndOnTheConditionsWhatNewRulesChange(t *testing.T) {
	o := newOffice(t, "GT")
	iv, err := interview.Begin(o.config(), "es", intake.ByWorker)
	for _, step := range []func() error{
		func() error { return iv.SetPurpose(intake.Screening, true) },
		func() error { return iv.AddNationality("HN") },
		func() error {
			return iv.SetArrivalDate(edtf(t, "2024-07-10"))
		},
		iv.Told,
		func() error { return iv.GoTo(interview.Conditions) },
	} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	o.drafts = []intake.Draft{o.draft(t)}
	o.pack = changedPack(t, `{"fact": "arrival_date", "day": "2024-07-16"}`, `{"fact": "arrival_date", "day": "2024-07-01"}`)
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	mustSay(t, a, "Cambió con las reglas nuevas")
	tap(t, a, "draft")
	at(t, a, "conditions")
	picture(t, a, "conditions-updated")
	mustSay(t, a, "Hay reglas nuevas.", "Antes: Cumple. Ahora: No cumple.")
	if told := o.draft(t).Answers.Assessment; told.PackVersion != "2026-02" {
		t.Errorf("on record is %s", told.PackVersion)
	}
}

func edtf(t *testing.T, text string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFullTodayIsSaidOnTheConditions(t *testing.T) {
	o := newOffice(t, "GT")
	monday := newClock().now.Add(48 * time.Hour)
	opening := ui.Opening{Full: true, From: monday}
	o.furnish = func(desk *ui.Desk) {
		desk.Opening = func(context.Context) (ui.Opening, error) { return opening, nil }
	}
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "bar.link")
	mustSay(t, a, "La oficina recibe otra vez: 23 de noviembre de 2026")
	taps(t, a, "home", "handover", "language.es")
	stroll(t, a, func(screen string) {
		if screen == "conditions" {
			picture(t, a, "conditions-full")
			mustSay(t, a, "La oficina ya recibió todas las solicitudes que puede recibir hoy.", "La oficina recibe otra vez")
		}
	})
}

func TestRulesPastTheirReviewAreSaidToBe(t *testing.T) {
	o := newOffice(t, "GT")
	o.pack = changedPack(t, `"review_by": "2027-02-03"`, `"review_by": "2026-11-20"`)
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	taps(t, a, "handover", "language.es")
	stroll(t, a, func(screen string) {
		if screen == "conditions" {
			mustSay(t, a, "20 de noviembre de 2026")
		}
	})
}

type closed struct{ *office }

func (c closed) Begin(intake.Language, intake.AssistedBy) (*interview.Interview, error) {
	return nil, ui.ErrClosed
}

func TestAClosedProgrammeInforms(t *testing.T) {
	o := newOffice(t, "GT")
	o.furnish = func(desk *ui.Desk) { desk.Interview = closed{o} }
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "new")
	mustSay(t, a, "El programa no recibe nuevas solicitudes por ahora.")
	tap(t, a, "dialog.close")
	at(t, a, "home")
	taps(t, a, "handover", "language.fr")
	at(t, a, "languages")
	mustSay(t, a, "Le programme ne reçoit pas de nouvelles demandes")
}

type badStick struct{ sticks }

func (b badStick) Exchange(ctx context.Context, path string, progress func(ui.CarryStep, int64, int64)) (ui.Carried, error) {
	carried, err := b.sticks.Exchange(ctx, path, progress)
	carried.Refused = 2
	return carried, err
}

func TestAStickWithWhatIsNotTakenSaysSo(t *testing.T) {
	o := newOffice(t, "GT")
	o.furnish = func(desk *ui.Desk) { desk.Sticks = badStick{sticks{o.machine}} }
	a := openOffice(t, o, locale.Spanish, sizes["small"])
	taps(t, a, "lock")
	unlock(t, a, "ana", o.secret)
	taps(t, a, "usb", "next")
	fits(t, a, "usb")
	mustSay(t, a, "2 archivos no se aceptaron: vea Avisos")
}

type closedRecords struct{ records }

func (closedRecords) HandIn(context.Context, intake.Draft) (ui.Slip, error) {
	return ui.Slip{}, ui.ErrClosed
}

func TestAProgrammeThatClosedMeanwhileKeepsTheDraft(t *testing.T) {
	o := newOffice(t, "GT")
	o.furnish = func(desk *ui.Desk) { desk.Records = closedRecords{records{o.machine}} }
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	taps(t, a, "handover", "language.es", "consent.screening.yes", "next")
	for range 40 {
		if a.ScreenID() == "review" {
			break
		}
		tap(t, a, "next")
	}
	tap(t, a, "hand_in")
	at(t, a, "review")
	mustSay(t, a, "Las respuestas de esta persona quedan guardadas como borrador.")
	o.draft(t)
}

func TestWhatTheOfficeSaysOfACase(t *testing.T) {
	m := newMachine()
	m.summaries = m.summaries[3:4]
	m.summaries[0].Case = &ui.Case{State: "interview_requested", Note: "El martes", Since: newClock().now}
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "applications")
	mustSay(t, a, "le piden una entrevista")
	tap(t, a, "application")
	mustSay(t, a, "Lo que dice la oficina", "Le piden una entrevista", "Desde el 21 de noviembre de 2026", "El martes", "Avise a la persona")
}

func TestNoticesFit(t *testing.T) {
	for _, language := range locale.Languages() {
		for name, size := range sizes {
			t.Run(fmt.Sprintf("%s %s", language, name), func(t *testing.T) {
				o, b := announcing(t)
				o.furnish = func(desk *ui.Desk) {
					desk.Notices, desk.Sticks = b, sticks{o.machine}
					desk.Wipe = func(context.Context, string) error { return nil }
				}
				a := openOffice(t, o, language, size)
				fits(t, a, "home")
				picture(t, a, fmt.Sprintf("%s-%s-home", name, language))
				tap(t, a, "notices")
				fits(t, a, "notices")
				picture(t, a, fmt.Sprintf("%s-%s-notices", name, language))
				taps(t, a, "home", "handover")
				fits(t, a, "languages")
				picture(t, a, fmt.Sprintf("%s-%s-languages-notice", name, language))
			})
		}
	}
}
