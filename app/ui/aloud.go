package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
)

// Voice reads aloud to who cannot read. Its methods may be called on any goroutine.
type Voice interface {
	// Speaks reports whether it knows a language.
	Speaks(language intake.Language) bool
	// Say reads sentences aloud, and returns when it has or ctx ends. An error says that nobody heard them.
	Say(ctx context.Context, language intake.Language, sentences []string) error
}

// aloud is what is being read aloud.
type aloud struct {
	stop context.CancelFunc // nil while nothing is read
	show func(playing bool)
}

// speaks reports whether a language can be read aloud.
func (a *App) speaks(language intake.Language) bool {
	return a.Voice != nil && a.Voice.Speaks(language)
}

// listen is the disc that reads the page aloud, and stops: for an applicant, where there is a voice for the language. It
// stands on the pane or on the wall.
func (a *App) listen(onWall bool) []fyne.CanvasObject {
	if !a.hosted() || !a.speaks(a.words.Language()) {
		return nil
	}
	playing, disc := false, widgets.NewReadAloud("listen", nil)
	disc.SetTapped(func() {
		if playing {
			a.hush()
			return
		}
		a.say(a.words.Language(), a.frame.Page().Sentences(), func(now bool) {
			playing = now
			disc.SetPlaying(now)
		})
	})
	if onWall {
		disc.OnWall()
	}
	return []fyne.CanvasObject{disc}
}

// say reads sentences aloud instead of what was read before; show is told when that begins and ends.
func (a *App) say(language intake.Language, sentences []string, show func(playing bool)) {
	a.hush()
	ctx, stop := context.WithCancel(a.session)
	a.aloud = aloud{stop, show}
	show(true)
	work(a, func(context.Context) (struct{}, error) {
		return struct{}{}, a.Voice.Say(ctx, language, sentences)
	}, func(_ struct{}, err error) {
		if ctx.Err() != nil {
			return
		}
		a.hush()
		if err != nil {
			a.Log.Warn("read aloud", "error", err)
			words := a.Texts.In(language)
			again := func() { a.say(language, sentences, show) }
			a.frame.ShowSnackbar(widgets.NewSnackbar("again", words.Text("aloud.failed"), words.Text("action.retry"), again))
		}
	})
}

// hush ends what is being read.
func (a *App) hush() {
	if a.aloud.stop == nil {
		return
	}
	a.aloud.stop()
	a.aloud.show(false)
	a.aloud = aloud{}
}
