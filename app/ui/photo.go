package ui

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// photoPart takes a photo with a coach beside it, and says in words whether it will do.
type photoPart struct {
	talk     *talk
	question interview.Question
	kind     intake.PhotoKind
	field    intake.Field
	text     string // under which the coach's words stand

	picture image.Image    // taken, or of the record; nil while the camera runs
	quality intake.Quality // of the picture, or of the last frame that was judged
	judged  bool
	stored  bool      // the picture is the one of the record
	failed  error     // why the camera gives no pictures
	wanted  bool      // the person takes a photo after all
	left    int       // seconds of the countdown, 0 while none runs
	since   time.Time // when the countdown began
	newest  image.Image
	visit   int                // counts how often the part was left: what was begun in another visit does not show in this one
	stop    context.CancelFunc // of the camera; nil while it is off

	view  *widgets.Camera
	none  *noPhoto // in its place where there is neither camera nor photo
	side  *fyne.Container
	coach *widgets.Banner
	rows  []photoRow
	swap  *widgets.Button // to another camera; nil where there is none to adjust
	turn  *widgets.Button
	act   *widgets.Button
	again *widgets.Button // on the counter of an applicant
	redo  *widgets.Choice // the same for staff, whose counter is full
	softs *softs
	keep  *widgets.Choice
	files *widgets.Choice // staff only: a card may hold pictures of others
	retry *widgets.Choice // where the camera was lost
	timer *widgets.Choice // staff only: whether to count 3, 2, 1
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
	p := &photoPart{talk: t, question: q, text: "document"}
	switch q {
	case interview.Portrait:
		p.kind, p.field, p.text = intake.Portrait, intake.FieldPortrait, "portrait"
	case interview.DocumentBack:
		p.kind, p.field = intake.DocumentBack, interview.FieldDocumentBack
	default:
		p.kind, p.field = intake.DocumentFront, intake.FieldDocument
	}
	return p
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

// wide says that the picture and the coach need the whole pane.
func (p *photoPart) wide() bool { return true }

func (p *photoPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	guide := widgets.PageGuide
	if p.kind == intake.Portrait {
		guide = widgets.ArchGuide
	}
	if p.view != nil { // of another language or look
		p.view.SetFrame(nil)
	}
	p.view = widgets.NewCamera(guide, p.buildLenses()...)
	p.none = newNoPhoto(a.text("photo.none"))
	stage := container.NewStack(p.view, p.none.card)
	p.side = widgets.NewColumn(theme.Current().Measures().Gap)
	p.coach = widgets.NewBanner(assets.IconInfo, widgets.Quiet, "")
	if a.look.Class != theme.Small {
		p.coach.Large()
	}
	p.rows = nil
	for _, c := range p.checks() {
		row := photoRow{c, widgets.NewIcon(assets.IconCircle, widgets.Ink2, 34), widgets.NewText(theme.Body, a.text(c.key))}
		p.rows = append(p.rows, row)
	}
	p.keep = widgets.NewSoft("soft.keep", a.text("camera.use_anyway"), p.overrule)
	p.files = widgets.NewSoft("soft.files", a.text("camera.from_file"), p.openFiles)
	p.retry = widgets.NewSoft("soft.retry", a.text("action.retry"), p.retake)
	p.timer = widgets.NewSoft("soft.countdown", a.text("camera.countdown"), p.toggleCountdown)
	reasons := []intake.Reason{intake.Later, intake.Refused}
	if p.kind != intake.Portrait {
		reasons = append(reasons, intake.DoesNotHave)
	}
	p.softs = newSofts(p.talk, p.field, "soft.", reasons...)
	for r, c := range p.softs.choices {
		c.SetTapped(func() { p.leaveOut(r) })
	}
	if p.kind == intake.DocumentBack {
		p.softs.choices[intake.DoesNotHave].SetText(a.text("document.no_back"))
	}
	p.act = widgets.NewButton("next", widgets.Primary, "", p.talk.app.onward(p.acted)).WithArrow(assets.IconCamera)
	p.again = widgets.NewButton("retake", widgets.Secondary, a.text("camera.take_another"), p.retake).WithIcon(assets.IconCamera)
	p.redo = widgets.NewSoft("retake", a.text("camera.take_another"), p.retake)
	softs := widgets.NewFlow(12, append([]fyne.CanvasObject{p.redo, p.keep, p.retry, p.files}, append(p.softs.all, p.timer)...)...)
	if a.look.Class == theme.Portrait {
		return widgets.NewColumn(20, widgets.Sized(stage, 0, 520), p.side), softs
	}
	return widgets.NewSplit(0.55, 32, stage, widgets.NewColumn(12, widgets.Fill(p.side), softs)), nil
}

// leaveOut takes a reason for there being no photo, and turns the camera off.
func (p *photoPart) leaveOut(reason intake.Reason) {
	p.wanted, p.left = false, 0
	p.talk.took(p.talk.iv.Missing(p.field, reason))
}

// leftOut reports whether there is a reason for there being no photo.
func (p *photoPart) leftOut() bool {
	return p.picture == nil && !p.wanted && p.talk.iv.Reason(p.field) != ""
}

// buildLenses makes the buttons over the picture.
func (p *photoPart) buildLenses() []fyne.CanvasObject {
	p.swap, p.turn = nil, nil
	if p.lenses() == nil {
		return nil
	}
	p.swap = widgets.NewCameraButton("camera.switch", assets.IconCameraRotate, p.switchLens)
	p.turn = widgets.NewCameraButton("camera.turn", assets.IconArrowClockwise, p.turnLens)
	return []fyne.CanvasObject{p.swap, p.turn}
}

func (p *photoPart) goButton() *widgets.Button { return p.act }

func (p *photoPart) extraButton() *widgets.Button {
	if !p.talk.app.hosted() {
		return nil
	}
	return p.again
}

func (p *photoPart) refresh() {
	p.load()
	p.softs.refresh()
	switch {
	case p.leftOut():
		p.halt()
	case p.picture == nil && p.stop == nil && p.failed == nil:
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
	photos, visit := a.desk.Photos, p.visit
	work(a, func(ctx context.Context) (image.Image, error) { return photos.Show(ctx, photo) }, func(picture image.Image, err error) {
		if p.visit != visit {
			return
		}
		if err != nil {
			a.trouble("show photo", err)
			return
		}
		p.picture = picture
		p.write()
		a.update()
	})
}

// leave turns the camera off and forgets the picture, on the page too: Fyne keeps a page for a while.
func (p *photoPart) leave() {
	p.halt()
	p.visit++
	p.view.SetFrame(nil)
	p.picture, p.stored, p.failed, p.wanted, p.left = nil, false, nil, false, 0
	p.quality = intake.Quality{}
}

// acted does what the button says.
func (p *photoPart) acted() {
	switch {
	case p.stored, p.picture == nil && p.newest == nil:
		p.talk.next()
	case p.left > 0:
		p.uncount()
	case p.picture == nil && p.settings().Countdown:
		p.count()
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
	photos, visit := a.desk.Photos, p.visit
	p.halt()
	work(a, func(context.Context) (intake.Quality, error) { return photos.Judge(frame, p.kind), nil }, func(q intake.Quality, _ error) {
		if p.visit != visit {
			return
		}
		p.picture, p.quality, p.judged = frame, q, true
		p.write()
		a.update()
	})
}

// retake lets the camera run again.
func (p *photoPart) retake() {
	p.picture, p.stored, p.judged, p.failed, p.wanted = nil, false, false, nil, true
	p.start()
	p.write()
	p.talk.app.update()
}

// store keeps the picture with the draft and goes on.
func (p *photoPart) store(quality intake.Quality) {
	a, picture, draft, visit := p.talk.app, p.picture, p.talk.iv.Draft(), p.visit
	p.act.SetReady(false)
	work(a, func(ctx context.Context) (intake.Photo, error) {
		return a.desk.Photos.Keep(ctx, draft.Application, picture, intake.Photo{Kind: p.kind, Quality: &quality})
	}, func(photo intake.Photo, err error) {
		p.act.SetReady(true)
		if err == nil {
			err = p.talk.iv.SetPhoto(photo) // also of a person who has gone on or was hidden meanwhile
		}
		if p.talk.done(err) && p.visit == visit {
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
