package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// record is one application that was handed in: how it stands, and what can be done with it. Of the person it shows the
// initials until somebody asks for more.
type record struct {
	app     *App
	key     intake.ApplicationID
	back    func()
	dossier Dossier
	answers *intake.Application // nil until they are shown

	header *widgets.Header
	body   *fyne.Container
	change *widgets.Button
	slip   *widgets.Button
	decide [2]*widgets.Button // send back, approve: while a supervisor has it
}

// openDossier shows one application; back leads to where it was opened from.
func (a *App) openDossier(s Summary, back func()) {
	a.show(&record{app: a, key: s.ID, back: back, dossier: Dossier{Summary: s}})
}

func (r *record) id() string { return "record" }

// leave forgets what was shown of the person.
func (r *record) leave() {
	r.answers = nil
	delete(r.app.pages, r)
}

func (r *record) build() *widgets.Page {
	a := r.app
	r.header = widgets.NewHeader("", "")
	r.body = widgets.NewColumn(14)
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), r.back).WithIcon(assets.IconArrowLeft)
	r.slip = widgets.NewButton("slip", widgets.Secondary, a.spare("record.slip"), r.openSlip).WithIcon(assets.IconReceipt)
	r.change = widgets.NewButton("change", widgets.Primary, a.text("record.change"), r.amend).WithIcon(assets.IconPencilSimple)
	r.decide[0] = widgets.NewButton("sendback", widgets.Secondary, a.text("reviews.send_back"), r.openSendBack).WithIcon(assets.IconArrowCounterClockwise)
	r.decide[1] = widgets.NewButton("approve", widgets.Primary, a.text("record.approve"), r.approve).WithIcon(assets.IconCheck)
	return &widgets.Page{
		Header: r.header, Body: r.body,
		Left: []fyne.CanvasObject{back}, Right: []fyne.CanvasObject{r.slip, r.decide[0], r.change, r.decide[1]},
	}
}

func (r *record) refresh() {
	r.write()
	a := r.app
	work(a, func(ctx context.Context) (Dossier, error) { return a.desk.Dossiers.Open(ctx, r.key) },
		func(d Dossier, err error) {
			if err != nil {
				a.trouble("open application", err)
				return
			}
			r.dossier = d
			r.write()
			a.update()
		})
}

func (r *record) write() {
	a, d := r.app, r.dossier
	r.header.Set(d.Code.String(), r.subtitle())
	left := append([]fyne.CanvasObject{r.standing()}, a.caseLines(d.Case)...)
	r.body.Objects = []fyne.CanvasObject{
		widgets.NewSplit(0.5, float32(a.columns(24, 16)), widgets.NewColumn(14, left...), widgets.NewColumn(14, r.rights()...)),
	}
	if r.answers != nil {
		r.body.Objects = append(r.body.Objects, r.said(*r.answers))
	}
	setVisible(r.change, !d.Withdrawn && !d.Gone && !d.InReview)
	judging := d.InReview && !d.Withdrawn && a.desk.Reviews != nil
	setVisible(r.slip, !d.Withdrawn && d.State != intake.StateDraft && !judging)
	setVisible(r.decide[0], judging)
	setVisible(r.decide[1], judging)
	r.change.SetText(a.text("record.change"))
	if d.State == intake.StateDraft {
		r.change.SetText(a.text("record.go_on"))
	}
}

// subtitle says since when, and which delivery it is.
func (r *record) subtitle() string {
	a, d := r.app, r.dossier
	text := a.text("record.revision", "n", d.Revision)
	if d.People > 0 {
		text += " · " + a.count("family.count", d.People) + ", " + a.count("receipt.photos", d.Photos)
	}
	return a.when(d.Summary) + " · " + text
}

// standing says how it stands, what is missing, and what the office has of it.
func (r *record) standing() fyne.CanvasObject {
	a, d := r.app, r.dossier
	icon, tone := a.summaryLook(d.Summary)
	parts := []fyne.CanvasObject{
		widgets.NewRow(0, widgets.NewBadge(icon, tone, a.summaryWord(d.Summary)), widgets.Fill(nil)),
		widgets.NewText(theme.Label, a.standing(d.Summary)),
	}
	if d.State != intake.StateDelivered && !d.Withdrawn {
		parts = append(parts, widgets.NewText(theme.Label, a.lacking(d.Lacking)))
	}
	for _, line := range r.office() {
		parts = append(parts, widgets.NewSmall(line))
	}
	return widgets.NewCard(widgets.Quiet, widgets.NewColumn(10, parts...))
}

// office says what the office has of it, and when the person is expected there.
func (r *record) office() []string {
	a, d := r.app, r.dossier
	var lines []string
	if d.Parts > 0 {
		lines = append(lines, a.text("record.parts", "n", d.Received, "of", d.Parts, "size", a.words.Bytes(d.Bytes)))
	}
	if !d.Receipt.IsZero() {
		lines = append(lines, a.text("outbox.last_receipt", "when", a.words.When(d.Receipt, a.Now())))
	}
	if !d.Day.IsZero() {
		lines = append(lines, a.text("record.appointment", "day", a.words.Day(d.Day), "n", d.Number))
	}
	return lines
}

