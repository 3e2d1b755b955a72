package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Passphrases makes and judges new passphrases.
type Passphrases interface {
	// Suggest generates words of a language.
	Suggest(language intake.Language) (string, error)
	// Check returns a *WeakError for what anybody would try.
	Check(passphrase, name string) error
}

// WeakError is a passphrase that is too easy to find.
type WeakError struct {
	Reason string // a code of the texts under "passphrase."
}

func (e *WeakError) Error() string { return "weak passphrase: " + e.Reason }

// freshSecret asks for a new passphrase. Generated words stand in it from the start, in letters, to be written down.
type freshSecret struct {
	app   *App
	text  string
	shown bool

	field  *widgets.TextField
	reveal *widgets.Button
	note   *widgets.Text
	typed  func()
}

// newFreshSecret offers words. typed is called after each change.
func newFreshSecret(a *App, typed func()) *freshSecret {
	s := &freshSecret{app: a, shown: true, typed: typed}
	s.suggest()
	return s
}

func (s *freshSecret) build() fyne.CanvasObject {
	a := s.app
	s.field = widgets.NewTextField("secret.new", widgets.SecretKind, a.text("passphrase.new")).WithIcon(assets.IconLockKey)
	s.field.OnChanged = func(text string) {
		s.text = text
		s.typed()
	}
	s.reveal = widgets.NewButton("secret.reveal", widgets.InPane, "", func() {
		s.shown = !s.shown
		s.write("")
		a.update()
	})
	other := widgets.NewButton("secret.other", widgets.InPane, a.text("passphrase.other_words"), func() {
		s.suggest()
		s.shown = true
		s.write("")
		s.typed()
		a.update()
	}).WithIcon(assets.IconArrowClockwise)
	s.note = widgets.NewSmall(a.text("passphrase.write_down"))
	s.write("")
	return widgets.NewColumn(12, s.field, widgets.NewFlow(12, s.reveal, other), s.note)
}

// write shows the passphrase and why it is refused, or "".
func (s *freshSecret) write(problem string) {
	s.field.SetText(s.text)
	s.field.SetRevealed(s.shown)
	s.field.SetProblem(problem)
	s.reveal.SetText(s.app.text(map[bool]string{false: "action.show", true: "action.hide"}[s.shown]))
	s.reveal.SetIcon(map[bool]assets.IconName{false: assets.IconEye, true: assets.IconEyeSlash}[s.shown])
}

// suggest writes generated words in the language of the window.
func (s *freshSecret) suggest() {
	if s.app.Passphrases == nil {
		return
	}
	words, err := s.app.Passphrases.Suggest(s.app.words.Language())
	if err != nil {
		s.app.Log.Error("suggest passphrase", "error", err)
	}
	s.text = words
}

// problem says why the passphrase is too weak for somebody of that name, or "".
func (s *freshSecret) problem(name string) string {
	if s.app.Passphrases == nil {
		return ""
	}
	return s.app.weakness(s.app.Passphrases.Check(s.text, name))
}

// weakness says why a passphrase is refused, "" for another error.
func (a *App) weakness(err error) string {
	var weak *WeakError
	if !errors.As(err, &weak) {
		return ""
	}
	return a.text("passphrase." + weak.Reason)
}

// forget drops the passphrase.
func (s *freshSecret) forget() { s.text, s.shown = "", true }

// choiceRow is answers side by side.
func choiceRow(columns int, choices ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Pad(widgets.NewGrid(columns, 16, choices...), 0, 12, 9, 0)
}
