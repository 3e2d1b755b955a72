package ui

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Founder makes a kiosk where there is none: on the first day, and after a wipe.
type Founder interface {
	// Cards finds portals' cards on drives that can be carried. It may take a while.
	Cards(ctx context.Context) ([]Card, error)
	// Code reports whether a one-time code is whole and for an office that the rules know. It is cheap.
	Code(text string) error
	// Check looks at what a kiosk needs beside itself.
	Check(ctx context.Context) Checkup
	// Found makes the kiosk. It takes a few seconds.
	Found(ctx context.Context, f Foundation) (Kiosk, error)
}

// Card is a portal's, as it was found on a drive.
type Card struct {
	Name        string // of the file and its drive
	Portal      string // where it answers
	Fingerprint string // ten groups of four hexadecimal digits, which the office has in writing
	Data        []byte
}

// Foundation is what a kiosk is made from.
type Foundation struct {
	Card             []byte
	Code             string
	Name, Passphrase string // of the first supervisor
	Language         intake.Language
}

// Checkup is what was found beside the kiosk.
type Checkup struct {
	Camera, Printer bool
	Clock           bool // false: the device's time is before the program was made
}

// nobodys is a kiosk that does not exist yet.
type nobodys struct{ place string }

func (n nobodys) Site() Site   { return Site{Name: n.place} }
func (nobodys) Staff() []Staff { return nil }
func (nobodys) Status() Status { return Status{Link: LinkNone} }
func (nobodys) Unlock(context.Context, string, string) (*Desk, error) {
	return nil, ErrPassphrase
}

// startStep is where the guided set-up is.
type startStep string

// The steps, in their order.
const (
	startLanguage    startStep = "language"
	startCard        startStep = "card"
	startFingerprint startStep = "fingerprint"
	startCode        startStep = "code"
	startPerson      startStep = "person"
	startCheck       startStep = "check"
)

var startSteps = []startStep{startLanguage, startCard, startFingerprint, startCode, startPerson, startCheck}

// start is the guided set-up of a kiosk.
type start struct {
	app     *App
	step    startStep
	cards   []Card
	looking bool // for cards
	card    Card
	typed   string // of the fingerprint
	agreed  bool   // the fingerprint is the office's
	code    codeEntry
	name    string
	secret  *freshSecret
	checkup Checkup
	checked bool
	busy    bool

	next  *widgets.Button
	field *widgets.TextField
	body  *fyne.Container // what changes while a step is shown
	seen  *widgets.Choice
}

func newStart(a *App) *start {
	s := &start{app: a, step: startLanguage}
	s.secret = newFreshSecret(a, s.ready)
	s.code = codeEntry{app: a, check: a.Founder.Code, changed: s.ready}
	return s
}

func (s *start) id() string { return "start." + string(s.step) }

// barButtons are the look alone: the language is the first step.
func (s *start) barButtons() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.app.lookButton(widgets.Bar), s.app.languageButton(widgets.Bar)}
}

// at is the number of the step, from 0.
func (s *start) at() int {
	for i, step := range startSteps {
		if step == s.step {
			return i
		}
	}
	return 0
}

func (s *start) build() *widgets.Page {
	a := s.app
	s.field, s.body, s.seen = nil, nil, nil
	s.next = widgets.NewButton("next", widgets.Primary, a.text("action.next"), func() { s.move(1) }).WithArrow(assets.IconArrowRight)
	page := &widgets.Page{
		Header: widgets.NewHeader(a.text("start."+string(s.step)), a.text("start."+string(s.step)+"_why")),
		Right:  []fyne.CanvasObject{s.next}, Step: s.at() + 1, Steps: len(startSteps),
		Centre: widgets.NewLine(theme.SmallText, a.text("start.step", "n", s.at()+1, "of", len(startSteps))).Toned(widgets.OnCounter2),
	}
	if s.at() > 0 {
		page.Left = []fyne.CanvasObject{widgets.NewButton("back", widgets.Secondary, a.text("action.back"), func() { s.move(-1) }).WithIcon(assets.IconArrowLeft)}
	}
	page.Body = s.buildStep()
	return page
}

func (s *start) buildStep() fyne.CanvasObject {
	switch s.step {
	case startCard:
		return s.buildCards()
	case startFingerprint:
		return s.buildFingerprint()
	case startCode:
		return s.code.build("start.code")
	case startPerson:
		return s.buildPerson()
	case startCheck:
		return s.buildCheck()
	default:
		return s.buildLanguages()
	}
}

