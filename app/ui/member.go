package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// The pages on which a member of the household is told, in their order.
const (
	memberName = iota
	memberKin
	memberBirth
	memberPlace
	memberPages
)

// memberEditor asks for one member of the household, a page at a time. Each answer is kept when it is given; a person of
// whom nothing was said is not on the list.
type memberEditor struct {
	talk  *talk
	index int
	page  int
	close func()

	half   widgets.Date // what was tapped of the birth while its year is not known
	fields nameFields
	picker *widgets.DatePicker
	about  *widgets.Choice
	cells  map[string]*widgets.Choice
}

func newMemberEditor(t *talk, index int, done func()) *memberEditor {
	return &memberEditor{talk: t, index: index, close: done}
}

func (e *memberEditor) title() (title, why string) {
	key := [...]string{"family.person_name", "family.person_relationship", "family.person_birth", "family.person_whereabouts"}[e.page]
	m := e.member()
	why = m.FullName()
	if e.page == memberBirth {
		why = listed(why, e.talk.app.words.Understood(m.BirthDate))
	}
	return e.talk.app.text(key), why
}

// member is what is known of the person so far.
func (e *memberEditor) member() intake.Member {
	if household := e.talk.iv.Answers().Household; e.index < len(household) {
		return household[e.index]
	}
	return intake.Member{}
}

// known reports whether the person is on the list.
func (e *memberEditor) known() bool { return e.index < len(e.talk.iv.Answers().Household) }

func (e *memberEditor) build() (body, foot fyne.CanvasObject) {
	a := e.talk.app
	remove := widgets.NewButton("member.remove", widgets.InPane, a.text("family.remove"), e.remove).WithIcon(assets.IconTrash)
	remove.Hidden = !e.known()
	foot = widgets.NewFlow(12, append(e.skips(), remove)...)
	switch e.page {
	case memberName:
		old := e.fields
		e.fields = a.newNameFields()
		e.fields.takeOver(old)
		for _, f := range []*widgets.TextField{e.fields.given, e.fields.surname, e.fields.second} {
			f.OnLeft = e.keep
		}
		return widgets.NewGrid(a.columns(3, 1), 20, e.fields.given, e.fields.surname, e.fields.second), foot
	case memberKin:
		return e.buildCells("relationship.", codes(intake.Relationships()), a.columns(3, 2), e.setKin), foot
	case memberPlace:
		places := []intake.Whereabouts{intake.Here, intake.HostCountry, intake.Elsewhere, intake.UnknownWhere}
		return e.buildCells("whereabouts.", codes(places), a.columns(2, 1), e.setPlace), foot
	}
	e.picker = a.newPicker(true, e.talk.iv.Today())
	e.picker.OnChanged = e.picked
	e.about = widgets.NewSoft("soft.about", a.text("answer.about"), func() { e.picker.SetAbout(!e.picker.Value().About) })
	softs := append([]fyne.CanvasObject{e.about}, e.skips()...)
	if a.look.Class != theme.Portrait { // where the date needs the room, and the other pages have the button
		softs = append(softs, remove)
	}
	return e.picker, widgets.NewFlow(12, softs...)
}

// skips are the soft answers of the page; where somebody is may be unknown by a cell, and a name is left empty.
func (e *memberEditor) skips() []fyne.CanvasObject {
	switch e.page {
	case memberName:
		return nil
	case memberPlace:
		return e.talk.newSkips(e.skip, intake.Refused)
	}
	return e.talk.newSkips(e.skip, intake.DoesNotKnow, intake.Refused)
}

// skip takes back what the page asks, and goes on.
func (e *memberEditor) skip() {
	before := e.member()
	m := before
	switch e.page {
	case memberKin:
		m.Relationship = ""
	case memberBirth:
		m.BirthDate, e.half = intake.Date{}, widgets.Date{}
	case memberPlace:
		m.Whereabouts = ""
	}
	changed := m.Relationship != before.Relationship || m.BirthDate != before.BirthDate || m.Whereabouts != before.Whereabouts
	if changed && !e.talk.done(e.talk.iv.SetMember(e.index, m)) {
		return
	}
	e.forward()
	e.talk.changed()
}

// buildCells makes a cell of each code; its text is under the prefix.
func (e *memberEditor) buildCells(prefix string, codes []string, columns int, set func(*intake.Member, string)) fyne.CanvasObject {
	e.cells = map[string]*widgets.Choice{}
	var cells []fyne.CanvasObject
	for _, code := range codes {
		c := widgets.NewChoice(prefix+code, locale.Capital(e.talk.app.text(prefix+code)), func() {
			e.give(func(m *intake.Member) { set(m, code) })
			e.talk.changed()
		})
		e.cells[code] = c
		cells = append(cells, c)
	}
	return widgets.Pad(widgets.NewGrid(columns, 14, cells...), 0, 8, 12, 0)
}

func (e *memberEditor) setKin(m *intake.Member, code string) {
	m.Relationship = intake.Relationship(code)
}

func (e *memberEditor) setPlace(m *intake.Member, code string) {
	m.Whereabouts = intake.Whereabouts(code)
}

func (e *memberEditor) refresh() {
	m := e.member()
	switch e.page {
	case memberName:
		e.fields.set(m.Person)
	case memberBirth:
		e.picker.SetValue(shownDate(m.BirthDate, e.half))
		e.about.SetChosen(e.picker.Value().About)
	default:
		for code, c := range e.cells {
			c.SetChosen(code == string(m.Relationship) && e.page == memberKin || code == string(m.Whereabouts) && e.page == memberPlace)
		}
	}
}

// give changes the member and keeps it.
func (e *memberEditor) give(set func(*intake.Member)) bool {
	m := e.member()
	set(&m)
	return e.talk.done(e.talk.iv.SetMember(e.index, m))
}

func (e *memberEditor) picked(v widgets.Date) {
	d, half := pickedDate(v)
	if e.give(func(m *intake.Member) { m.BirthDate = d }) {
		e.half = half
	}
	e.talk.changed()
}

// keep keeps the name that is being written.
func (e *memberEditor) keep() {
	m := e.member()
	if e.page != memberName || !e.fields.differ(m.Person) {
		return
	}
	m.GivenNames, m.Surname, m.SecondSurname = e.fields.given.Text(), e.fields.surname.Text(), e.fields.second.Text()
	e.fields.given.SetProblem(e.talk.app.problem(e.talk.iv.SetMember(e.index, m)))
}

func (e *memberEditor) finish() bool {
	e.keep()
	return e.page != memberName || e.fields.given.Problem() == ""
}

// forward goes to the next page, and from the last back to the list.
func (e *memberEditor) forward() {
	if !e.finish() {
		return
	}
	if e.page++; e.page == memberPages {
		e.close()
	}
}

func (e *memberEditor) backward() {
	if !e.finish() {
		return
	}
	if e.page--; e.page < 0 {
		e.close()
	}
}

// remove takes the person off the list, and offers to undo that.
func (e *memberEditor) remove() {
	a, name := e.talk.app, e.member().FullName()
	if name == "" {
		name = a.text("family.member")
	}
	a.frame.Unfocus() // now, for a field that is left later would bring the person back
	if !e.talk.done(e.talk.iv.RemoveMember(e.index)) {
		return
	}
	e.close()
	e.talk.offerUndo(a.text("family.removed", "name", name), e.close)
}

// codes are values as texts are named after them.
func codes[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
