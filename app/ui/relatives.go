package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// relativesPart asks for relatives in other countries, who may open a pathway.
type relativesPart struct {
	talk   *talk
	editor *relativeEditor // nil while the list is shown

	rows *fyne.Container
	none *widgets.Choice
	soft *softs
	body *fyne.Container
	foot *fyne.Container
}

func (p *relativesPart) title() (title, why string) {
	a := p.talk.app
	if p.editor != nil {
		return p.editor.title(), ""
	}
	return a.text("question.relatives.title"), a.text("question.relatives.why")
}

func (p *relativesPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.rows = widgets.NewGrid(a.columns(2, 1), 16)
	p.none = widgets.NewSoft("soft.nobody", a.text("relatives.none"), func() { p.talk.took(p.talk.iv.SetNoRelatives()) })
	p.soft = newSofts(p.talk, interview.FieldRelatives, "soft.", intake.DoesNotKnow, intake.Refused)
	p.body, p.foot = widgets.NewColumn(0), widgets.NewColumn(0)
	return p.body, p.foot
}

func (p *relativesPart) refresh() {
	a := p.talk.app
	if p.editor != nil {
		p.body.Objects, p.foot.Objects = []fyne.CanvasObject{p.editor.build()}, []fyne.CanvasObject{p.editor.buildFoot()}
		p.editor.refresh()
		return
	}
	relatives := p.talk.iv.Answers().RelativesAbroad
	p.rows.Objects = nil
	for i, r := range relatives {
		p.rows.Add(p.tile(i, r))
	}
	add := widgets.NewButton("relative.add", widgets.InPane, a.text("relatives.add"), func() { p.edit(len(relatives)) }).WithIcon(assets.IconUserPlus)
	p.body.Objects = []fyne.CanvasObject{widgets.NewColumn(16, p.rows, widgets.Sized(add, 0, 84))}
	p.foot.Objects = []fyne.CanvasObject{widgets.NewFlow(12, append([]fyne.CanvasObject{p.none}, p.soft.all...)...)}
	p.none.SetChosen(relatives != nil && len(relatives) == 0)
	setVisible(p.none, len(relatives) == 0)
	p.soft.refresh()
}

func (p *relativesPart) tile(i int, r intake.RelativeAbroad) fyne.CanvasObject {
	a := p.talk.app
	kin, where := a.text("family.member"), ""
	if r.Relationship != "" {
		kin = locale.Capital(a.text("relationship." + string(r.Relationship)))
	}
	if r.Country != "" {
		where = a.words.Country(r.Country)
	}
	if r.Status != "" {
		where += " · " + a.text("relative_status."+string(r.Status))
	}
	words := widgets.NewColumn(0, widgets.NewText(theme.Heading, kin), widgets.NewSmall(where))
	content := widgets.NewRow(18, widgets.Middle(words), widgets.NewIcon(assets.IconPencilSimple, widgets.Way, 32))
	return widgets.NewTile("relative."+strconv.Itoa(i), content, func() { p.edit(i) })
}

func (p *relativesPart) edit(i int) {
	p.editor = &relativeEditor{talk: p.talk, index: i, close: p.close}
	p.talk.changed()
}

func (p *relativesPart) close() {
	p.editor = nil
	p.talk.changed()
}

func (p *relativesPart) inside() bool { return p.editor != nil }

func (p *relativesPart) forward() bool {
	if p.editor == nil {
		return false
	}
	p.editor.forward()
	return true
}

func (p *relativesPart) backward() bool {
	if p.editor == nil {
		return false
	}
	if p.editor.page--; p.editor.page < 0 {
		p.editor = nil
	}
	return true
}

func (p *relativesPart) finish() bool {
	p.editor = nil
	return true
}

// The pages on which a relative is told, in their order.
const (
	relativeKin = iota
	relativeWhere
	relativeStatus
	relativePetition
)

// relativeEditor asks for one relative abroad, a page at a time.
type relativeEditor struct {
	talk  *talk
	index int
	page  int
	close func()

	cells  map[string]*widgets.Choice
	picker *widgets.SearchPick
}

func (e *relativeEditor) title() string {
	return e.talk.app.text([...]string{
		"family.person_relationship", "relative.where", "relative.status", "relative.petition",
	}[e.page])
}

func (e *relativeEditor) relative() intake.RelativeAbroad {
	if all := e.talk.iv.Answers().RelativesAbroad; e.index < len(all) {
		return all[e.index]
	}
	return intake.RelativeAbroad{}
}

