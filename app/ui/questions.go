package ui

import "ventanilla/app/interview"

// newTalk makes the screens of the interview, one a question.
func newTalk(a *App) *talk {
	t := &talk{app: a}
	t.screens = map[interview.Question]screen{}
	return t
}
