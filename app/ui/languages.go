package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// languages is the screen for the next person: a window for each language, in its own words.
type languages struct {
	app     *App
	windows *widgets.Languages
	heard   string // language that is read aloud, or ""
}

func (l *languages) id() string { return "languages" }

// barButtons are signs without words here, for nobody has chosen a language yet.
func (l *languages) barButtons() []fyne.CanvasObject {
	a := l.app
	return []fyne.CanvasObject{widgets.NewButton("bar.help", widgets.Bar, "", a.openHelp).WithIcon(assets.IconHandWaving)}
}

func (l *languages) build() *widgets.Page {
	a := l.app
	var windows []widgets.Language
	var free []fyne.CanvasObject
	var gratis []string
	for _, language := range locale.Languages() {
		words := a.Texts.In(language)
		windows = append(windows, widgets.Language{
			Code: string(language), Greeting: words.Text("language.hello"), Name: words.Text("language.name"),
			Tap: words.Text("language.tap"), Listen: words.Text("language.listen"), Silent: !a.speaks(language),
		})
		gratis = append(gratis, strings.ReplaceAll(words.Text("free.short"), " ", "\u00a0"))
		free = append(free, widgets.NewLine(theme.SmallText, words.Text("free.short")).Toned(widgets.OnCounter2))
	}
	foot := fyne.CanvasObject(widgets.NewRow(28, append(append([]fyne.CanvasObject{widgets.Fill(nil)}, free...), widgets.Fill(nil))...))
	if a.look.Class == theme.Portrait || a.look.Class == theme.Small && a.look.Step != theme.Normal {
		foot = widgets.NewText(theme.SmallText, strings.Join(gratis, " · ")).Toned(widgets.OnCounter2).Aligned(fyne.TextAlignCenter)
	}
	if lines := a.noticeLines(); len(lines) > 0 {
		foot = widgets.NewColumn(8, append(lines, foot)...)
	}
	l.windows = widgets.NewLanguages(windows, foot, func(code string) { l.chosen(intake.Language(code)) }, l.greet)
	return &widgets.Page{Body: l.windows, Whole: true}
}

// greet says in a language what stands in its window, or stops.
func (l *languages) greet(code string) {
	if l.heard == code {
		l.app.hush()
		return
	}
	words := l.app.Texts.In(intake.Language(code))
	said := []string{words.Text("language.hello"), words.Text("language.name"), words.Text("language.tap"), words.Text("free.full")}
	l.app.say(words.Language(), said, func(playing bool) {
		l.heard = ""
		if playing {
			l.heard = code
		}
		l.windows.SetPlaying(l.heard)
	})
}

func (l *languages) refresh() {}

// chosen begins the interview of the next person.
func (l *languages) chosen(language intake.Language) {
	a := l.app
	a.words = a.Texts.In(language)
	a.begin(intake.BySelf)
}
