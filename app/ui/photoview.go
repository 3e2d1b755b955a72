package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// write shows what the coach says of the picture, or of what the camera sees.
func (p *photoPart) write() {
	p.view.SetFrame(p.picture)
	p.writeStage()
	p.writeSide()
	p.writeButtons()
	p.writeCoach()
}

func (p *photoPart) writeSide() {
	a := p.talk.app
	key := "question." + string(p.question)
	title, why := a.text(key+".title"), a.text(key+".why")
	if p.kind != intake.Portrait && a.look.Class == theme.Landscape && p.stop != nil {
		why = "" // the coach says more, and needs the room
	}
	var parts []fyne.CanvasObject
	switch {
	case p.picture == nil:
		parts = append(parts, widgets.NewHeader(title, why).WithAside(a.listen(false)...), p.coach)
		if p.kind == intake.Portrait && a.look.Class != theme.Small {
			parts = append(parts, widgets.NewSmall(a.text("photo.covering")))
		}
		if a.Camera != nil && p.failed == nil && !p.leftOut() {
			parts = append(parts, p.list())
		}
	case p.quality.Clear:
		parts = append(parts, widgets.NewHeader(a.text("photo.good_title"), "").WithLead(widgets.NewIcon(assets.IconCheckCircle, widgets.Good, 64)).WithAside(a.listen(false)...))
		parts = append(parts, p.list())
		parts = append(parts, widgets.NewBanner(assets.IconLockKey, widgets.Quiet, a.text("photo.kept_safe")))
	default:
		parts = append(parts, widgets.NewHeader(a.text("photo.unclear_title"), a.text("finding.ask")).WithLead(widgets.NewIcon(assets.IconWarningCircle, widgets.Warn, 64)).WithAside(a.listen(false)...))
		parts = append(parts, p.advice()...)
	}
	p.side.Objects = parts
	p.side.Refresh()
}

func (p *photoPart) list() fyne.CanvasObject {
	list := widgets.NewColumn(4)
	if p.talk.app.look.Class == theme.Small {
		list = widgets.NewGrid(2, 8)
	}
	for _, r := range p.rows {
		list.Add(widgets.NewRow(14, r.icon, widgets.Middle(r.text)))
	}
	return list
}

// advice says of at most three findings what to change.
func (p *photoPart) advice() []fyne.CanvasObject {
	a := p.talk.app
	var cards []fyne.CanvasObject
	for _, f := range p.quality.Findings[:min(3, len(p.quality.Findings))] {
		key := "finding." + p.text + "." + f
		words := widgets.NewColumn(0, widgets.NewText(theme.Heading, a.text(key+".title")), widgets.NewText(theme.SmallText, a.text(key+".advice")))
		cards = append(cards, widgets.NewCard(widgets.Quiet, widgets.NewRow(18, widgets.NewIcon(findingIcon(f), widgets.Warn, 44), widgets.Middle(words))).Padded(18, 8))
	}
	return cards
}

func findingIcon(finding string) assets.IconName {
	switch finding {
	case "dark", "backlit", "too_bright", "glare":
		return assets.IconSun
	case "blurred":
		return assets.IconHand
	case "too_far", "too_small":
		return assets.IconArrowsOut
	case "two_faces":
		return assets.IconUsers
	case "no_face", "face_unclear":
		return assets.IconUser
	default:
		return assets.IconArrowsIn
	}
}

// writeButtons says what can be done now.
func (p *photoPart) writeButtons() {
	a := p.talk.app
	text, icon, ready := "camera.take", assets.IconCamera, p.newest != nil
	switch {
	case p.picture != nil && p.quality.Clear || p.stored:
		text, icon, ready = "camera.use", assets.IconCheck, true
	case p.picture != nil:
		text, icon, ready = "camera.take_another", assets.IconCamera, true
	case p.newest == nil:
		text, icon, ready = "action.next", assets.IconArrowRight, true
	case p.left > 0:
		text, icon = "action.cancel", assets.IconX
	}
	p.act.SetText(a.text(text))
	p.act.SetIcon(icon)
	p.act.SetReady(ready)
	done := p.picture != nil && (p.quality.Clear || p.stored)
	setVisible(p.again, done && a.hosted())
	setVisible(p.redo, done && !a.hosted())
	setVisible(p.keep, p.picture != nil && !p.quality.Clear && !p.stored)
	setVisible(p.files, p.picture == nil && !a.hosted() && a.desk.Pictures != nil)
	setVisible(p.retry, p.picture == nil && p.failed != nil || p.leftOut() && a.Camera != nil)
	p.retry.SetText(a.text("action.retry"))
	if p.leftOut() {
		p.retry.SetText(a.text("camera.take"))
	}
	for _, c := range p.softs.choices {
		setVisible(c, p.picture == nil)
	}
	p.writeLenses()
}

// writeLenses shows what can be set of the camera, while it runs.
func (p *photoPart) writeLenses() {
	live, set := p.picture == nil && p.failed == nil && p.left == 0 && !p.leftOut(), p.settings()
	setVisible(p.timer, live && p.lenses() != nil && !p.talk.app.hosted())
	p.timer.SetChosen(set.Countdown)
	if p.swap != nil {
		setVisible(p.swap, live && set.Several)
		setVisible(p.turn, live)
	}
}

// consequence says what follows from there being no photo.
func (p *photoPart) consequence() string {
	if p.kind == intake.DocumentBack {
		return p.talk.app.text("review.can_hand_in")
	}
	return p.talk.app.text("review.why." + string(p.field))
}

// trouble says why there is no picture, and what can be done about it. Only staff may look for one elsewhere.
func (p *photoPart) trouble() string {
	a := p.talk.app
	elsewhere := !a.hosted() && a.desk.Pictures != nil
	switch none := a.Camera == nil || errors.Is(p.failed, ErrNoCamera); {
	case errors.Is(p.failed, ErrCameraBusy):
		return a.text("camera.busy")
	case none && elsewhere:
		return a.text("camera.none_files")
	case none:
		return a.text("camera.none")
	case elsewhere:
		return a.text("camera.gone_files")
	}
	return a.text("camera.gone")
}

// writeCoach says the one thing to change first, and how each check stands.
func (p *photoPart) writeCoach() {
	a := p.talk.app
	good := p.judged && p.quality.Clear
	p.view.SetGood(good && p.picture == nil)
	switch {
	case a.status.Space == SpaceFull:
		p.coach.Set(assets.IconWarning, widgets.Warn, a.text("space.no_photos"))
	case p.failed != nil, a.Camera == nil:
		p.coach.Set(assets.IconWarning, widgets.Warn, p.trouble())
	case p.leftOut():
		p.coach.Set(assets.IconInfo, widgets.Quiet, p.consequence())
	case !p.judged:
		p.coach.Set(assets.IconHourglass, widgets.Quiet, a.text("camera.starting"))
	case len(p.quality.Findings) > 0:
		first := p.quality.Findings[0]
		p.coach.Set(findingIcon(first), widgets.Warn, a.text("finding."+p.text+"."+first+".advice"))
	default:
		p.coach.Set(assets.IconCheckCircle, widgets.Good, a.text("photo.still"))
	}
	for _, r := range p.rows {
		icon, tone := assets.IconCircle, widgets.Ink2
		if p.judged {
			icon, tone = assets.IconCheckCircle, widgets.Good
			if slices.ContainsFunc(p.quality.Findings, func(f string) bool { return slices.Contains(r.check.against, f) }) {
				icon, tone = assets.IconArrowCircleRight, widgets.Warn
			}
		}
		r.icon.Set(icon, tone)
	}
}
