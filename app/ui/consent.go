package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// consentPart asks for each purpose; nothing is chosen before the person chooses.
type consentPart struct {
	talk   *talk
	rows   map[intake.Purpose]*widgets.YesNo
	left   *widgets.Text
	signed map[intake.ConsentForm]*widgets.Choice // where a worker holds the tablet
}

func (p *consentPart) build() (body, foot fyne.CanvasObject) {
	p.rows = map[intake.Purpose]*widgets.YesNo{}
	icons := map[intake.Purpose]assets.IconName{
		intake.Screening: assets.IconClipboardText, intake.ToContact: assets.IconPhone,
		intake.Referral: assets.IconHandshake, intake.Statistics: assets.IconChartBar,
	}
	var parts []fyne.CanvasObject
	for i, purpose := range intake.Purposes() {
		if i > 0 {
			parts = append(parts, widgets.NewDivider())
		}
		parts = append(parts, p.buildRow(purpose, icons[purpose]))
	}
	return widgets.NewColumn(6, parts...), p.buildFoot()
}

func (p *consentPart) buildRow(purpose intake.Purpose, icon assets.IconName) fyne.CanvasObject {
	a, key := p.talk.app, "consent."+string(purpose)
	cells := widgets.NewYesNo(key,
		widgets.Option{Value: yes, Text: a.text("action.yes")}, widgets.Option{Value: no, Text: a.text("action.no")})
	cells.OnChosen = func(value string) {
		if value == "" || !a.Stands() { // a second tap takes nothing back here, and that of a double tap on the page before is no answer
			p.talk.changed()
			return
		}
		p.talk.took(p.talk.iv.SetPurpose(purpose, value == yes))
	}
	p.rows[purpose] = cells
	words := widgets.NewColumn(0, widgets.NewText(theme.Answer, a.text(key+".title")), widgets.NewSmall(a.text(key+".text")))
	return widgets.NewRow(20, widgets.NewIcon(icon, widgets.Way, 44), widgets.Middle(words), cells)
}

func (p *consentPart) buildFoot() fyne.CanvasObject {
	a := p.talk.app
	notice := widgets.NewButton("notice", widgets.InPane, a.text("consent.notice_read"), p.openNotice).WithIcon(assets.IconFileText)
	p.left = widgets.NewText(theme.SmallText, "").Toned(widgets.Ink2)
	info := widgets.NewIcon(assets.IconInfo, widgets.Ink2, 28)
	p.signed = map[intake.ConsentForm]*widgets.Choice{}
	if a.hosted() {
		return widgets.NewRow(16, notice, info, widgets.Middle(p.left))
	}
	var forms []fyne.CanvasObject
	for _, form := range []intake.ConsentForm{intake.Signed, intake.Verbal} {
		p.signed[form] = widgets.NewSoft("given."+string(form), a.text("consent.given."+string(form)), func() { p.talk.took(p.talk.iv.SetGiven(form)) })
		forms = append(forms, p.signed[form])
	}
	if a.look.Class == theme.Portrait {
		return widgets.NewColumn(12, widgets.NewFlow(12, forms...), widgets.NewRow(16, notice, info, widgets.Middle(p.left)))
	}
	return widgets.NewColumn(8, p.left, widgets.NewFlow(12, append([]fyne.CanvasObject{notice}, forms...)...))
}

func (p *consentPart) refresh() {
	consent := p.talk.iv.Answers().Consent
	left := 0
	for purpose, cells := range p.rows {
		value := ""
		if consent != nil {
			if given, ok := consent.Purposes[purpose]; ok {
				value = yesOrNo(&given)
			}
		}
		if value == "" {
			left++
		}
		cells.SetValue(value)
	}
	p.left.SetText(p.talk.app.count("consent.left", left) + ". " + p.talk.app.text("consent.unanswered"))
	if left == 0 {
		p.left.SetText(p.talk.app.count("consent.left", 0))
	}
	for form, choice := range p.signed {
		choice.SetChosen(consent != nil && consent.Given == form)
	}
}

// answered reports whether the screening was answered: without it there is nothing to go on with, or to end.
func (p *consentPart) answered() bool {
	consent := p.talk.iv.Answers().Consent
	if consent == nil {
		return false
	}
	_, given := consent.Purposes[intake.Screening]
	return given
}

// forward asks before a no removes what was answered.
func (p *consentPart) forward() bool {
	a, iv := p.talk.app, p.talk.iv
	if !iv.ScreeningRefused() || !iv.Answered() {
		return false
	}
	keep := widgets.NewButton("erase.keep", widgets.Secondary, a.text("action.cancel"), a.frame.HideDialog)
	erase := widgets.NewButton("erase", widgets.Secondary, a.text("consent.erase"), func() {
		a.frame.HideDialog()
		p.talk.next()
	}).WithIcon(assets.IconTrash)
	a.frame.ShowDialog(widgets.NewDialog(a.text("consent.erase_title"), widgets.NewBody(a.text("consent.erase_text")), keep, erase))
	return true
}

func (p *consentPart) backward() bool { return false }

// openNotice shows the whole notice.
func (p *consentPart) openNotice() {
	a := p.talk.app
	text := widgets.Sized(widgets.NewScroll(widgets.NewText(theme.SmallText, p.talk.iv.Notice())), 0, 400)
	a.frame.ShowDialog(widgets.NewDialog(a.text("consent.notice_title"), text, a.closeButton()))
}

// thanks is what a person sees who does not agree to the screening: nothing is left of what was said.
type thanks struct{ app *App }

func (s *thanks) id() string { return "thanks" }

func (s *thanks) barButtons() []fyne.CanvasObject {
	if s.app.hosted() {
		return s.app.hostButtons()
	}
	return s.app.staffButtons()
}

func (s *thanks) build() *widgets.Page {
	a := s.app
	done := widgets.NewButton("finish", widgets.Primary, a.text("action.finish"), a.onward(a.nextPerson)).WithArrow(assets.IconCheck)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("consent.refused_title"), a.text("consent.refused_text")).WithAside(a.listen(false)...),
		Body:   widgets.NewColumn(16, widgets.NewBanner(assets.IconHandCoins, widgets.Quiet, a.text("consent.refused_free"))),
		Right:  []fyne.CanvasObject{done},
	}
}

func (s *thanks) refresh() {}

// nextPerson ends an interview: with the choice of a language for the next person, or at home.
func (a *App) nextPerson() {
	a.endTalk()
	if a.hosted() {
		a.show(&languages{app: a})
		return
	}
	a.openHome()
}
