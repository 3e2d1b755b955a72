package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// talk is an interview that is going on. One set of screens serves all interviews of a session: their pages are built
// once, and refresh writes the answers of the person who is there now into them.
type talk struct {
	app       *App
	interview *interview.Interview
	assisted  bool // the applicant holds the tablet
	screens   map[interview.Question]screen
}

// talks reports whether interviews can be held here.
func (a *App) talks() bool {
	return a.desk != nil && a.desk.Interview != nil && len(a.talk.screens) > 0
}

// newButtons begin an application; they stand at the right end of the counter.
func (a *App) newButtons() []fyne.CanvasObject {
	if !a.talks() {
		return nil
	}
	begin := widgets.NewButton("new", widgets.Primary, a.text("action.new_application"), a.beginTalk).WithIcon(assets.IconPlus)
	if a.look.Class == theme.Portrait {
		return []fyne.CanvasObject{begin}
	}
	return []fyne.CanvasObject{a.handOverButton(widgets.Secondary), begin}
}

// handOverButton gives the tablet to the applicant.
func (a *App) handOverButton(style widgets.ButtonStyle) *widgets.Button {
	return widgets.NewButton("handover", style, a.text("action.hand_over"), a.handOver).WithIcon(assets.IconHandArrowUp)
}

// beginTalk begins an interview that a worker holds.
func (a *App) beginTalk() {
	iv, err := a.desk.Interview.Begin(a.words.Language(), intake.ByWorker)
	a.talkOf(iv, err, false)
}

// resumeTalk goes on with a draft.
func (a *App) resumeTalk(d intake.Draft) {
	iv, err := a.desk.Interview.Resume(d)
	a.talkOf(iv, err, false)
}

// quickTalk checks the requirements and keeps nothing.
func (a *App) quickTalk() {
	iv, err := a.desk.Interview.Quick(a.words.Language())
	a.talkOf(iv, err, false)
}

// handOver locks the tablet to one interview of whoever takes it.
func (a *App) handOver() {
	iv, err := a.desk.Interview.Begin(a.words.Language(), intake.BySelf)
	a.talkOf(iv, err, true)
}

func (a *App) talkOf(iv *interview.Interview, err error, assisted bool) {
	if err != nil {
		a.trouble("begin interview", err)
		return
	}
	a.talk.interview, a.talk.assisted = iv, assisted
	if assisted {
		a.setMode(theme.Assisted)
	}
	a.talk.show()
}

// show shows the screen of the question that stands.
func (t *talk) show() { t.app.show(t.screens[t.interview.Question()]) }

// next goes on to the next question, back to the one before.
func (t *talk) next() { t.moved(t.interview.Next()) }
func (t *talk) back() { t.moved(t.interview.Back()) }

func (t *talk) moved(err error) {
	t.app.touched()
	if err != nil {
		t.app.trouble("move in interview", err)
		return
	}
	t.show()
}