func (s *start) buildLanguages() fyne.CanvasObject {
	a := s.app
	var choices []fyne.CanvasObject
	for _, language := range locale.Languages() {
		choice := widgets.NewChoice("language."+string(language), a.Texts.In(language).Text("language.name"), func() {
			a.setLanguage(language)
			s.secret.suggest()
		}).High(72)
		choice.SetChosen(language == a.words.Language())
		choices = append(choices, choice)
	}
	return widgets.NewColumn(0, choiceRow(a.columns(2, 1), choices...))
}

func (s *start) refresh() {
	s.ready()
	switch s.step {
	case startCard:
		s.look()
	case startCheck:
		s.check()
	}
}

// ready says whether the step is done.
func (s *start) ready() {
	if s.next == nil {
		return
	}
	done := true
	switch s.step {
	case startCard:
		done = s.card.Data != nil
	case startFingerprint:
		done = s.agreed
	case startCode:
		done = s.code.ready()
	case startPerson:
		done = s.name != "" && s.secret.text != ""
	case startCheck:
		done = s.checked && !s.busy
		s.next.SetText(s.app.text("start.make"))
		s.next.SetIcon(assets.IconCheck)
	}
	s.next.SetReady(done)
}

// move goes to the step before or after.
func (s *start) move(by int) {
	a := s.app
	if by > 0 && s.step == startPerson {
		if weak := s.secret.problem(s.name); weak != "" {
			s.secret.write(weak)
			a.update()
			return
		}
	}
	if by > 0 && s.step == startCheck {
		s.found()
		return
	}
	s.step = startSteps[min(max(s.at()+by, 0), len(startSteps)-1)]
	delete(a.pages, s)
	a.show(s)
}

// tick looks for cards again while none is there.
func (s *start) tick() {
	if s.step == startCard && s.card.Data == nil {
		s.look()
	}
}

// found makes the kiosk and opens it for its first supervisor.
func (s *start) found() {
	a := s.app
	s.busy = true
	s.ready()
	a.frame.ShowDialog(widgets.NewDialog(a.text("start.making"), widgets.NewBody(a.text("start.making_wait"))))
	f := Foundation{Card: s.card.Data, Code: s.code.text, Name: s.name, Passphrase: s.secret.text, Language: a.words.Language()}
	work(a, func(ctx context.Context) (founded, error) { return found(ctx, a.Founder, f) }, func(made founded, err error) {
		s.busy = false
		s.ready()
		if made.kiosk != nil {
			a.Kiosk, a.status = made.kiosk, made.kiosk.Status()
		}
		switch {
		case err == nil:
			a.frame.HideDialog()
			a.unlocked(made.desk)
			a.show(newTrial(a))
		case made.kiosk != nil:
			a.lock()
			a.trouble("open new kiosk", err)
		default:
			a.trouble("make kiosk", err)
		}
	})
}

// founded is a kiosk that was made, and the desk of its supervisor.
type founded struct {
	kiosk Kiosk
	desk  *Desk
}

func found(ctx context.Context, founder Founder, f Foundation) (founded, error) {
	kiosk, err := founder.Found(ctx, f)
	if err != nil {
		return founded{}, err
	}
	made := founded{kiosk: kiosk}
	for _, first := range kiosk.Staff() {
		made.desk, err = kiosk.Unlock(ctx, first.ID, f.Passphrase)
	}
	return made, err
}

// unmade reports whether there is no kiosk yet, or no more.
func (a *App) unmade() bool {
	_, unmade := a.Kiosk.(nobodys)
	return unmade
}

// begunAnew shows the set-up, as on the first day.
func (a *App) begunAnew() {
	a.Kiosk = nobodys{a.text("app.name")}
	a.status = a.Kiosk.Status()
	a.desk = nil // what it opened is gone
	a.lock()
}

// readFingerprint looks for the office's fingerprint in a picture of the camera.
func (s *start) readFingerprint(ctx context.Context) (bool, error) {
	for {
		frame, err := s.app.Camera.Frame(ctx)
		if err != nil {
			return false, err
		}
		if text, ok := s.readQR(frame); ok {
			return plain(text) == plain(s.card.Fingerprint), nil
		}
	}
}

func (s *start) readQR(frame image.Image) (string, bool) {
	if s.app.ReadQR == nil {
		return "", false
	}
	return s.app.ReadQR(frame)
}
