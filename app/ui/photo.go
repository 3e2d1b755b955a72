package ui

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// photoPart takes a photo with a coach beside it, and says in words whether it will do.
type photoPart struct {
	talk  *talk
	kind  intake.PhotoKind
	field intake.Field
	text  string // under which the coach's words stand

	picture image.Image    // taken, or of the record; nil while the camera runs
	quality intake.Quality // of the picture, or of the last frame that was judged
	judged  bool
	stored  bool // the picture is the one of the record
	failed  bool // the camera was unplugged
	newest  image.Image
	stop    context.CancelFunc // of the camera; nil while it is off

	view  *widgets.Camera
	side  *fyne.Container
	coach *widgets.Banner
	rows  []photoRow
	act   *widgets.Button
	again *widgets.Button
	softs *softs
	keep  *widgets.Choice
	files *widgets.Choice // staff only: a card may hold pictures of others
}

// photoCheck is one thing that must be right about a photo: nothing of what the coach can find against it.
type photoCheck struct {
	key     string
	against []string
}

// photoRow is a check on the page.
type photoRow struct {
	check photoCheck
	icon  *widgets.Icon
	text  *widgets.Text
}

func newPhotoPart(t *talk, q interview.Question) *photoPart {
	if q == interview.Portrait {
		return &photoPart{talk: t, kind: intake.Portrait, field: intake.FieldPortrait, text: "portrait"}
	}
	return &photoPart{talk: t, kind: intake.DocumentFront, field: intake.FieldDocument, text: "document"}
}

func (p *photoPart) checks() []photoCheck {
	if p.kind == intake.Portrait {
		return []photoCheck{
			{"photo.check.one_face", []string{"no_face", "face_unclear", "two_faces"}},
			{"photo.check.face_on", []string{"tilted", "off_centre"}},
			{"photo.check.enough_light", []string{"dark", "backlit", "too_bright", "glare"}},
			{"photo.check.near_enough", []string{"too_far", "cut_off"}},
			{"photo.check.sharp", []string{"blurred"}},
		}
	}
	return []photoCheck{
		{"photo.check.in_frame", []string{"cut_off"}},
		{"photo.check.near_enough", []string{"too_far", "too_small"}},
		{"photo.check.enough_light", []string{"dark"}},
		{"photo.check.no_glare", []string{"glare"}},
		{"photo.check.sharp", []string{"blurred"}},
	}
}

// headed says that the head stands beside the picture.
func (p *photoPart) headed() {}

func (p *photoPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	guide := widgets.PageGuide
	if p.kind == intake.Portrait {
		guide = widgets.ArchGuide
	}
	p.view = widgets.NewCamera(guide)
	p.side = widgets.NewColumn(theme.Current().Measures().Gap)
	p.coach = widgets.NewBanner(assets.IconInfo, widgets.Quiet, "").Large()
	p.rows = nil
	for _, c := range p.checks() {
		row := photoRow{c, widgets.NewIcon(assets.IconCircle, widgets.Ink2, 34), widgets.NewText(theme.Body, a.text(c.key))}
		p.rows = append(p.rows, row)
	}
	p.keep = widgets.NewSoft("soft.keep", a.text("camera.use_anyway"), p.overrule)
	p.files = widgets.NewSoft("soft.files", a.text("camera.from_file"), p.openFiles)
	reasons := []intake.Reason{intake.Later, intake.Refused}
	if p.kind != intake.Portrait {
		reasons = append(reasons, intake.DoesNotHave)
	}
	p.softs = newSofts(p.talk, p.field, "soft.", reasons...)
	p.act = widgets.NewButton("next", widgets.Primary, "", p.acted).WithArrow(assets.IconCamera)
	p.again = widgets.NewButton("retake", widgets.Secondary, a.text("camera.take_another"), p.retake).WithIcon(assets.IconCamera)
	softs := widgets.NewFlow(12, append([]fyne.CanvasObject{p.keep, p.files}, p.softs.all...)...)
	if a.look.Class == theme.Portrait {
		return widgets.NewColumn(20, widgets.Sized(p.view, 0, 520), p.side), softs
	}
	return widgets.NewSplit(0.55, 32, p.view, widgets.NewColumn(12, widgets.Fill(p.side), softs)), nil
}

func (p *photoPart) goButton() *widgets.Button    { return p.act }
func (p *photoPart) extraButton() *widgets.Button { return p.again }

func (p *photoPart) refresh() {
	p.load()
	p.softs.refresh()
	if p.picture == nil && p.stop == nil && !p.failed && p.talk.iv.Reason(p.field) == "" {
		p.start()
	}
	p.write()
}

// load shows the photo of the record, if there is one.
func (p *photoPart) load() {
	a := p.talk.app
	photo, ok := p.talk.iv.Photo(p.kind)
	if !ok || p.picture != nil {
		return
	}
	p.stored = true
	if photo.Quality != nil {
		p.quality, p.judged = *photo.Quality, true
	}
	work(a, func(ctx context.Context) (image.Image, error) { return a.desk.Photos.Show(ctx, photo) }, func(picture image.Image, err error) {
		if err != nil {
			a.trouble("show photo", err)
			return
		}
		p.picture = picture
		p.write()
		a.update()
	})
}

// write shows what the coach says of the picture, or of what the camera sees.
func (p *photoPart) write() {
	p.view.SetFrame(p.picture)
	p.writeSide()
	p.writeButtons()
	p.writeCoach()
}

