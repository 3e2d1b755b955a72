package ui

import (
	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// screen is one thing that the window shows. It is kept and shown again and again.
type screen interface {
	// id names the screen, in every language: "home".
	id() string
	// build makes the page in the language and look of now. It is called before the screen is first shown and after
	// language or look changed, so all that a person entered must be in the screen's model.
	build() *widgets.Page
	// refresh writes what the model says now into the page. It is called each time the screen is shown.
	refresh()
}

// leaver is a screen that wants to know when another one takes its place: to stop a camera.
type leaver interface{ leave() }

// ticker is a screen that wants to know that a second has passed while it is shown.
type ticker interface{ tick() }

// kept is a page and what it was built for.
type kept struct {
	page     *widgets.Page
	language intake.Language
	look     theme.Look
}

// forApplicants reports whether a screen may stand before an applicant: their own interview, the choice of a language, and what is
// told to everybody.
func forApplicants(s screen) bool {
	switch s.(type) {
	case *languages, *sheet, *receipt, *thanks, *pathways:
		return true
	}
	return false
}

// show puts a screen in the place of the one that is shown. One of staff, which was on its way when they gave the tablet away, does
// not come.
func (a *App) show(s screen) {
	if a.hosted() && !forApplicants(s) {
		a.Log.Warn("a screen of staff does not come before an applicant", "screen", s.id())
		return
	}
	if l, ok := a.current.(leaver); ok && a.current != s {
		l.leave()
	}
	a.current = s
	a.present()
	a.came = a.Now()
}

// present shows the current screen in the language and look of now.
func (a *App) present() {
	a.hush()
	now := kept{language: a.words.Language(), look: a.look}
	k, ok := a.pages[a.current]
	if !ok || k.language != now.language || k.look != now.look {
		if ok && k.page == a.frame.Page() {
			a.frame.Unfocus() // the field that has the focus gives what is written to the model
		}
		now.page = a.current.build()
		k, a.pages[a.current] = now, now
	}
	a.furnish()
	a.frame.Open(k.page)
	a.current.refresh()
	a.update()
}

// update lays the page out again after a screen changed parts of it.
func (a *App) update() { settle(a.frame) }

// forget drops the kept pages, and with them what they say of a person.
func (a *App) forget() { clear(a.pages) }
