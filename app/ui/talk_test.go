package ui_test

import (
	"fmt"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

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
	taps(t, a, "date.year.2", "date.year.4", "date.month.9", "date.day.12", "soft.about")
	shown("member-birth-answered")
	tap(t, a, "next")
	shown("member-place")
	taps(t, a, "whereabouts.here", "next")
	shown("family-answered")
	tap(t, a, "next")
	stand("relatives")
	tap(t, a, "relative.add")
	for _, page := range []string{"relative-kin", "relative-where", "relative-status", "relative-petition"} {
		shown(page)
		tap(t, a, "soft.refused")
	}
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
			a := openOffice(t, newOffice(t, "GT"), locale.Spanish, size)
			shown := func(screen string) {
				fits(t, a, screen)
				picture(t, a, "dialog-"+name+"-"+screen)
			}
			taps(t, a, "handover", "language.fr", "notice")
			shown("notice")
			taps(t, a, "dialog.close", "bar.help")
			shown("help")
			mustSay(t, a, a.Texts.In(locale.French).Text("help.title"), a.Texts.In(locale.Spanish).Text("help.title"))
			tap(t, a, "help.leave")
			shown("leave")
			taps(t, a, "leave.stay", "bar.language")
			shown("language")
			taps(t, a, "language.fr", "consent.screening.yes", "next")
			write(t, a, "field.given", "Wendy")
			taps(t, a, "back", "consent.screening.no", "next")
			shown("erase")
			tap(t, a, "erase")
			shown("thanks")
		})
	}
}