func (e *relativeEditor) build() fyne.CanvasObject {
	a := e.talk.app
	switch e.page {
	case relativeKin:
		return e.buildCells("relationship.", codes(intake.Relationships()), a.columns(3, 2))
	case relativeWhere:
		e.picker = widgets.NewSearchPick("country", false, a.pickWords(), a.countryItems(), []string{"US", "CA", "ES", "MX", "CO", "CR", "EC", "GT"})
		e.picker.OnChanged = func(values []string) {
			a.chose(values...)
			e.give(func(r *intake.RelativeAbroad) {
				r.Country = "" // its chip was taken away
				if len(values) > 0 {
					r.Country = intake.Country(values[0])
				}
			})
		}
		return e.picker
	case relativeStatus:
		return e.buildCells("relative_status.", codes([]intake.RelativeStatus{
			intake.Citizen, intake.PermanentResident, intake.Refugee, intake.Asylee, intake.OtherStatus, intake.UnknownStatus,
		}), a.columns(2, 1))
	}
	return e.buildCells("action.", []string{yes, no}, 2)
}

func (e *relativeEditor) buildFoot() fyne.CanvasObject {
	a := e.talk.app
	remove := widgets.NewButton("relative.remove", widgets.InPane, a.text("family.remove"), e.remove).WithIcon(assets.IconTrash)
	remove.Hidden = e.index >= len(e.talk.iv.Answers().RelativesAbroad)
	return widgets.NewFlow(12, append(e.skips(), remove)...)
}

// skips are the soft answers of the page; a status may be unknown by a cell.
func (e *relativeEditor) skips() []fyne.CanvasObject {
	if e.page == relativeStatus {
		return e.talk.newSkips(e.skip, intake.Refused)
	}
	return e.talk.newSkips(e.skip, intake.DoesNotKnow, intake.Refused)
}

// skip takes back what the page asks, and goes on.
func (e *relativeEditor) skip() {
	r := e.relative()
	before := r
	switch e.page {
	case relativeKin:
		r.Relationship = ""
	case relativeWhere:
		r.Country = ""
	case relativeStatus:
		r.Status = ""
	case relativePetition:
		r.PetitionFiled = nil
	}
	if r != before && !e.talk.done(e.talk.iv.SetRelative(e.index, r)) {
		return
	}
	e.forward()
	e.talk.changed()
}

// forward goes to the next page, and from the last back to the list.
func (e *relativeEditor) forward() {
	if e.page++; e.page > relativePetition {
		e.close()
	}
}

func (e *relativeEditor) buildCells(prefix string, codes []string, columns int) fyne.CanvasObject {
	e.cells = map[string]*widgets.Choice{}
	var cells []fyne.CanvasObject
	for _, code := range codes {
		c := widgets.NewChoice(prefix+code, locale.Capital(e.talk.app.text(prefix+code)), func() { e.chosen(code) })
		e.cells[code] = c
		cells = append(cells, c)
	}
	return widgets.Pad(widgets.NewGrid(columns, 14, cells...), 0, 8, 12, 0)
}

func (e *relativeEditor) chosen(code string) {
	e.give(func(r *intake.RelativeAbroad) {
		switch e.page {
		case relativeKin:
			r.Relationship = intake.Relationship(code)
		case relativeStatus:
			r.Status = intake.RelativeStatus(code)
		case relativePetition:
			r.PetitionFiled = new(code == yes)
		}
	})
}

func (e *relativeEditor) give(set func(*intake.RelativeAbroad)) {
	r := e.relative()
	set(&r)
	e.talk.took(e.talk.iv.SetRelative(e.index, r))
}

func (e *relativeEditor) refresh() {
	r := e.relative()
	given := [...]string{string(r.Relationship), string(r.Country), string(r.Status), yesOrNo(r.PetitionFiled)}[e.page]
	if e.page == relativeWhere {
		e.picker.SetValues()
		if given != "" {
			e.picker.SetValues(given)
		}
		return
	}
	for code, c := range e.cells {
		c.SetChosen(code == given)
	}
}

func (e *relativeEditor) remove() {
	a := e.talk.app
	if !e.talk.done(e.talk.iv.RemoveRelative(e.index)) {
		return
	}
	e.close()
	e.talk.offerUndo(a.text("family.removed", "name", a.text("family.member")), e.close)
}
