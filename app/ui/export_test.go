package ui

import "ventanilla/app/intake"

// Tick lets a second pass.
func (a *App) Tick() { a.tick() }

// Touched tells the window that somebody is there.
func (a *App) Touched() { a.touched() }

// AskToClose is what the system does for a button of the window's frame.
func (a *App) AskToClose() { a.closeAsked() }

// Hosted reports whether an applicant holds the tablet.
func (a *App) Hosted() bool { return a.hosted() }

// Talking is the application of the interview that is going on, "" where there is none.
func (a *App) Talking() intake.ApplicationID {
	if a.talk == nil {
		return ""
	}
	return a.talk.iv.Draft().Application
}
