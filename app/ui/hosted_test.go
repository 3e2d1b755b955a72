package ui_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// words are all words that the window shows now.
func words(a *ui.App) string {
	var all strings.Builder
	widgets.Walk(a.Window().Content(), func(o fyne.CanvasObject) bool {
		if w, ok := o.(interface{ Text() string }); ok {
			all.WriteString(w.Text() + "\n")
		}
		return true
	})
	return all.String()
}

// host gives the tablet to an applicant who has agreed and said a name.
func host(t *testing.T, a *ui.App) {
	t.Helper()
	taps(t, a, "handover", "language.es", "consent.screening.yes", "next")
	write(t, a, "field.given", "Wendy Paola")
	tap(t, a, "next")
	at(t, a, "birth")
}

func TestHideCoversAllAtOnceAndParksTheDraft(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	tap(t, a, "back")
	if !strings.Contains(words(a), "Wendy") {
		t.Fatal("the name is not on the screen: the test looks past it")
	}
	write(t, a, "field.surname", "Muñoz")
	tap(t, a, "bar.hide")
	at(t, a, "languages")
	if strings.Contains(words(a), "Wendy") {
		t.Error("the name can still be read")
	}
	if got := o.draft(t); got.Answers.Applicant.Surname != "Muñoz" || got.Step != "name" {
		t.Errorf("parked at %s with %q", got.Step, got.Answers.Applicant.Surname)
	}
	tap(t, a, "language.fr")
	at(t, a, "consent")
	taps(t, a, "consent.screening.yes", "next")
	if strings.Contains(words(a), "Wendy") {
		t.Error("the next person sees the name")
	}
}

func TestBackNeverLeavesTheInterview(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	host(t, a)
	for range 10 {
		if _, ok := a.Find("back"); !ok {
			break
		}
		tap(t, a, "back")
	}
	at(t, a, "consent")
	for _, id := range []string{"home", "bar.staff", "bar.link", "handover", "back"} {
		if _, ok := a.Find(id); ok {
			t.Errorf("an applicant reaches %s", id)
		}
	}
}

func TestLeavingTakesASecretOfStaff(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	taps(t, a, "bar.help", "help.leave")
	write(t, a, "leave.secret", "no es")
	tap(t, a, "leave.leave")
	if _, ok := a.Find("leave.secret"); !ok {
		t.Fatal("a wrong secret closes the question")
	}
	taps(t, a, "leave.stay")
	at(t, a, "birth")
	taps(t, a, "bar.help", "help.leave")
	write(t, a, "leave.secret", o.secret)
	tap(t, a, "leave.leave")
	at(t, a, "birth")
	tap(t, a, "home")
	at(t, a, "home")
}

func TestIdleHidesTheInterviewAndThenLocks(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	for _, want := range []string{"languages", "lock"} {
		o.clock.now = o.clock.now.Add(6 * time.Minute)
		a.Tick()
		if a.ScreenID() != want {
			t.Fatalf("at %q, want %q", a.ScreenID(), want)
		}
	}
}

func TestLockingKeepsWhatIsBeingWritten(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	taps(t, a, "new", "consent.screening.yes", "next")
	write(t, a, "field.given", "Wendy")
	o.clock.now = o.clock.now.Add(6 * time.Minute)
	a.Tick()
	at(t, a, "lock")
	if got := o.draft(t).Answers.Applicant.GivenNames; got != "Wendy" {
		t.Errorf("kept %q", got)
	}
}

func TestANoToTheScreeningKeepsNothing(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	for a.ScreenID() != "consent" {
		tap(t, a, "back")
	}
	taps(t, a, "consent.screening.no", "next", "erase.keep")
	at(t, a, "consent")
	if len(o.kept) != 1 {
		t.Error("the answers are gone before anybody was asked")
	}
	taps(t, a, "next", "erase")
	at(t, a, "thanks")
	if len(o.kept) != 0 {
		t.Error("a draft is still there")
	}
	tap(t, a, "finish")
	at(t, a, "languages")
}

