package ui

import (
	"strings"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// lacking names what is missing: "Falta: correo, foto".
func (a *App) lacking(fields []intake.Field) string {
	if len(fields) == 0 {
		return a.text("applications.complete")
	}
	const most = 3 // names; more than these are counted
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = a.text("field." + string(f))
	}
	if more := len(names) - most + 1; more > 1 {
		return a.text("home.missing_more", "fields", strings.Join(names[:most-1], ", "), "n", more)
	}
	return a.text("home.missing", "fields", strings.Join(names, ", "))
}

// when is the moment of an application's last change, as a label.
func (a *App) when(s Summary) string {
	return locale.Capital(a.words.When(s.Changed, a.Now()))
}

// standing says in a sentence how an application stands and what it takes.
func (a *App) standing(s Summary) string {
	switch {
	case s.Withdrawn && s.State != intake.StateWithdrawn:
		return a.text("record.withdrawn_untold")
	case s.State == intake.StateParked:
		return a.text("outbox.parked_reason", "reason", a.text("parked."+s.Problem))
	case s.InReview:
		return a.text("state.in_review_detail")
	}
	return a.text("state." + string(s.State) + "_detail")
}

// summaryWord is the state of an application in a word.
func (a *App) summaryWord(s Summary) string {
	switch {
	case s.Withdrawn:
		return a.text("state.withdrawn")
	case s.InReview:
		return a.text("state.in_review")
	}
	return a.text("state." + string(s.State))
}

// summaryLook is the icon and the tone of that word.
func (a *App) summaryLook(s Summary) (assets.IconName, widgets.Tone) {
	switch {
	case s.Withdrawn:
		return stateLook(intake.StateWithdrawn)
	case s.InReview:
		return assets.IconListChecks, widgets.Unknown
	}
	return stateLook(s.State)
}

func stateLook(state intake.State) (assets.IconName, widgets.Tone) {
	switch state {
	case intake.StateWaiting:
		return assets.IconClock, widgets.Way
	case intake.StateOnItsWay:
		return assets.IconArrowUp, widgets.Way
	case intake.StateDelivered:
		return assets.IconCheck, widgets.Good
	case intake.StateParked:
		return assets.IconWarning, widgets.Warn
	case intake.StateWithdrawn:
		return assets.IconArrowCounterClockwise, widgets.Quiet
	default:
		return assets.IconPencilSimple, widgets.Quiet
	}
}
