package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// The pages on which a document is told, in their order.
const (
	documentKind = iota
	documentCountry
	documentExpiry
	documentPages
)

// documentPart asks which document the photo shows, for its number, for the country that gave it and how long it is good.
type documentPart struct {
	talk *talk
	page int
	half widgets.Date // what was tapped of the expiry while its year is not known

	cells  map[intake.DocumentType]*widgets.Choice
	number *widgets.TextField
	picker *widgets.SearchPick
	expiry *widgets.DatePicker
	heard  *widgets.Text
	softs  *softs
	body   *fyne.Container
	foot   *fyne.Container
}

func documentTypes() []intake.DocumentType {
	return []intake.DocumentType{
		intake.Passport, intake.NationalID, intake.ConsularID, intake.BirthCertificate, intake.ResidencePermit, intake.OtherDocument,
	}
}

func (p *documentPart) title() (title, why string) {
	a := p.talk.app
	switch p.page {
	case documentCountry:
		return a.text("document.which_country"), a.text("document_type." + p.kind())
	case documentExpiry:
		return a.text("document.until_when"), a.text("document_type." + p.kind())
	}
	return a.text("question.document.title"), a.text("question.document.why")
}

// kind is the kind of the document that is told, "other" for one that nothing is known of.
func (p *documentPart) kind() string {
	if kind := p.document().Type; kind != "" {
		return string(kind)
	}
	return string(intake.OtherDocument)
}

func (p *documentPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.buildKind()
	p.picker = widgets.NewSearchPick("country", false, a.pickWords(), a.countryItems(), p.talk.mostCountries())
	p.picker.OnChanged = p.picked
	today := p.talk.iv.Today()
	p.expiry = widgets.NewExpiryPicker("date", widgets.Date{Year: today.Year(), Month: int(today.Month()), Day: today.Day()}, a.dateWords())
	p.expiry.OnChanged = func(v widgets.Date) {
		expires, half := pickedDate(v)
		p.half = half
		p.give(func(d *intake.Document) { d.Expires = expires })
	}
	p.heard = widgets.NewText(theme.Heading, "")
	p.body, p.foot = widgets.NewColumn(0), widgets.NewColumn(0)
	return p.body, p.foot
}

// buildKind makes what the first page holds.
func (p *documentPart) buildKind() {
	a := p.talk.app
	p.cells = map[intake.DocumentType]*widgets.Choice{}
	for _, kind := range documentTypes() {
		p.cells[kind] = widgets.NewChoice("document."+string(kind), a.text("document_type."+string(kind)), func() {
			p.give(func(d *intake.Document) { d.Type = kind })
		})
	}
	p.number = widgets.NewTextField("field.number", widgets.CodeKind, a.text("document.number"))
	p.number.MaxRunes = intake.NameLimit
	p.number.OnLeft = p.keep
	p.softs = newSofts(p.talk, interview.FieldDocuments, "soft.", intake.DoesNotHave, intake.DoesNotKnow, intake.Refused)
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

// picked takes the country; none, where it was taken back.
func (p *documentPart) picked(values []string) {
	p.talk.app.chose(values...)
	p.give(func(d *intake.Document) {
		d.Country = ""
		if len(values) > 0 {
			d.Country = intake.Country(values[0])
		}
	})
}

func (p *documentPart) refresh() {
	d := p.document()
	for kind, c := range p.cells {
		c.SetChosen(kind == d.Type)
	}
	p.number.SetText(d.Number)
	p.softs.refresh()
	p.picker.SetValues()
	if d.Country != "" {
		p.picker.SetValues(string(d.Country))
	}
	p.expiry.SetValue(shownDate(d.Expires, p.half))
	p.heard.SetText(p.talk.app.words.Understood(d.Expires))
	p.body.Objects, p.foot.Objects = []fyne.CanvasObject{p.pageBody()}, []fyne.CanvasObject{p.pageFoot()}
}

func (p *documentPart) pageBody() fyne.CanvasObject {
	switch p.page {
	case documentCountry:
		return p.picker
	case documentExpiry:
		return p.expiry
	}
	var cells []fyne.CanvasObject
	for _, kind := range documentTypes() {
		cells = append(cells, p.cells[kind])
	}
	return widgets.NewColumn(18, widgets.Pad(widgets.NewGrid(p.talk.app.columns(2, 1), 14, cells...), 0, 8, 12, 0), p.number)
}

func (p *documentPart) pageFoot() fyne.CanvasObject {
	a := p.talk.app
	unknown := widgets.NewSoft("soft.does_not_know", p.talk.app.reason(intake.DoesNotKnow), p.skip)
	switch p.page {
	case documentCountry:
		return widgets.NewFlow(12, unknown)
	case documentExpiry:
		year := widgets.NewSoft("soft.only_year", a.text("answer.only_year"), p.expiry.OnlyYear)
		never := widgets.NewSoft("soft.no_expiry", a.text("document.no_expiry"), p.skip)
		return widgets.NewSplit(0, 16, widgets.NewRow(0, widgets.Middle(p.heard)), widgets.NewFlow(12, year, never, unknown))
	}
	return widgets.NewFlow(12, p.softs.all...)
}

// skip leaves out what the page asks, and takes back what was answered.
func (p *documentPart) skip() {
	d := p.document()
	if p.page == documentCountry {
		d.Country = ""
	} else {
		d.Expires, p.half = intake.Date{}, widgets.Date{}
	}
	if !p.talk.done(p.talk.iv.SetDocument(0, d)) {
		return
	}
	if p.forward() {
		p.talk.changed()
		return
	}
	p.talk.next()
}

func (p *documentPart) wide() bool   { return p.page == documentExpiry }
func (p *documentPart) inside() bool { return p.page > documentKind }

// forward goes to the next page. Of a document of which nothing is known, nothing more is asked.
func (p *documentPart) forward() bool {
	p.keep()
	if p.number.Problem() != "" || len(p.talk.iv.Answers().Applicant.Documents) == 0 || p.page == documentPages-1 {
		return false
	}
	p.page++
	if p.page == documentExpiry && p.document().Type == intake.BirthCertificate { // which is good for ever
		return false
	}
	return true
}

func (p *documentPart) backward() bool {
	if p.page == documentKind {
		return false
	}
	p.page--
	return true
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

func (p *documentPart) leave() {
	p.keep()
	p.page = documentKind
}
