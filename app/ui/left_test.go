package ui_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// slowly keeps slow work waiting until it is let go.
type slowly []func()

// slow makes the window's slow work wait.
func slow(a *ui.App) *slowly {
	s := &slowly{}
	a.Go = func(work func()) { *s = append(*s, work) }
	return s
}

func (s *slowly) letGo() {
	for len(*s) > 0 {
		next := (*s)[0]
		*s = (*s)[1:]
		next()
	}
}

// walk goes on to a screen of the interview.
func walk(t *testing.T, a *ui.App, screen string) {
	t.Helper()
	for range 40 {
		if a.ScreenID() == screen {
			return
		}
		tap(t, a, "next")
	}
	t.Fatalf("at %q, never came to %q", a.ScreenID(), screen)
}

func TestTheReceiptOfWhoWasHiddenComesToNobody(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "review")
	work := slow(a)
	taps(t, a, "hand_in", "bar.hide")
	work.letGo()
	at(t, a, "languages")
	if len(o.handed) != 1 {
		t.Errorf("%d applications are handed in", len(o.handed))
	}
}

func TestAPhotoOfWhoWasHiddenIsKeptAndComesToNobody(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	s.lens.frames <- portrait()
	s.until(t, says(a, a.Texts.In(locale.Spanish).Text("camera.take")))
	tap(t, a, "next")
	s.until(t, shows(a, "retake"))
	tap(t, a, "handover")
	at(t, a, "portrait")
	work := slow(a)
	taps(t, a, "next", "bar.hide")
	at(t, a, "languages")
	work.letGo()
	s.until(t, func() bool { return len(s.draft(t).Answers.Photos) == 1 })
	at(t, a, "languages")
}

func TestNothingGoesWrongWhileItIsHandedIn(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "review")
	work := slow(a)
	taps(t, a, "hand_in", "back", "bar.language", "language.fr")
	if _, ok := a.Find("dialog.close"); ok {
		t.Errorf("says %q", words(a))
	}
	work.letGo()
	at(t, a, "receipt")
}

func TestTheLanguageSwitchesOnTheReceiptToo(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "review")
	taps(t, a, "hand_in", "bar.language", "language.fr")
	at(t, a, "receipt")
	if want := a.Texts.In(locale.French).Text("receipt.title"); !strings.Contains(words(a), want) {
		t.Errorf("says %q", words(a))
	}
}