// rights are the person's answers, and taking the application back.
func (r *record) rights() []fyne.CanvasObject {
	a, d := r.app, r.dossier
	var parts []fyne.CanvasObject
	switch {
	case d.Undoable:
		undo := widgets.NewButton("undo", widgets.InPane, a.text("record.undo"), r.undo).WithIcon(assets.IconArrowCounterClockwise)
		parts = append(parts, widgets.NewBanner(assets.IconInfo, widgets.Warn, a.text("record.undoable")), undo)
	case d.Withdrawn:
		parts = append(parts, widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("record.withdrawn")))
	case d.Gone:
		parts = append(parts, widgets.NewBanner(assets.IconInfo, widgets.Quiet, "**"+a.text("record.gone")+"** "+a.text("record.gone_todo")))
	case d.InReview:
		if a.desk.Reviews == nil {
			parts = append(parts, widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("record.in_review")))
		}
		parts = append(append(parts, r.alarms()...), r.person())
	default:
		parts = append(parts, r.person())
	}
	if d.State == intake.StateParked && !d.Withdrawn {
		mend := widgets.NewButton("mend", widgets.InPane, a.mendWord(d.Problem), func() { a.mend(d, r.refresh) }).WithIcon(assets.IconArrowClockwise)
		parts = append([]fyne.CanvasObject{widgets.NewCard(widgets.Warn, widgets.NewColumn(12,
			widgets.NewText(theme.Label, a.text("mend.why."+mendKind(d.Problem))), mend))}, parts...)
	}
	if !d.Withdrawn {
		withdraw := widgets.NewButton("withdraw", widgets.Equal, a.text("record.withdraw"), r.openWithdraw).WithIcon(assets.IconArrowCounterClockwise)
		parts = append(parts, withdraw)
	}
	return parts
}

// alarms say why a supervisor is to look at this person first.
func (r *record) alarms() []fyne.CanvasObject {
	a, d := r.app, r.dossier
	var all []fyne.CanvasObject
	if a.desk.Reviews != nil && d.Urgent {
		all = append(all, widgets.NewBanner(assets.IconSiren, widgets.Warn, a.text("record.urgent")))
	}
	if a.desk.Reviews != nil && d.Minor {
		all = append(all, widgets.NewBanner(assets.IconBaby, widgets.Warn, a.text("record.minor")))
	}
	return all
}

// person is the initials, and the button that shows what was answered or hides it again.
func (r *record) person() fyne.CanvasObject {
	a, d := r.app, r.dossier
	words := widgets.NewColumn(2, widgets.NewText(theme.Label, a.text("record.person")).Strong(), widgets.NewSmall(a.text("record.show_note")))
	round := widgets.NewRound(d.Initials, false, discSide)
	if r.answers != nil {
		hide := widgets.NewButton("conceal", widgets.InPane, a.text("action.hide"), r.conceal).WithIcon(assets.IconEyeSlash)
		return widgets.NewCard(widgets.Quiet, widgets.NewRow(16, round, widgets.Middle(words), hide))
	}
	show := widgets.NewButton("show", widgets.InPane, a.text("record.show"), r.reveal).WithIcon(assets.IconEye)
	return widgets.NewCard(widgets.Quiet, widgets.NewColumn(12, widgets.NewRow(16, round, widgets.Middle(words)), show))
}

const (
	saidGap  = 8  // px between two groups of answers
	saidPadX = 22 // px inside their card
)

// said is what was answered, in two columns where there is room.
func (r *record) said(answers intake.Application) fyne.CanvasObject {
	a := r.app
	var rows []fyne.CanvasObject
	for _, group := range a.answerGroups(answers) {
		rows = append(rows, groupText(group))
	}
	if place := answers.Situation.Place; place != "" {
		rows = append(rows, widgets.NewText(theme.Label, "**"+a.text("review.place")+"**  "+place))
	}
	columns := widgets.NewColumn(saidGap, rows...)
	if a.look.Class != theme.Portrait {
		first := halve(rows, saidGap, 0, (a.paneWidth()-2*saidPadX-columnGap)/2)
		columns = widgets.NewSplit(0.5, columnGap, widgets.NewColumn(saidGap, rows[:first]...), widgets.NewColumn(saidGap, rows[first:]...))
	}
	return widgets.NewCard(widgets.Quiet, columns).Padded(saidPadX, 16)
}

// reveal shows who it is, which is put on record.
func (r *record) reveal() {
	a := r.app
	work(a, func(ctx context.Context) (intake.Application, error) { return a.desk.Dossiers.Answers(ctx, r.key) },
		func(answers intake.Application, err error) {
			if err != nil {
				r.refused("read answers", err)
				return
			}
			r.answers = &answers
			r.write()
			a.update()
		})
}

func (r *record) conceal() {
	r.answers = nil
	r.write()
	r.app.update()
}

// amend goes on with a draft of the next revision in the interview.
func (r *record) amend() {
	a := r.app
	work(a, func(ctx context.Context) (intake.Draft, error) { return a.desk.Changes.Amend(ctx, r.key) },
		func(draft intake.Draft, err error) {
			if err != nil {
				r.refused("amend", err)
				return
			}
			a.resume(draft)
		})
}

func (r *record) undo() {
	a := r.app
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Changes.UndoWithdrawal(ctx, r.key) },
		func(_ bool, err error) {
			if err != nil {
				r.refused("undo withdrawal", err)
				return
			}
			r.refresh()
		})
}

// refused says why something cannot be done, and what to do instead.
func (r *record) refused(what string, err error) {
	a := r.app
	key := ""
	switch {
	case errors.Is(err, ErrGone):
		key = "record.gone_todo"
	case errors.Is(err, ErrWithdrawn):
		key = "record.withdrawn"
	case errors.Is(err, ErrInReview):
		key = "record.in_review"
	default:
		a.trouble(what, err)
		return
	}
	a.frame.ShowDialog(widgets.NewDialog(r.dossier.Code.String(), widgets.NewBody(a.text(key)), a.closeButton()))
	r.refresh()
}
