package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// reviewPart shows all answers, what is missing and why it matters. Missing answers never keep anybody from handing in.
type reviewPart struct {
	talk  *talk
	body  *fyne.Container
	send  *widgets.Button
	place *widgets.TextField // where a worker holds the tablet
}

func (p *reviewPart) title() (title, why string) {
	a := p.talk.app
	draft := p.talk.iv.Draft()
	if a.hosted() {
		return a.text("question.review.title"), a.text("question.review.why")
	}
	return a.text("question.review.title"), a.text("review.subtitle", "name", draft.Answers.Applicant.FullName(), "code", draft.Code)
}

func (p *reviewPart) build() (body, foot fyne.CanvasObject) {
	p.body = widgets.NewColumn(0)
	return p.body, nil
}

func (p *reviewPart) goButton() *widgets.Button {
	a := p.talk.app
	p.send = widgets.NewButton("hand_in", widgets.Primary, a.text("action.hand_in"), a.onward(p.handIn)).WithArrow(assets.IconPaperPlaneTilt)
	return p.send
}

// handIn freezes and seals the application away from the window, and then shows the receipt.
func (p *reviewPart) handIn() {
	a, t := p.talk.app, p.talk
	p.keep()
	draft, err := t.iv.Finish()
	if errors.Is(err, interview.ErrHandedIn) {
		return // on its way already
	}
	if !t.done(err) {
		return
	}
	p.send.SetReady(false)
	work(a, func(ctx context.Context) (Slip, error) { return a.desk.Records.HandIn(ctx, draft) }, func(slip Slip, err error) {
		if err != nil {
			t.iv.Reopen()
			p.send.SetReady(true)
			t.done(err)
			return
		}
		t.iv.HandedIn()
		t.slip = slip
		t.present()
	})
}

func (p *reviewPart) refresh() {
	missing, answers := p.judged(), p.rows()
	body := fyne.CanvasObject(widgets.NewColumn(10, missing, widgets.NewColumn(0, answers...)))
	if !p.talk.narrow() {
		width := (p.talk.app.paneWidth() - columnGap) / 2
		first := halve(answers, 0, widgets.HeightFor(missing, width), width)
		body = p.talk.beside(0.5, widgets.NewColumn(0, answers[:first]...),
			widgets.NewColumn(10, missing, widgets.NewColumn(0, answers[first:]...)))
	}
	if note := p.talk.noteBanner(); note != nil {
		body = widgets.NewColumn(12, note, body)
	}
	p.body.Objects = []fyne.CanvasObject{body}
}

// judged is what is missing, whether the application can be handed in, and what staff note.
func (p *reviewPart) judged() *fyne.Container {
	a, lacking := p.talk.app, p.talk.iv.Lacking()
	column := widgets.NewColumn(10)
	key := "review.nothing_missing"
	if len(lacking) > 0 {
		key = "review.can_hand_in"
		column.Add(widgets.NewText(theme.Heading, a.text("review.missing_title")))
	}
	for _, f := range lacking {
		column.Add(p.missing(f))
	}
	column.Add(widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text(key)))
	if !a.hosted() {
		column.Add(p.staffOnly())
	}
	return column
}

// staffOnly is what staff note and no applicant sees.
func (p *reviewPart) staffOnly() fyne.CanvasObject {
	a, answers := p.talk.app, p.talk.iv.Answers()
	p.place = widgets.NewTextField("field.place", widgets.SentenceKind, a.text("review.place"))
	p.place.MaxRunes = intake.NoteLimit
	p.place.SetText(answers.Situation.Place)
	p.place.OnLeft = p.keep
	urgent := widgets.NewSoft("urgent", a.text("review.urgent"), func() {
		p.talk.took(p.talk.iv.SetUrgentProtection(!p.talk.iv.Answers().UrgentProtection))
	})
	urgent.SetChosen(answers.UrgentProtection)
	const label = 30 // px above the field
	note := widgets.Sized(widgets.NewText(theme.SmallText, a.text("review.staff_only")).Toned(widgets.Ink2), 0, label)
	return widgets.NewGrid(2, 16, p.place, widgets.Pad(widgets.NewColumn(0, note, urgent), 0, 0, 12, 0))
}

// keep keeps the place that is being written.
func (p *reviewPart) keep() {
	if p.place != nil && !p.talk.app.hosted() && p.place.Text() != p.talk.iv.Answers().Situation.Place {
		p.place.SetProblem(p.talk.app.problem(p.talk.iv.SetPlace(p.place.Text())))
	}
}

func (p *reviewPart) leave() { p.keep() }

// wide says that the answers need the whole pane; they lead to their questions as the rail does.
func (p *reviewPart) wide() bool { return true }

// missing says what is missing, the reason, and why it matters.
func (p *reviewPart) missing(f intake.Field) fyne.CanvasObject {
	a := p.talk.app
	reason := a.text("review.not_answered")
	if r := p.talk.iv.Reason(f); r != "" {
		reason = a.text("reason." + string(r))
	}
	add := widgets.NewButton("add."+string(f), widgets.InPane, a.text("action.add"), func() { p.talk.mend(interview.Field(f)) })
	words := widgets.NewColumn(0, widgets.NewText(theme.Label, "**"+locale.Capital(a.text("field."+string(f)))+"**  "+reason),
		widgets.NewText(theme.SmallText, a.text("review.why."+string(f))))
	return widgets.NewCard(widgets.Warn, widgets.NewRow(16, widgets.NewIcon(missingIcon(f), widgets.Warn, 32), widgets.Middle(words), add)).Padded(18, 8)
}

func missingIcon(f intake.Field) assets.IconName {
	switch f {
	case intake.FieldEmail:
		return assets.IconEnvelopeSimple
	case intake.FieldPhone:
		return assets.IconPhone
	case intake.FieldPortrait:
		return assets.IconCamera
	case intake.FieldDocument:
		return assets.IconIdentificationCard
	case intake.FieldHousehold:
		return assets.IconUsersThree
	case intake.FieldBirthDate, intake.FieldArrivalDate, intake.FieldAsylum:
		return assets.IconCalendarCheck
	default:
		return assets.IconWarningCircle
	}
}
