package ui

import (
	"errors"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// resized follows the window from one class of screen to another.
func (a *App) resized(class theme.Class) {
	look := a.look
	look.Class = class
	a.setLook(look)
}

// setLook changes colours, type or class, and shows the current screen anew.
func (a *App) setLook(look theme.Look) {
	if look == a.look {
		return
	}
	a.look = look
	a.fyne.Settings().SetTheme(theme.New(look))
	if a.current != nil {
		a.present()
	}
}

// setMode says who holds the tablet: staff on the light wall, an applicant on the dark one. Show a screen after it.
func (a *App) setMode(mode theme.Mode) {
	if a.look.Mode == mode {
		return
	}
	a.look.Mode = mode
	a.fyne.Settings().SetTheme(theme.New(a.look))
}

// setLanguage switches every word on the screen. Nothing that was entered changes. While an applicant holds the tablet
// it is the language of the application too.
func (a *App) setLanguage(language intake.Language) {
	if a.words.Language() == language {
		return
	}
	a.words = a.Texts.In(language)
	var err error
	if a.hosted() && a.talk != nil {
		err = a.talk.iv.SetLanguage(language)
	}
	a.present()
	if err != nil { // an application that is handed in stays in the language of its receipt
		a.talk.done(err)
	}
}

// furnish puts the words of the language and the look of the screen on what stands around the page.
func (a *App) furnish() {
	keyboard := a.frame.Keyboard()
	keyboard.SetLanguage(string(a.words.Language()))
	keyboard.SetWords(widgets.KeyboardWords{Space: a.text("keyboard.space"), Close: a.text("keyboard.close")})
	a.furnishBar()
}

// trouble notes what went wrong for those who mend it, and tells the person in general words: nothing is lost. Of damage to the
// store it tells by name.
func (a *App) trouble(what string, err error) {
	a.Log.Error(what, "error", err)
	if a.desk != nil && a.damaged(err) {
		a.openDamage()
		return
	}
	a.frame.ShowDialog(widgets.NewDialog(a.text("problem.title"), widgets.NewBody(a.whatToDo(err)), a.closeButton()))
}

// whatToDo is what mends an error: room on the disk, or another try.
func (a *App) whatToDo(err error) string {
	if errors.Is(err, ErrDisk) || a.Unwritable != nil && a.Unwritable(err) {
		return a.text("problem.disk")
	}
	return a.text("problem.other")
}
