package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
)

// namePart asks for the parts of the name, as the person says them.
type namePart struct {
	talk    *talk
	oneName bool // one name alone: no surnames
	other   bool // another name that the person is called by

	fields  nameFields
	knownAs *widgets.TextField
	onPaper *widgets.TextField // the name as on the document, where staff write it down
	body    *fyne.Container
	one     *widgets.Choice
	called  *widgets.Choice
	softs   *softs
}

// nameFields are the fields for a name.
type nameFields struct{ given, surname, second *widgets.TextField }

func (a *App) newNameFields() nameFields {
	f := nameFields{
		given:   widgets.NewTextField("field.given", widgets.NameKind, a.text("name.given")),
		surname: widgets.NewTextField("field.surname", widgets.NameKind, a.text("name.surname")),
		second:  widgets.NewTextField("field.second_surname", widgets.NameKind, a.text("name.second_surname")).WithHint(a.text("name.if_any")),
	}
	for _, field := range []*widgets.TextField{f.given, f.surname, f.second} {
		field.MaxRunes = intake.NameLimit
	}
	return f
}

// takeOver brings what could not be kept from fields of another language or look.
func (f nameFields) takeOver(old nameFields) {
	if old.given == nil || old.given.Problem() == "" {
		return
	}
	f.given.SetText(old.given.Text())
	f.surname.SetText(old.surname.Text())
	f.second.SetText(old.second.Text())
	f.given.SetProblem(old.given.Problem())
}

// set shows what the record says, unless it could not keep what is written.
func (f nameFields) set(p intake.Person) {
	if f.given.Problem() != "" {
		return
	}
	f.given.SetText(p.GivenNames)
	f.surname.SetText(p.Surname)
	f.second.SetText(p.SecondSurname)
}

// differ reports whether what is written is not what the record says.
func (f nameFields) differ(p intake.Person) bool {
	return f.given.Text() != p.GivenNames || f.surname.Text() != p.Surname || f.second.Text() != p.SecondSurname
}

func (p *namePart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	old := p.fields
	p.fields = a.newNameFields()
	p.fields.takeOver(old)
	p.knownAs = widgets.NewTextField("field.known_as", widgets.NameKind, a.text("name.known_as"))
	p.knownAs.MaxRunes = intake.NameLimit
	p.onPaper = widgets.NewTextField("field.name_on_document", widgets.NameKind, a.text("name.document"))
	p.onPaper.MaxRunes = intake.NameLimit
	for _, f := range []*widgets.TextField{p.fields.given, p.fields.surname, p.fields.second, p.knownAs, p.onPaper} {
		f.OnLeft = p.keep
	}
	p.body = widgets.NewColumn(0, widgets.NewGrid(a.columns(3, 1), 20, p.fields.given, p.fields.surname, p.fields.second, p.knownAs, p.onPaper))
	p.one = widgets.NewSoft("soft.one_name", a.text("answer.one_name"), p.toggleOne)
	p.called = widgets.NewSoft("soft.other_name", a.text("answer.other_name"), p.toggleOther)
	p.softs = newSofts(p.talk, intake.FieldName, "soft.", intake.DoesNotKnow, intake.Refused)
	return p.body, widgets.NewFlow(12, append([]fyne.CanvasObject{p.one, p.called}, p.softs.all...)...)
}

func (p *namePart) refresh() {
	person := p.talk.iv.Answers().Applicant
	p.other = p.other || person.KnownAs != ""
	p.oneName = p.oneName && person.Surname == ""
	p.fields.set(person)
	p.knownAs.SetText(person.KnownAs)
	p.onPaper.SetText(person.NameOnDocument)
	setVisible(p.onPaper, !p.talk.app.hosted())
	setVisible(p.fields.surname, !p.oneName)
	setVisible(p.fields.second, !p.oneName)
	setVisible(p.knownAs, p.other)
	p.one.SetChosen(p.oneName)
	p.called.SetChosen(p.other)
	p.softs.refresh()
}

func (p *namePart) toggleOne() {
	if p.oneName = !p.oneName; p.oneName {
		p.fields.surname.SetText("")
		p.fields.second.SetText("")
	}
	if p.finish() {
		p.talk.changed()
	}
}

func (p *namePart) toggleOther() {
	if p.other = !p.other; !p.other {
		p.knownAs.SetText("")
	}
	if p.finish() {
		p.talk.changed()
	}
}

// keep keeps what is written so far, if anything changed.
func (p *namePart) keep() {
	person := p.talk.iv.Answers().Applicant
	if p.fields.differ(person) {
		err := p.talk.iv.SetNames(p.fields.given.Text(), p.fields.surname.Text(), p.fields.second.Text())
		p.fields.given.SetProblem(p.talk.app.problem(err))
	}
	if p.knownAs.Text() != person.KnownAs {
		p.knownAs.SetProblem(p.talk.app.problem(p.talk.iv.SetKnownAs(p.knownAs.Text())))
	}
	if p.onPaper.Text() != person.NameOnDocument {
		p.onPaper.SetProblem(p.talk.app.problem(p.talk.iv.SetNameOnDocument(p.onPaper.Text())))
	}
}

func (p *namePart) finish() bool {
	p.keep()
	return p.fields.given.Problem()+p.knownAs.Problem()+p.onPaper.Problem() == ""
}

func (p *namePart) leave() { p.keep() }
