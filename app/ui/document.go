package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/widgets"
)

// documentPart asks which document the photo shows, and for its number.
type documentPart struct {
	talk   *talk
	cells  map[intake.DocumentType]*widgets.Choice
	number *widgets.TextField
	softs  *softs
}

func documentTypes() []intake.DocumentType {
	return []intake.DocumentType{
		intake.Passport, intake.NationalID, intake.ConsularID, intake.BirthCertificate, intake.ResidencePermit, intake.OtherDocument,
	}
}

func (p *documentPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.cells = map[intake.DocumentType]*widgets.Choice{}
	var cells []fyne.CanvasObject
	for _, kind := range documentTypes() {
		c := widgets.NewChoice("document."+string(kind), a.text("document_type."+string(kind)), func() {
			p.give(func(d *intake.Document) { d.Type = kind })
		})
		p.cells[kind] = c
		cells = append(cells, c)
	}
	p.number = widgets.NewTextField("field.number", widgets.CodeKind, a.text("document.number"))
	p.number.MaxRunes = intake.NameLimit
	p.number.OnLeft = p.keep
	p.softs = newSofts(p.talk, interview.FieldDocuments, "soft.", intake.DoesNotHave, intake.DoesNotKnow, intake.Refused)
	body = widgets.NewColumn(18, widgets.Pad(widgets.NewGrid(a.columns(2, 1), 14, cells...), 0, 8, 12, 0), p.number)
	return body, widgets.NewFlow(12, p.softs.all...)
}

// document is the one that is told.
func (p *documentPart) document() intake.Document {
	if all := p.talk.iv.Answers().Applicant.Documents; len(all) > 0 {
		return all[0]
	}
	return intake.Document{}
}

func (p *documentPart) give(set func(*intake.Document)) {
	d := p.document()
	d.Number = p.number.Text()
	set(&d)
	p.talk.took(p.talk.iv.SetDocument(0, d))
}

func (p *documentPart) refresh() {
	d := p.document()
	for kind, c := range p.cells {
		c.SetChosen(kind == d.Type)
	}
	p.number.SetText(d.Number)
	p.softs.refresh()
}

// keep keeps the number that is being written.
func (p *documentPart) keep() {
	d := p.document()
	if p.number.Text() == d.Number {
		return
	}
	d.Number = p.number.Text()
	p.number.SetProblem(p.talk.app.problem(p.talk.iv.SetDocument(0, d)))
}

func (p *documentPart) finish() bool {
	p.keep()
	return p.number.Problem() == ""
}

func (p *documentPart) leave() { p.keep() }