func TestTheLanguageSwitchesWithoutLosingAnything(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	taps(t, a, "date.year.2", "bar.language", "language.ht")
	at(t, a, "birth")
	if !strings.Contains(words(a), "Kontinye") {
		t.Error("not in Creole")
	}
	tap(t, a, "back")
	if o, _ := a.Find("field.given"); o.(*widgets.TextField).Text() != "Wendy Paola" {
		t.Error("the name is gone")
	}
	if got := o.draft(t).Answers.Language; got != locale.Creole {
		t.Errorf("later messages would come in %s", got)
	}
}

func TestAWorkerResumesADraftAtItsStep(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "new")
	taps(t, a, "consent.screening.yes", "given.verbal", "next")
	write(t, a, "field.given", "Wendy")
	taps(t, a, "step.family", "soft.nobody", "home")
	at(t, a, "home")
	o.drafts = []intake.Draft{o.draft(t)}
	taps(t, a, "bar.link", "home", "draft")
	at(t, a, "family")
	if got := o.draft(t); got.Answers.AssistedBy != intake.ByWorker || got.Answers.Consent.Given != intake.Verbal {
		t.Errorf("kept %+v", got.Answers.Consent)
	}
}

func TestAQuickCheckKeepsNothing(t *testing.T) {
	o := newOffice(t, "CO")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "quick")
	at(t, a, "birth")
	taps(t, a, "date.year.4", "date.year.4", "next")
	at(t, a, "nationality")
	taps(t, a, "country.0", "next")
	at(t, a, "arrival")
	taps(t, a, "date.year.3", "next")
	at(t, a, "host_status")
	taps(t, a, "choice.regular", "next")
	at(t, a, "conditions")
	if len(o.kept) != 0 {
		t.Error("something was kept")
	}
	tap(t, a, "finish")
	at(t, a, "birth")
}

func TestPathwaysAreToldAndNeverPromised(t *testing.T) {
	for name, size := range sizes {
		o := newOffice(t, "GT")
		a := openOffice(t, o, locale.French, size)
		tap(t, a, "pathways")
		at(t, a, "pathways")
		fits(t, a, "pathways")
		picture(t, a, "pathways-"+name)
		tap(t, a, "home")
		taps(t, a, "quick", "country.0", "next", "date.year.2", "next")
		at(t, a, "conditions")
		tap(t, a, "pathways")
		at(t, a, "pathways")
		tap(t, a, "back")
		at(t, a, "conditions")
	}
}

func TestAnAnswerOpenedFromTheReviewLeadsBackToIt(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	taps(t, a, "bar.help", "help.leave")
	write(t, a, "leave.secret", o.secret)
	taps(t, a, "leave.leave", "steps", "step.review", "add.contact.email")
	at(t, a, "contact")
	write(t, a, "field.email", "wendy@correo")
	tap(t, a, "next")
	at(t, a, "contact")
	write(t, a, "field.email", ".hn")
	tap(t, a, "next")
	at(t, a, "review")
	if got := o.draft(t).Answers.Contact.Email; got != "wendy@correo.hn" {
		t.Errorf("email %q", got)
	}
}

func TestTheScreeningIsAnsweredBeforeTheInterviewGoesOn(t *testing.T) {
	a := openOffice(t, newOffice(t, "GT"), locale.Spanish, sizes["landscape"])
	taps(t, a, "handover", "language.es", "consent.contact.yes")
	next := func() bool {
		o, _ := a.Find("next")
		return !o.(fyne.Disableable).Disabled()
	}
	if next() {
		t.Error("leads on though the screening was not answered")
	}
	for _, answer := range []string{"no", "yes"} {
		if tap(t, a, "consent.screening."+answer); !next() {
			t.Errorf("does not lead on after %q", answer)
		}
	}
}
