package ui_test

import (
	"strings"
	"testing"
	"time"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

func TestADoubleTapGoesOnOnce(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOfficeWith(t, o, locale.Spanish, sizes["landscape"], 400*time.Millisecond)
	o.clock.now = o.clock.now.Add(time.Second)
	taps(t, a, "handover", "language.es")
	o.clock.now = o.clock.now.Add(time.Second)
	taps(t, a, "consent.screening.yes", "next")
	o.clock.now = o.clock.now.Add(200 * time.Millisecond)
	tap(t, a, "next")
	at(t, a, "name")
	o.clock.now = o.clock.now.Add(500 * time.Millisecond)
	tap(t, a, "next")
	at(t, a, "birth")
}

func TestALeftOutAnswerSaysWhatFollows(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	taps(t, a, "handover", "language.es", "consent.screening.yes", "next")
	write(t, a, "field.given", "Wendy")
	taps(t, a, "next", "soft.refused")
	if want := a.Texts.In(locale.Spanish).Text("review.why.applicant.birth_date"); !strings.Contains(words(a), want) {
		t.Errorf("it does not say %q", want)
	}
}

func TestStaffFindTheirLastCountriesFirst(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	nationality := func(begin ...string) {
		t.Helper()
		taps(t, a, append(begin, "consent.screening.yes", "next", "step.nationality")...)
		at(t, a, "nationality")
	}
	nationality("new")
	before := o.first(t, a)
	tap(t, a, "country.6")
	taps(t, a, "home")
	nationality("new")
	if after := o.first(t, a); after == before {
		t.Errorf("%s still comes first", after)
	}
	taps(t, a, "home", "handover", "language.es", "consent.screening.yes", "next", "next", "next", "next")
	at(t, a, "nationality")
	if hosted := o.first(t, a); hosted != before {
		t.Errorf("an applicant sees %s first, which somebody else chose", hosted)
	}
}

// first is the country that is offered first.
func (o *office) first(t *testing.T, a *ui.App) string {
	t.Helper()
	cell, ok := a.Find("country.0")
	if !ok {
		t.Fatal("no country is offered")
	}
	return cell.(interface{ Text() string }).Text()
}

func TestADoubleTapOnALanguageIsNoConsent(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOfficeWith(t, o, locale.Spanish, sizes["landscape"], time.Second)
	taps(t, a, "handover", "language.pt", "consent.screening.yes")
	if len(o.kept) != 0 {
		t.Error("taken for a yes")
	}
	o.clock.now = o.clock.now.Add(2 * time.Second)
	tap(t, a, "consent.screening.yes")
	if len(o.kept) != 1 {
		t.Error("a yes is not taken")
	}
}
