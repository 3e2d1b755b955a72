package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
)

// option is one of a few answers.
type option struct{ value, text string }

// choicePart asks for one of a few answers.
type choicePart struct {
	talk    *talk
	field   intake.Field
	options []option
	given   func(intake.Application) string
	give    func(value string) error

	choices []*widgets.Choice
	softs   *softs
}

func newChoicePart(t *talk, q interview.Question) *choicePart {
	p := &choicePart{talk: t}
	switch q {
	case interview.Sex:
		p.field = interview.FieldSex
		p.given = func(a intake.Application) string { return string(a.Applicant.Sex) }
		p.give = func(v string) error { return t.iv.SetSex(intake.Sex(v)) }
		p.options = []option{{"F", "sex.F"}, {"M", "sex.M"}, {"X", "sex.X"}}
	case interview.HostStatus:
		p.field = intake.FieldHostStatus
		p.given = func(a intake.Application) string { return string(a.Situation.HostStatus) }
		p.give = func(v string) error { return t.iv.SetHostStatus(intake.HostStatus(v)) }
		p.options = []option{
			{"regular", "host_status.regular"}, {"in_process", "host_status.in_process"}, {"irregular", "host_status.irregular"},
		}
	default:
		p.field = intake.FieldRegularization
		p.given = func(a intake.Application) string { return yesOrNo(a.Situation.AppliedForRegularization) }
		p.give = func(v string) error { return t.iv.SetRegularization(v == yes) }
		p.options = []option{{yes, "action.yes"}, {no, "action.no"}}
	}
	return p
}

// The values of an answer that is yes or no.
const (
	yes = "yes"
	no  = "no"
)

func yesOrNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return yes
	}
	return no
}

func (p *choicePart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	var cells []fyne.CanvasObject
	p.choices = nil
	for _, o := range p.options {
		c := widgets.NewChoice("choice."+o.value, locale.Capital(a.text(o.text)), func() { p.talk.took(p.give(o.value)) }).High(88)
		p.choices, cells = append(p.choices, c), append(cells, c)
	}
	columns := 1
	if len(p.options) == 2 || p.field == interview.FieldSex {
		columns = a.columns(len(p.options), 1)
	}
	p.softs = newSofts(p.talk, p.field, "soft.", intake.DoesNotKnow, intake.Refused)
	body = widgets.NewColumn(0, widgets.Pad(widgets.NewGrid(columns, 16, cells...), 0, 8, 12, 0))
	return body, widgets.NewFlow(12, p.softs.all...)
}

func (p *choicePart) refresh() {
	given := p.given(p.talk.iv.Answers())
	for i, o := range p.options {
		p.choices[i].SetChosen(o.value == given)
	}
	p.softs.refresh()
}
