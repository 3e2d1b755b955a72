package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// part is what one question puts on its sheet.
type part interface {
	// build makes the body, and the last row of the pane or nil, in the language and look of now.
	build() (body, foot fyne.CanvasObject)
	// refresh writes the answers into them.
	refresh()
}

// titled is a part with a title and a why of its own.
type titled interface{ title() (title, why string) }

// finisher is a part that holds what is not given yet, such as a text that is being written. It reports whether the
// person may go on.
type finisher interface{ finish() bool }

// stepper is a part of several pages. They report whether there was a page to go to.
type stepper interface {
	forward() bool
	backward() bool
}

// goer is a part whose own button leads on, unless it is nil.
type goer interface{ goButton() *widgets.Button }

// worded is a part whose button that leads on has a word of its own.
type worded interface {
	goWord() (word string, icon assets.IconName)
}

// needy is a part that must be answered before the interview goes on.
type needy interface{ answered() bool }

// headed is a part with a head of its own in its body.
type headed interface{ headed() }

// wide is a part that may need the whole pane, so that the rail makes room for it.
type wide interface{ wide() bool }

// extra is a part with one more button beside Back.
type extra interface{ extraButton() *widgets.Button }

// sheet is the screen of one question: what is asked, the part, the way back and on. Where a worker holds the tablet, the
// rail of all steps stands beside it.
type sheet struct {
	talk     *talk
	question interview.Question
	part     part

	page  *widgets.Page
	rail  *widgets.StepRail
	steps *widgets.Button // where the rail has no room
	where *widgets.Text
	back  *widgets.Button
	next  *widgets.Button // nil where the part has its own
}

func newSheet(t *talk, q interview.Question) *sheet {
	return &sheet{talk: t, question: q, part: newPart(t, q)}
}

// newPart makes the part of a question.
func newPart(t *talk, q interview.Question) part {
	switch q {
	case interview.Consent:
		return &consentPart{talk: t}
	case interview.Name:
		return &namePart{talk: t}
	case interview.Birth, interview.Arrival, interview.Asylum:
		return newDatePart(t, q)
	case interview.Nationality:
		return &nationalityPart{talk: t}
	case interview.BirthCountry:
		return &birthCountryPart{talk: t}
	case interview.Sex, interview.HostStatus, interview.Regularization:
		return newChoicePart(t, q)
	case interview.Contact:
		return &contactPart{talk: t}
	case interview.Family:
		return &familyPart{talk: t}
	case interview.Relatives:
		return &relativesPart{talk: t}
	case interview.Portrait, interview.DocumentPhoto, interview.DocumentBack:
		return newPhotoPart(t, q)
	case interview.Document:
		return &documentPart{talk: t}
	case interview.Interests:
		return &interestsPart{talk: t}
	case interview.Conditions:
		return &conditionsPart{talk: t}
	case interview.Money:
		return &moneyPart{talk: t}
	default:
		return &reviewPart{talk: t}
	}
}

func (s *sheet) id() string { return string(s.question) }

// barButtons are those of whoever holds the tablet.
func (s *sheet) barButtons() []fyne.CanvasObject {
	if s.talk.app.hosted() {
		return s.talk.app.hostButtons()
	}
	return s.talk.app.staffButtons()
}

func (s *sheet) build() *widgets.Page {
	a := s.talk.app
	body, foot := s.part.build()
	s.where = widgets.NewLine(theme.Label, "").Toned(widgets.OnCounter2)
	s.back = widgets.NewButton("back", widgets.Secondary, a.text("action.back"), s.goBack).WithIcon(assets.IconArrowLeft)
	s.page = &widgets.Page{Body: body, Foot: foot, Centre: s.where}
	if _, ok := s.part.(headed); !ok {
		s.page.Header = widgets.NewHeader(s.title()).WithAside(a.listen(false)...)
	}
	s.page.Left, s.page.Right = []fyne.CanvasObject{s.back}, []fyne.CanvasObject{s.goButton()}
	if e, ok := s.part.(extra); ok {
		if b := e.extraButton(); b != nil {
			s.page.Left = append(s.page.Left, b)
		}
	}
	s.rail = nil
	if !a.hosted() {
		s.buildForWorker()
	}
	return s.page
}

// buildForWorker adds what a worker has: the rail, the way home, and giving the tablet away.
func (s *sheet) buildForWorker() {
	a := s.talk.app
	home := widgets.NewButton("home", widgets.Secondary, "", s.leaveFor(a.openHome)).WithIcon(assets.IconHouseLine)
	s.steps = widgets.NewButton("steps", widgets.Secondary, "", s.openSteps).WithIcon(assets.IconListChecks)
	s.page.Left = append([]fyne.CanvasObject{home, s.steps}, s.page.Left...)
	s.steps.Hide()
	if s.talk.iv.IsQuick() {
		return
	}
	s.rail = widgets.NewStepRail(s.goToStep)
	if a.look.Class == theme.Landscape && s.question != interview.Consent {
		s.page.Right = append([]fyne.CanvasObject{a.handOverButton(widgets.Secondary, a.text("action.hand_over"))}, s.page.Right...)
	}
}

// goToStep goes to any step.
func (s *sheet) goToStep(step string) {
	if s.finish() && s.talk.done(s.talk.iv.GoToStep(interview.Step(step))) {
		s.talk.present()
	}
}

// openSteps shows the steps in a dialog.
func (s *sheet) openSteps() {
	a := s.talk.app
	rail := widgets.NewStepRail(func(step string) {
		a.frame.HideDialog() // the step may be the one that stands behind it
		s.goToStep(step)
	})
	rail.SetSteps(s.railSteps())
	high := float32(360) // px
	if a.look.Class == theme.Portrait {
		high = 768 // of all steps
	}
	a.frame.ShowDialog(widgets.NewDialog(a.text("step.all"), widgets.Sized(rail, 0, high), a.closeButton()))
}

