package ui_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// reader is a voice that nobody hears. It speaks every language but those that it does not.
type reader struct {
	lacks    []intake.Language
	said     []string
	language intake.Language
	broken   error
	stopped  bool // before it began
}

func (r *reader) Speaks(l intake.Language) bool { return !slices.Contains(r.lacks, l) }

func (r *reader) Say(ctx context.Context, language intake.Language, sentences []string) error {
	r.said, r.language, r.stopped = sentences, language, ctx.Err() != nil
	return r.broken
}

func TestAPageIsReadAloud(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	voice := a.Voice.(*reader)
	if tap(t, a, "handover"); a.ScreenID() != "languages" {
		t.Fatalf("on screen %q", a.ScreenID())
	}
	tap(t, a, "listen.ht")
	if voice.language != locale.Creole || !slices.Contains(voice.said, "Bonjou") {
		t.Errorf("the window of Creole says %q in %q", voice.said, voice.language)
	}
	tap(t, a, "language.fr")
	tap(t, a, "consent.screening.yes")
	tap(t, a, "next")
	write(t, a, "field.given", "Wendy")
	tap(t, a, "listen")
	all := strings.Join(voice.said, "|")
	if voice.language != locale.French || !strings.Contains(all, a.Texts.In(locale.French).Text("question.name.title")) {
		t.Errorf("the name is asked with %q in %q", voice.said, voice.language)
	}
	if strings.Contains(all, "Wendy") {
		t.Error("what somebody wrote is read aloud")
	}
	if !strings.Contains(all, a.Texts.In(locale.French).Text("answer.refused")) {
		t.Errorf("nobody hears what can be answered: %q", voice.said)
	}
}

func TestNobodyIsOfferedAVoiceThatIsNotThere(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	a.Voice = &reader{lacks: []intake.Language{locale.Creole}}
	tap(t, a, "new")
	if _, ok := a.Find("listen"); ok {
		t.Error("a worker is read to")
	}
	tap(t, a, "home")
	tap(t, a, "handover")
	if _, ok := a.Find("listen.ht"); ok {
		t.Error("a language without a voice can be heard")
	}
	tap(t, a, "language.ht")
	if _, ok := a.Find("listen"); ok {
		t.Error("a question in a language without a voice can be heard")
	}
}

func TestReadingEndsWithThePage(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	voice := a.Voice.(*reader)
	tap(t, a, "handover")
	tap(t, a, "language.es")
	var later []func()
	a.Go = func(f func()) { later = append(later, f) }
	tap(t, a, "listen")
	tap(t, a, "bar.hide")
	for _, f := range later {
		f()
	}
	if !voice.stopped {
		t.Error("the page is read though it is covered")
	}
}

func TestSilenceIsSaid(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	a.Voice = &reader{broken: errors.New("no sound")}
	tap(t, a, "handover")
	tap(t, a, "language.es")
	tap(t, a, "listen")
	if _, ok := a.Find("again"); !ok {
		t.Fatal("nobody says that there is no sound")
	}
	a.Voice.(*reader).broken = nil
	tap(t, a, "again")
	if _, ok := a.Find("again"); ok {
		t.Error("it is still said")
	}
}

var _ ui.Voice = (*reader)(nil)
