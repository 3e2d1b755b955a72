package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// caseAdvice is what staff can do about each state of a case, as the end of a key.
func caseAdvice(state string) (string, bool) {
	switch state {
	case "received", "under_review":
		return "wait", true
	case "interview_requested", "screening_scheduled", "counselling_scheduled":
		return "tell", true
	case "guidance_given", "not_eligible_referred_elsewhere", "usrap_declined", "closed":
		return "explain", true
	case "refugee_track", "other_pathways_track", "referred_usrap", "counselled":
		return "patience", true
	}
	return "", false
}

// caseWord names the state of a case; a state of a newer portal is news without a name.
func (a *App) caseWord(c Case) string {
	if _, known := caseAdvice(c.State); known {
		return a.text("case." + c.State)
	}
	return a.text("case.news")
}

// caseLines say what the portal says of an application, since when, and what to do.
func (a *App) caseLines(c *Case) []fyne.CanvasObject {
	if c == nil {
		return nil
	}
	since := a.text("case.since", "day", a.words.Day(intake.DayOf(c.Since.In(a.Now().Location()))))
	words := widgets.NewColumn(4, widgets.NewSmall(a.text("case.title")),
		widgets.NewText(theme.Label, locale.Capital(a.caseWord(*c))).Strong(), widgets.NewSmall(since))
	if c.Note != "" {
		words.Add(widgets.NewText(theme.Label, c.Note))
	}
	if advice, known := caseAdvice(c.State); known {
		words.Add(widgets.NewText(theme.Label, a.text("case.todo."+advice)))
	}
	return []fyne.CanvasObject{
		widgets.NewCard(widgets.Quiet, widgets.NewTopRow(18, widgets.NewIcon(assets.IconBell, widgets.Way, 34), widgets.Middle(words))),
	}
}
