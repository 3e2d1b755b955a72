package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// talk is the interview that is going on in the window.
type talk struct {
	app    *App
	iv     *interview.Interview
	sheets map[interview.Question]screen
	mended []interview.Question // that were opened from the review: after the last of them comes the review again
	slip   Slip                 // once it is handed in
	note   string               // what a supervisor asks to be mended, "" for nothing
}

// newButtons begin an application; they stand at the right end of the counter.
func (a *App) newButtons() []fyne.CanvasObject {
	begin := widgets.NewButton("new", widgets.Primary, a.text("action.new_application"), func() { a.begin(intake.ByWorker) })
	begin.WithIcon(assets.IconPlus)
	if a.look.Class == theme.Portrait {
		return []fyne.CanvasObject{begin}
	}
	return []fyne.CanvasObject{a.handOverButton(widgets.Secondary, a.spare("action.hand_over")), begin}
}

// handOverButton gives the tablet to the next person.
func (a *App) handOverButton(style widgets.ButtonStyle, word string) *widgets.Button {
	return widgets.NewButton("handover", style, word, a.handOver).WithIcon(assets.IconHandArrowUp)
}

// begin starts an interview in the language of now.
func (a *App) begin(by intake.AssistedBy) {
	iv, err := a.desk.Interview.Begin(a.words.Language(), by)
	a.started(iv, err)
}

// resume goes on with a draft where it stood, for staff: an applicant has the tablet for one interview.
func (a *App) resume(draft intake.Draft) {
	if a.hosted() {
		return
	}
	iv, err := a.desk.Interview.Resume(draft)
	a.started(iv, err)
	a.readNote(draft.Application)
}

// check starts a check of the requirements that stores nothing.
func (a *App) check() {
	iv, err := a.desk.Interview.Check(a.words.Language())
	a.started(iv, err)
}

func (a *App) started(iv *interview.Interview, err error) {
	if errors.Is(err, ErrClosed) {
		a.frame.ShowDialog(widgets.NewDialog(a.text("closed.title"), widgets.NewBody(a.text("closed.text")), a.closeButton()))
		return
	}
	if err != nil {
		a.trouble("begin interview", err)
		return
	}
	a.endTalk()
	a.talk = &talk{app: a, iv: iv, sheets: map[interview.Question]screen{}}
	a.talk.present()
}

// endTalk forgets the interview and all that its screens say; what was answered is on the disk.
func (a *App) endTalk() {
	if a.talk == nil {
		return
	}
	if l, ok := a.current.(leaver); ok {
		l.leave()
	}
	a.talk = nil
	a.forget()
}

// over reports whether the interview was left: what was on its way for it then must not come into the window.
func (t *talk) over() bool { return t.app.talk != t }

// present shows the question that the interview stands at, unless the interview was left meanwhile.
func (t *talk) present() {
	a := t.app
	if t.over() {
		return
	}
	switch q := t.iv.Question(); {
	case t.iv.Ended():
		a.show(&thanks{app: a})
	case q == interview.Receipt:
		a.show(&receipt{talk: t})
	default:
		if t.sheets[q] == nil {
			t.sheets[q] = newSheet(t, q)
		}
		a.show(t.sheets[q])
	}
}

// mend opens the questions of an answer from the review; Next leads through them, and back there.
func (t *talk) mend(questions ...interview.Question) {
	first := questions[0]
	if i := slices.IndexFunc(questions, t.iv.Asks); i >= 0 {
		first = questions[i]
	}
	if t.done(t.iv.GoTo(first)) {
		t.mended = questions
		t.present()
	}
}

// next goes on to the next question, or back to the review that this one was opened from.
func (t *talk) next() {
	err := t.iv.Next()
	if err == nil && t.mended != nil && !t.iv.Ended() && !slices.Contains(t.mended, t.iv.Question()) {
		err = t.iv.GoTo(interview.Review)
		t.mended = nil
	}
	if t.done(err) {
		t.present()
	}
}

// beside puts two columns side by side where there is room: first takes that part of it.
func (t *talk) beside(part float32, first, second fyne.CanvasObject) fyne.CanvasObject {
	if t.narrow() {
		return widgets.NewColumn(16, first, second)
	}
	return widgets.NewSplit(part, columnGap, first, second)
}

// narrow reports whether two columns stand one below the other.
func (t *talk) narrow() bool {
	class := t.app.look.Class
	return class == theme.Portrait || class == theme.Small && !t.app.hosted()
}

// done reports whether an answer or a move was taken, and says so if it was not.
func (t *talk) done(err error) bool {
	if err == nil {
		return true
	}
	a := t.app
	if t.over() {
		a.Log.Error("go on with an interview that was left", "error", err)
		return false
	}
	if errors.Is(err, interview.ErrHandedIn) {
		return false // the receipt is there, or about to come
	}
	var problem *intake.Problem
	if errors.As(err, &problem) {
		a.frame.ShowDialog(widgets.NewDialog(a.text("problem.title"), widgets.NewBody(a.problem(err)), a.closeButton()))
		return false
	}
	if errors.Is(err, ErrClosed) {
		a.frame.ShowDialog(widgets.NewDialog(a.text("closed.title"), widgets.NewBody(a.text("problem.programme_closed")), a.closeButton()))
		return false
	}
	if errors.Is(err, ErrSpace) {
		a.frame.ShowDialog(widgets.NewDialog(a.text("space.no_photos_title"), widgets.NewBody(a.text("space.no_photos")), a.closeButton()))
		return false
	}
	a.trouble("keep answer", err)
	return false
}

// problem says how to mend what was refused, "" for no problem.
func (a *App) problem(err error) string {
	var problem *intake.Problem
	switch {
	case err == nil:
		return ""
	case errors.As(err, &problem):
		return a.text("problem." + string(problem.Code))
	}
	a.Log.Error("answer", "error", err)
	return a.whatToDo(err)
}

// hosted reports whether an applicant holds the tablet.
func (a *App) hosted() bool { return a.host != nil }

// here is the country of the interview's office, with its preposition.
func (t *talk) here() string { return t.app.words.CountryIn(t.iv.Office().Country) }
