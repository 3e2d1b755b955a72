package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/widgets"
)

// softs are the soft answers of one field: the reasons that it may be missing for.
type softs struct {
	talk    *talk
	field   intake.Field
	choices map[intake.Reason]*widgets.Choice
	all     []fyne.CanvasObject
}

// newSofts makes a soft answer of each reason. Their ids are "soft.does_not_know" and so on, or with the field's name
// after "soft." where a page has several.
func newSofts(t *talk, field intake.Field, prefix string, reasons ...intake.Reason) *softs {
	s := &softs{talk: t, field: field, choices: map[intake.Reason]*widgets.Choice{}}
	for _, r := range reasons {
		choice := widgets.NewSoft(prefix+string(r), t.app.reason(r), func() { t.leaveOut(field, r) })
		s.choices[r] = choice
		s.all = append(s.all, choice)
	}
	return s
}

func (s *softs) refresh() {
	for r, choice := range s.choices {
		choice.SetChosen(s.talk.iv.Reason(s.field) == r)
	}
}

// leaveOut takes a reason for there being no answer. An answer that took work and goes for it can be brought back.
func (t *talk) leaveOut(field intake.Field, reason intake.Reason) {
	if !t.done(t.iv.Missing(field, reason)) {
		return
	}
	t.changed()
	dear := []intake.Field{intake.FieldName, intake.FieldHousehold, interview.FieldRelatives, interview.FieldDocuments}
	if slices.Contains(dear, field) && t.iv.CanUndo() {
		t.offerUndo(t.app.text("answer.taken_away"), t.changed)
	}
}

// newSkips makes the soft answers of what is asked about somebody else: the record has no place for the reason, so both leave
// the answer out and go on.
func (t *talk) newSkips(skip func(), reasons ...intake.Reason) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, r := range reasons {
		all = append(all, widgets.NewSoft("soft."+string(r), t.app.reason(r), skip))
	}
	return all
}