func (p *photoPart) writeSide() {
	a := p.talk.app
	title, why := a.text("question."+p.question()+".title"), a.text("question."+p.question()+".why")
	var parts []fyne.CanvasObject
	switch {
	case p.picture == nil:
		parts = append(parts, widgets.NewHeader(title, why), p.coach)
		if p.kind == intake.Portrait {
			parts = append(parts, widgets.NewSmall(a.text("photo.covering")))
		}
		if a.Camera != nil && !p.failed {
			parts = append(parts, p.list())
		}
	case p.quality.Clear:
		parts = append(parts, widgets.NewHeader(a.text("photo.good_title"), "").WithLead(widgets.NewIcon(assets.IconCheckCircle, widgets.Good, 64)))
		parts = append(parts, p.list())
		parts = append(parts, widgets.NewBanner(assets.IconLockKey, widgets.Quiet, a.text("photo.kept_safe")))
	default:
		parts = append(parts, widgets.NewHeader(a.text("photo.unclear_title"), a.text("finding.ask")).WithLead(widgets.NewIcon(assets.IconWarningCircle, widgets.Warn, 64)))
		parts = append(parts, p.advice()...)
	}
	p.side.Objects = parts
	p.side.Refresh()
}

func (p *photoPart) question() string {
	if p.kind == intake.Portrait {
		return string(interview.Portrait)
	}
	return string(interview.DocumentPhoto)
}

func (p *photoPart) list() fyne.CanvasObject {
	list := widgets.NewColumn(8)
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
		cards = append(cards, widgets.NewCard(widgets.Quiet, widgets.NewRow(18, widgets.NewIcon(findingIcon(f), widgets.Warn, 44), widgets.Middle(words))))
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
	}
	p.act.SetText(a.text(text))
	p.act.SetIcon(icon)
	p.act.SetReady(ready)
	setVisible(p.again, p.picture != nil && (p.quality.Clear || p.stored))
	setVisible(p.keep, p.picture != nil && !p.quality.Clear && !p.stored)
	setVisible(p.files, p.picture == nil && !a.hosted() && a.desk.Pictures != nil)
	for _, c := range p.softs.choices {
		setVisible(c, p.picture == nil)
	}
}

// writeCoach says the one thing to change first, and how each check stands.
func (p *photoPart) writeCoach() {
	a := p.talk.app
	good := p.judged && p.quality.Clear
	p.view.SetGood(good && p.picture == nil)
	switch {
	case p.failed:
		p.coach.Set(assets.IconWarning, widgets.Warn, a.text("camera.gone"))
	case a.Camera == nil:
		p.coach.Set(assets.IconWarning, widgets.Warn, a.text("camera.none"))
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

func (p *photoPart) leave() {
	p.halt()
	p.picture, p.stored, p.failed = nil, false, false
	p.quality = intake.Quality{}
}

// acted does what the button says.
func (p *photoPart) acted() {
	switch {
	case p.stored, p.picture == nil && p.newest == nil:
		p.talk.next()
	case p.picture == nil:
		p.take()
	case p.quality.Clear:
		p.store(intake.Quality{Clear: true, Findings: p.quality.Findings})
	default:
		p.retake()
	}
}

// take holds the newest frame.
func (p *photoPart) take() { p.hold(p.newest) }

// hold has a picture judged and shows it.
func (p *photoPart) hold(frame image.Image) {
	a := p.talk.app
	p.halt()
	work(a, func(context.Context) (intake.Quality, error) { return a.desk.Photos.Judge(frame, p.kind), nil }, func(q intake.Quality, _ error) {
		p.picture, p.quality, p.judged = frame, q, true
		p.write()
		a.update()
	})
}

// retake lets the camera run again.
func (p *photoPart) retake() {
	p.picture, p.stored, p.judged = nil, false, false
	p.start()
	p.write()
	p.talk.app.update()
}

// store keeps the picture with the draft and goes on.
func (p *photoPart) store(quality intake.Quality) {
	a, picture, draft := p.talk.app, p.picture, p.talk.iv.Draft()
	p.act.SetReady(false)
	work(a, func(ctx context.Context) (intake.Photo, error) {
		return a.desk.Photos.Keep(ctx, draft.Application, picture, intake.Photo{Kind: p.kind, Quality: &quality})
	}, func(photo intake.Photo, err error) {
		p.act.SetReady(true)
		if p.talk.done(err) && p.talk.done(p.talk.iv.SetPhoto(photo)) {
			p.talk.next()
		}
	})
}

// overrule keeps a photo that is not clear: staff say why, and where an applicant holds the tablet, that they are there.
func (p *photoPart) overrule() {
	a := p.talk.app
	reason := widgets.NewTextField("overrule.reason", widgets.SentenceKind, a.text("photo.reason"))
	reason.MaxRunes = intake.NoteLimit
	secret := widgets.NewTextField("overrule.secret", widgets.SecretKind, a.text("leave.passphrase")).WithIcon(assets.IconLockKey)
	secret.Hidden = !a.hosted()
	body := widgets.NewColumn(16, widgets.NewBody(a.text("photo.keep_reason")), reason, secret)
	keep := widgets.NewButton("overrule.keep", widgets.Primary, a.text("camera.use_anyway"), nil)
	keep.SetTapped(func() {
		q := p.quality
		q.OverruledBy, q.Reason = a.desk.Staff.ID, reason.Text()
		switch {
		case q.Reason == "":
			reason.Focus()
		case a.hosted():
			a.prove(secret, keep, func() { p.store(q) })
		default:
			a.frame.HideDialog()
			p.store(q)
		}
	})
	cancel := widgets.NewButton("overrule.cancel", widgets.Secondary, a.text("action.cancel"), a.frame.HideDialog)
	a.frame.ShowDialog(widgets.NewDialog(a.text("photo.keep_title"), body, cancel, keep))
}
