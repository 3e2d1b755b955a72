package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/widgets"
)

// interestsPart asks what the person would like to hear about, of what this office can speak to.
type interestsPart struct {
	talk  *talk
	cells map[intake.Interest]*widgets.Choice
	none  *widgets.Choice
	softs *softs
}

func (p *interestsPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.cells = map[intake.Interest]*widgets.Choice{}
	var cells []fyne.CanvasObject
	for _, interest := range p.talk.iv.Offered() {
		c := widgets.NewChoice("interest."+string(interest), a.text("interest."+string(interest)), func() { p.toggle(interest) }).High(84)
		p.cells[interest] = c
		cells = append(cells, c)
	}
	p.none = widgets.NewSoft("soft.nothing", a.text("interests.none"), func() { p.talk.took(p.talk.iv.SetInterests(nil)) })
	p.softs = newSofts(p.talk, interview.FieldInterests, "soft.", intake.DoesNotKnow, intake.Refused)
	body = widgets.NewColumn(0, widgets.Pad(widgets.NewGrid(a.columns(2, 1), 16, cells...), 0, 8, 12, 0))
	return body, widgets.NewFlow(12, append([]fyne.CanvasObject{p.none}, p.softs.all...)...)
}

func (p *interestsPart) toggle(interest intake.Interest) {
	have := p.talk.iv.Answers().Interests
	if i := slices.Index(have, interest); i >= 0 {
		have = slices.Delete(have, i, i+1)
	} else {
		have = append(have, interest)
	}
	p.talk.took(p.talk.iv.SetInterests(have))
}

func (p *interestsPart) refresh() {
	have := p.talk.iv.Answers().Interests
	for interest, c := range p.cells {
		c.SetChosen(slices.Contains(have, interest))
	}
	p.none.SetChosen(have != nil && len(have) == 0)
	p.softs.refresh()
}

// moneyPart asks whether somebody wanted money. A yes goes to the office before all else.
type moneyPart struct {
	talk  *talk
	cells *widgets.YesNo
	note  *widgets.TextField
	got   *widgets.Banner
	softs *softs
}

func (p *moneyPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.cells = widgets.NewYesNo("money", widgets.Option{Value: yes, Text: a.text("action.yes")}, widgets.Option{Value: no, Text: a.text("action.no")})
	p.cells.OnChosen = func(value string) {
		if value == "" {
			p.talk.took(p.talk.iv.Missing(interview.FieldMoney, intake.Later))
			return
		}
		p.talk.took(p.talk.iv.SetMoney(value == yes, p.note.Text()))
	}
	p.note = widgets.NewTextArea("field.note", a.text("charge.note"), 3)
	p.note.MaxRunes = intake.NoteLimit
	p.note.OnLeft = p.keep
	p.got = thankful(a)
	p.softs = newSofts(p.talk, interview.FieldMoney, "soft.", intake.DoesNotKnow, intake.Refused)
	return widgets.NewColumn(20, widgets.NewRow(0, p.cells), p.note, p.got), widgets.NewFlow(12, p.softs.all...)
}

func (p *moneyPart) refresh() {
	report := p.talk.iv.Answers().AskedForMoney
	p.cells.SetValue("")
	asked := report != nil && report.Asked
	if report != nil {
		p.cells.SetValue(yesOrNo(&report.Asked))
		p.note.SetText(report.Note)
	}
	setVisible(p.note, asked)
	setVisible(p.got, asked)
	p.softs.refresh()
}

func (p *moneyPart) keep() {
	report := p.talk.iv.Answers().AskedForMoney
	if report != nil && report.Asked && report.Note != p.note.Text() {
		p.note.SetProblem(p.talk.app.problem(p.talk.iv.SetMoney(true, p.note.Text())))
	}
}

func (p *moneyPart) finish() bool {
	p.keep()
	return p.note.Problem() == ""
}

func (p *moneyPart) leave() { p.keep() }