// leaveFor keeps what is being written before the window shows something else.
func (s *sheet) leaveFor(elsewhere func()) func() {
	return func() {
		if s.finish() {
			s.talk.app.endTalk()
			elsewhere()
		}
	}
}

func (s *sheet) title() (title, why string) {
	a, key := s.talk.app, "question."+string(s.question)
	if t, ok := s.part.(titled); ok {
		title, why = t.title()
	} else {
		title, why = a.text(key+".title", "country_in", s.talk.here()), a.text(key+".why", "country_in", s.talk.here())
	}
	if field, ok := s.leftOut(); ok {
		why = a.text("review.why." + string(field))
	}
	return title, why
}

// leftOut is what the question asks for and the person gave a reason for instead. What follows from it is said at once.
func (s *sheet) leftOut() (intake.Field, bool) {
	for _, field := range s.talk.iv.Lacking() {
		if interview.Field(field) == s.question && s.talk.iv.Reason(field) != "" {
			return field, true
		}
	}
	return "", false
}

// goButton leads on.
func (s *sheet) goButton() *widgets.Button {
	if g, ok := s.part.(goer); ok {
		if b := g.goButton(); b != nil {
			return b
		}
	}
	s.next = widgets.NewButton("next", widgets.Primary, s.talk.app.text("action.next"), s.talk.app.onward(s.goOn)).WithArrow(assets.IconArrowRight)
	return s.next
}

func (s *sheet) refresh() {
	if s.page.Header != nil {
		s.page.Header.Set(s.title())
	}
	s.part.refresh()
	s.refreshWay()
}

// refreshWay says how far the interview is.
func (s *sheet) refreshWay() {
	a, iv := s.talk.app, s.talk.iv
	step, of := iv.Position()
	s.page.Step, s.page.Steps = step, of
	s.sayWhere()
	if w, ok := s.part.(worded); ok && s.next != nil {
		word, icon := w.goWord()
		s.next.SetText(word)
		s.next.SetIcon(icon)
	}
	if n, ok := s.part.(needy); ok && s.next != nil {
		s.next.SetReady(n.answered())
	}
	canGoBack := iv.CanGoBack()
	if p, ok := s.part.(interface{ inside() bool }); ok {
		canGoBack = canGoBack || p.inside()
	}
	setVisible(s.back, canGoBack)
	if s.rail == nil {
		return
	}
	s.rail.SetSteps(s.railSteps())
	w, ok := s.part.(wide)
	room := a.look.Class == theme.Landscape && !(ok && w.wide())
	s.page.Side = nil
	if room {
		s.page.Side = s.rail
	}
	setVisible(s.steps, !room)
}

// sayWhere says at which step this is, or to staff that all is saved.
func (s *sheet) sayWhere() {
	a, iv := s.talk.app, s.talk.iv
	step, of := iv.Position()
	where := a.text("step.position", "n", step, "total", of)
	if a.host == nil && iv.IsSaved() {
		where = a.text("saved.just_now")
	}
	s.where.SetText(where)
}

func (s *sheet) railSteps() []widgets.RailStep {
	var steps []widgets.RailStep
	for _, m := range s.talk.iv.Rail() {
		if m.Step != interview.StepReceipt {
			steps = append(steps, s.railStep(m))
		}
	}
	return steps
}

func (s *sheet) railStep(m interview.Mark) widgets.RailStep {
	a := s.talk.app
	row := widgets.RailStep{ID: string(m.Step), Text: a.text("step." + string(m.Step))}
	switch m.State {
	case interview.Done:
		row.State = widgets.StepDone
	case interview.Here:
		row.State = widgets.StepHere
	case interview.Lacking:
		row.State = widgets.StepMissing
		row.Why = locale.Capital(a.text("reason." + string(s.talk.iv.Reason(m.Fields[0]))))
	default:
		row.State = widgets.StepOpen
	}
	return row
}

// changed shows an answer that was just given.
func (s *sheet) changed() {
	s.talk.withdrawUndo()
	s.refresh()
	s.talk.app.update()
}

// changed shows an answer that was just given, on whatever sheet stands in the window.
func (t *talk) changed() {
	if s, ok := t.app.current.(*sheet); ok && s.talk == t {
		s.changed()
	}
}

// took shows an answer if it was taken, and why not if it was not.
func (t *talk) took(err error) {
	if t.done(err) {
		t.changed()
	}
}

// finish keeps what is being written.
func (s *sheet) finish() bool {
	f, ok := s.part.(finisher)
	return !ok || f.finish()
}

func (s *sheet) goOn() {
	s.talk.app.hush()
	if p, ok := s.part.(stepper); ok && p.forward() {
		s.changed()
		return
	}
	if s.finish() {
		s.talk.next()
	}
}

func (s *sheet) goBack() {
	s.talk.app.hush()
	if p, ok := s.part.(stepper); ok && p.backward() {
		s.changed()
		return
	}
	if s.finish() && s.talk.done(s.talk.iv.Back()) {
		s.talk.mended = nil
		s.talk.present()
	}
}

// leave keeps what is being written when another screen takes the sheet's place.
func (s *sheet) leave() {
	if l, ok := s.part.(leaver); ok {
		l.leave()
	}
}

// tick keeps what is being written every second, so that little is lost in a power cut.
func (s *sheet) tick() {
	if k, ok := s.part.(interface{ keep() }); ok {
		k.keep()
		s.talk.withdrawUndo()
		s.sayWhere()
	}
	if t, ok := s.part.(ticker); ok {
		t.tick()
	}
}
