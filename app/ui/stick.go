package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// stick carries what waits on a USB stick, and takes what the stick brought: copied, read back, safe to remove.
type stick struct {
	app    *App
	rescue bool      // the drafts are carried out too
	chase  []OnStick // what is on sticks and not receipted yet
	drives []Stick
	chosen Stick
	stage  carryStage
	step   CarryStep
	done   int64
	total  int64
	result Carried
	err    error              // why the last try failed
	stop   context.CancelFunc // of what is being done with the stick

	steps   [3]stageCard
	name    *widgets.Text
	free    *widgets.Text
	head    *widgets.Text
	lines   [3]carryLine
	banner  *widgets.Banner
	back    *widgets.Button
	primary *widgets.Button
	choices *fyne.Container
	list    *widgets.Button // opens what is to be chased or, afterwards, what came
}

// carryStage is how far the work with a stick is.
type carryStage string

const (
	stickWanted carryStage = "wanted"
	stickReady  carryStage = "ready"
	stickBusy   carryStage = "busy"
	stickSafe   carryStage = "safe"
	stickFailed carryStage = "failed"
)

func newStick(a *App) *stick { return &stick{app: a, stage: stickWanted} }

// newRescue carries the drafts out too, before a tablet dies.
func newRescue(a *App) *stick { return &stick{app: a, stage: stickWanted, rescue: true} }

func (s *stick) id() string {
	if s.rescue {
		return "rescue"
	}
	return "usb"
}

// openStick begins with whatever stick is plugged in.
func (a *App) openStick() { a.openStickScreen(a.stick) }

func (a *App) openRescue() { a.openStickScreen(a.rescue) }

// openStickScreen shows the one that is at work, if one is: a stick is used for one thing at a time.
func (a *App) openStickScreen(s *stick) {
	for _, one := range []*stick{a.stick, a.rescue} {
		if one.stage == stickBusy {
			s = one
		}
	}
	if s.stage != stickBusy {
		s.stage, s.chosen = stickWanted, Stick{}
	}
	a.show(s)
}

func (s *stick) build() *widgets.Page {
	a := s.app
	s.back = widgets.NewButton("home", widgets.Secondary, "", s.leaveOrStop)
	s.primary = widgets.NewButton("next", widgets.Primary, "", s.goOn)
	s.list = widgets.NewButton("list", widgets.Secondary, "", s.openList).WithIcon(assets.IconListChecks)
	for i := range s.steps {
		s.steps[i] = newStageCard()
	}
	steps := widgets.NewGrid(1, 14, s.steps[0].card, s.steps[1].card, s.steps[2].card)
	body := widgets.NewGrid(a.columns(2, 1), 32, steps, s.buildStick())
	return &widgets.Page{
		Header: s.header(),
		Body:   body,
		Left:   []fyne.CanvasObject{s.back, s.list},
		Right:  []fyne.CanvasObject{s.primary},
	}
}

// buildStick is what the page says of the stick itself: its name, what goes on it, what came from it.
func (s *stick) buildStick() fyne.CanvasObject {
	s.name, s.free = widgets.NewText(theme.Heading, ""), widgets.NewSmall("")
	s.head = widgets.NewText(theme.Heading, "")
	s.choices = widgets.NewColumn(12)
	words := widgets.NewColumn(0, s.name, s.free)
	parts := []fyne.CanvasObject{
		widgets.NewRow(18, widgets.NewIcon(assets.IconUsb, widgets.Way, 64), widgets.Middle(words)),
		s.choices, widgets.NewDivider(), s.head,
	}
	for i := range s.lines {
		s.lines[i] = newCarryLine()
		parts = append(parts, s.lines[i].all)
	}
	s.banner = widgets.NewBanner(assets.IconWarning, widgets.Warn, "")
	card := widgets.NewCard(widgets.Quiet, widgets.NewColumn(14, append(parts, widgets.Fill(nil))...))
	return widgets.NewColumn(16, widgets.Fill(card), s.banner)
}

func (s *stick) header() *widgets.Header {
	a := s.app
	if s.rescue {
		return widgets.NewHeader(a.text("rescue.title"), a.text("rescue.why"))
	}
	return widgets.NewHeader(a.text("outbox.carry_usb"), a.text("usb.encrypted"))
}

func (s *stick) refresh() {
	s.write()
	s.look()
	s.askChase()
}

// tick looks for a stick until there is one.
func (s *stick) tick() {
	if s.stage == stickWanted || s.stage == stickReady {
		s.look()
	}
}

// look asks which sticks are plugged in.
func (s *stick) look() {
	if s.stage == stickBusy {
		return
	}
	work(s.app, s.app.desk.Sticks.List, func(drives []Stick, err error) {
		if err != nil || s.stage != stickWanted && s.stage != stickReady {
			return
		}
		s.drives = drives
		s.choose()
		s.write()
		s.app.update()
	})
}

// choose keeps the chosen stick while it is plugged in, and takes the only one by itself.
func (s *stick) choose() {
	for _, d := range s.drives {
		if d.Path == s.chosen.Path {
			s.chosen, s.stage = d, stickReady
			return
		}
	}
	s.chosen, s.stage = Stick{}, stickWanted
	if len(s.drives) == 1 {
		s.chosen, s.stage = s.drives[0], stickReady
	}
}

// goOn does what the yellow button says.
func (s *stick) goOn() {
	switch s.stage {
	case stickReady:
		s.carry()
	case stickSafe:
		s.app.openHome()
	case stickFailed:
		s.stage = stickWanted
		s.look()
		s.write()
		s.app.update()
	}
}

func (s *stick) leaveOrStop() {
	if s.stage == stickBusy {
		s.stop()
		return
	}
	s.app.openHome()
}

// carry does the work. It goes on while another screen is shown, and keeps the store from locking itself meanwhile.
func (s *stick) carry() {
	a, path := s.app, s.chosen.Path
	ctx, stop := context.WithCancel(a.session)
	s.stop, s.stage, s.step, s.done, s.total = stop, stickBusy, CarryCopy, 0, 0
	s.write()
	a.update()
	progress := func(step CarryStep, done, total int64) {
		a.Do(func() { s.moved(step, done, total) })
	}
	work(a, func(context.Context) (Carried, error) {
		defer stop()
		if s.rescue {
			return a.desk.Sticks.Rescue(ctx, path, progress)
		}
		return a.desk.Sticks.Exchange(ctx, path, progress)
	}, s.carried)
}

func (s *stick) moved(step CarryStep, done, total int64) {
	if s.stage != stickBusy {
		return
	}
	s.app.touched()
	s.step, s.done, s.total = step, done, total
	if s.app.current == screen(s) {
		s.write()
		s.app.update()
	}
}

func (s *stick) carried(result Carried, err error) {
	s.result, s.err, s.stage = result, err, stickSafe
	if err != nil {
		s.stage = stickFailed
		s.app.Log.Error("carry by stick", "error", err)
	}
	s.askChase()
	if s.app.current == screen(s) {
		s.write()
		s.app.update()
	}
}
