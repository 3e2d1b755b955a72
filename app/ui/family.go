package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// familyPart asks who belongs to the household. A member is told on pages of its own: see memberEditor.
type familyPart struct {
	talk   *talk
	editor *memberEditor // nil while the list is shown

	cards *fyne.Container
	add   *widgets.Button
	alone *widgets.Choice
	softs *softs
	child *widgets.Banner
	body  *fyne.Container
	foot  *fyne.Container
}

func (p *familyPart) title() (title, why string) {
	a := p.talk.app
	if p.editor != nil {
		return p.editor.title()
	}
	return a.text("question.family.title"), a.text("question.family.why")
}

func (p *familyPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.cards = widgets.NewGrid(a.columns(2, 1), 16)
	p.add = widgets.NewButton("member.add", widgets.InPane, a.text("family.add"), p.addMember).WithIcon(assets.IconUserPlus)
	p.alone = widgets.NewSoft("soft.nobody", a.text("family.nobody"), func() { p.talk.took(p.talk.iv.SetNobody()) })
	p.softs = newSofts(p.talk, intake.FieldHousehold, "soft.", intake.DoesNotKnow, intake.Refused)
	p.child = widgets.NewBanner(assets.IconBaby, widgets.Warn, a.text("family.child_alone"))
	p.body, p.foot = widgets.NewColumn(0), widgets.NewColumn(0)
	return p.body, p.foot
}

func (p *familyPart) refresh() {
	a := p.talk.app
	if p.editor != nil {
		body, foot := p.editor.build()
		p.body.Objects, p.foot.Objects = []fyne.CanvasObject{body}, []fyne.CanvasObject{foot}
		p.editor.refresh()
		return
	}
	household := p.talk.iv.Answers().Household
	setVisible(p.child, !a.hosted() && p.talk.iv.MinorAlone())
	setVisible(p.add, len(household) < intake.MaxHousehold)
	p.body.Objects = []fyne.CanvasObject{widgets.NewColumn(16, p.child, p.cards, widgets.Sized(p.add, 0, 84))}
	p.foot.Objects = []fyne.CanvasObject{widgets.NewFlow(12, append([]fyne.CanvasObject{p.alone}, p.softs.all...)...)}
	p.cards.Objects = []fyne.CanvasObject{p.applicantCard()}
	for i, m := range household {
		p.cards.Add(p.memberCard(i, m))
	}
	p.alone.SetChosen(household != nil && len(household) == 0)
	setVisible(p.alone, len(household) == 0)
	p.softs.refresh()
}

func (p *familyPart) applicantCard() fyne.CanvasObject {
	person := p.talk.iv.Answers().Applicant
	words := widgets.NewColumn(0, widgets.NewText(theme.Heading, person.FullName()), widgets.NewText(theme.SmallText, p.talk.app.text("family.you")))
	content := widgets.NewRow(18, widgets.NewRound(person.Initials(), true, 0), widgets.Middle(words))
	return widgets.NewCard(widgets.Way, content)
}

func (p *familyPart) memberCard(i int, m intake.Member) fyne.CanvasObject {
	a := p.talk.app
	name := m.FullName()
	if name == "" {
		name = a.text("family.member")
	}
	words := widgets.NewColumn(0, widgets.NewText(theme.Heading, name), widgets.NewText(theme.SmallText, p.talk.app.kinship(m)))
	if m.Whereabouts != "" {
		icon := map[intake.Whereabouts]assets.IconName{
			intake.Here: assets.IconMapPin, intake.HostCountry: assets.IconFlag, intake.Elsewhere: assets.IconHouseLine, intake.UnknownWhere: assets.IconQuestion,
		}[m.Whereabouts]
		words.Add(widgets.NewRow(8, widgets.NewIcon(icon, widgets.Ink2, 24), widgets.Middle(widgets.NewSmall(a.text("whereabouts.short."+string(m.Whereabouts))))))
	}
	content := widgets.NewRow(18, widgets.NewRound(m.Initials(), false, 0), widgets.Middle(words), widgets.NewIcon(assets.IconPencilSimple, widgets.Way, 32))
	return widgets.NewTile("member."+strconv.Itoa(i), content, func() { p.edit(i) })
}

// kinship says who the person is, and how old.
func (a *App) kinship(m intake.Member) string {
	var parts []string
	if m.Relationship != "" {
		parts = append(parts, locale.Capital(a.text("relationship."+string(m.Relationship))))
	}
	if !m.BirthDate.IsZero() {
		youngest, oldest := m.BirthDate.AgeOn(intake.DayOf(a.Now()))
		if youngest == oldest {
			parts = append(parts, a.count("birth.years_old", youngest))
		} else {
			parts = append(parts, a.text("family.born", "date", a.words.Date(m.BirthDate)))
		}
	}
	return strings.Join(parts, " · ")
}

func (p *familyPart) addMember() { p.edit(len(p.talk.iv.Answers().Household)) }

func (p *familyPart) edit(i int) {
	p.editor = newMemberEditor(p.talk, i, p.close)
	p.talk.changed()
}

func (p *familyPart) close() {
	p.editor = nil
	p.talk.changed()
}

func (p *familyPart) inside() bool { return p.editor != nil }

// goWord asks whether these are all, or leads through the pages of a member.
func (p *familyPart) goWord() (word string, icon assets.IconName) {
	if p.editor == nil && len(p.talk.iv.Answers().Household) > 0 {
		return p.talk.app.text("family.all"), assets.IconCheck
	}
	return p.talk.app.text("action.next"), assets.IconArrowRight
}

func (p *familyPart) wide() bool { return p.editor != nil && p.editor.page == memberBirth }

func (p *familyPart) forward() bool {
	if p.editor == nil {
		return false
	}
	p.editor.forward()
	return true
}

func (p *familyPart) backward() bool {
	if p.editor == nil {
		return false
	}
	p.editor.backward()
	return true
}

// finish leaves a member that is being told as it is: what was answered is kept.
func (p *familyPart) finish() bool {
	if p.editor == nil {
		return true
	}
	done := p.editor.finish()
	if done {
		p.editor = nil
	}
	return done
}

func (p *familyPart) leave() { p.finish() }

func (p *familyPart) keep() {
	if p.editor != nil {
		p.editor.keep()
	}
}