func TestASecretThatIsEnteredTwiceLeavesOnce(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	taps(t, a, "bar.help", "help.leave")
	write(t, a, "leave.secret", o.secret)
	work := slow(a)
	for range 2 {
		field(t, a, "leave.secret").TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if len(*work) != 1 {
		t.Errorf("tried %d times", len(*work))
	}
	work.letGo()
	at(t, a, "birth")
	if a.Hosted() {
		t.Error("still with the applicant")
	}
}

func TestTheSystemDoesNotCloseAnApplicantsWindow(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	closed := false
	a.Window().SetOnClosed(func() { closed = true })
	host(t, a)
	a.AskToClose()
	if _, ok := a.Find("help.leave"); closed || !ok {
		t.Errorf("closed %t, help %t", closed, ok)
	}
	taps(t, a, "help.go_on", "bar.hide")
	if a.AskToClose(); closed {
		t.Error("closed over the choice of a language")
	}
}

func TestTypingTellsThatSomebodyIsThere(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	tap(t, a, "back")
	for range 6 {
		o.clock.now = o.clock.now.Add(time.Minute)
		write(t, a, "field.given", "a")
		a.Tick()
		at(t, a, "name")
	}
	for range 6 {
		o.clock.now = o.clock.now.Add(time.Minute)
		key(t, a, "soft.other_name", fyne.KeySpace)
		a.Tick()
		at(t, a, "name")
	}
}

func TestATabletThatCannotBeHandedOverStaysWithStaff(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	taps(t, a, "new", "consent.screening.yes", "next")
	o.keepFails = errUnplugged
	tap(t, a, "handover")
	if a.Hosted() {
		t.Error("half handed over")
	}
	taps(t, a, "dialog.close", "home")
}

func TestWhatIsHalfSaidOutlivesASwitch(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	written := func(id, want string) {
		t.Helper()
		if got := field(t, a, id).Text(); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	taps(t, a, "soft.about", "date.month.3", "bar.language", "language.ht", "date.year.4", "date.year.4")
	if d := o.draft(t).Answers.Applicant.BirthDate; d.Month() != time.March || !d.Approximate() {
		t.Errorf("born %s", d)
	}
	walk(t, a, "contact")
	write(t, a, "field.email", "maria@gm")
	write(t, a, "field.phone", "5512")
	taps(t, a, "bar.language", "language.pt")
	written("field.email", "maria@gm")
	written("field.phone", "5512")
	write(t, a, "field.email", "ail.com")
	write(t, a, "field.phone", "3456")
	walk(t, a, "family")
	if c := o.draft(t).Answers.Contact; c.Email != "maria@gmail.com" || c.Phone != "+50255123456" {
		t.Errorf("kept %+v", c)
	}
	tap(t, a, "member.add")
	write(t, a, "field.given", "Ñandú d'Òrò")
	taps(t, a, "bar.language", "language.fr")
	written("field.given", "Ñandú d'Òrò")
	write(t, a, "field.surname", "Xi")
	a.Window().Resize(sizes["portrait"])
	written("field.surname", "Xi")
}

func TestADateIsTakenBackWithItsYear(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "arrival")
	taps(t, a, "date.year.1", "date.month.6", "date.day.15", "date.year.1")
	if d := o.draft(t).Answers.Situation.ArrivalDate; !d.IsZero() {
		t.Errorf("kept %s, which the screen does not show", d)
	}
	tap(t, a, "date.year.2")
	if d := o.draft(t).Answers.Situation.ArrivalDate; d.Day() != 15 {
		t.Errorf("the day is gone: %s", d)
	}
}

func TestUndoBringsAPersonBackBesideOneWhoIsBeingTold(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "family")
	for _, name := range []string{"Ana", "Bea"} {
		tap(t, a, "member.add")
		write(t, a, "field.given", name)
		taps(t, a, "next", "next", "next", "next")
	}
	taps(t, a, "member.0", "member.remove", "member.add", "undo", "member.add")
	write(t, a, "field.given", "Celia")
	tap(t, a, "next")
	var names []string
	for _, m := range o.draft(t).Answers.Household {
		names = append(names, m.GivenNames)
	}
	if got := strings.Join(names, " "); got != "Ana Bea Celia" {
		t.Errorf("the household is %s", got)
	}
	for range 3 {
		tap(t, a, "next")
	}
	taps(t, a, "member.1", "member.remove", "member.add")
	write(t, a, "field.given", "Dora")
	a.Tick()
	if _, ok := a.Find("undo"); ok {
		t.Error("offers to undo what cannot be undone any more")
	}
}

func TestAnAgeIsSeenAgain(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	taps(t, a, "soft.age", "age.more", "age.more", "bar.language", "language.fr", "age.more")
	if got := o.draft(t).Answers.Applicant.BirthDate; got != mustAbout(t, 2026-32) {
		t.Errorf("born %s", got)
	}
}

func mustAbout(t *testing.T, year int) intake.Date {
	t.Helper()
	d, err := intake.NewDate(year, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d.AsApproximate()
}

func TestNoPartOfADateHasYetToCome(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "arrival")
	taps(t, a, "date.month.12", "date.year.0")
	if d := o.draft(t).Answers.Situation.ArrivalDate; d.String() != "2026" {
		t.Errorf("arrived %s, and it is November", d)
	}
	taps(t, a, "date.month.10", "date.day.30", "date.month.11")
	if d := o.draft(t).Answers.Situation.ArrivalDate; d.String() != "2026-11" {
		t.Errorf("arrived %s, and it is the 21st", d)
	}
}

func TestNothingOfStaffComesBeforeAnApplicant(t *testing.T) {
	for _, asked := range []string{"slip", "change"} {
		a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
		openFirst(t, a, intake.StateWaiting)
		work := slow(a)
		taps(t, a, asked, "back", "home", "handover")
		work.letGo()
		at(t, a, "languages")
		if a.Talking() != "" {
			t.Errorf("%s: an interview of somebody else is open", asked)
		}
	}
}
