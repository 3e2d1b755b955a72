package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
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
		choice := widgets.NewSoft(prefix+string(r), t.app.reason(r), func() { t.took(t.iv.Missing(field, r)) })
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
