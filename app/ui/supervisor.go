package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// supervisor is where a supervisor begins: everything to look after, at one glance.
type supervisor struct {
	app   *App
	tools *toolGrid
	say   *saying
}

func newSupervisor(a *App) *supervisor { return &supervisor{app: a} }

func (s *supervisor) id() string { return "supervisor" }

func (s *supervisor) build() *widgets.Page {
	a := s.app
	columns := 3
	if a.look.Class == theme.Portrait {
		columns = 2
	}
	s.tools = newToolGrid(a, a.supervisorTools(), columns, s.tileHeight())
	header := widgets.NewHeader(a.greeting(), locale.Capital(a.words.Weekday(intake.DayOf(a.Now()))))
	body := widgets.NewColumn(theme.Current().Measures().Gap, s.tools.object)
	if s.say = newSaying(a, a.look.Class == theme.Small); s.say.banner != nil {
		body = widgets.NewColumn(theme.Current().Measures().Gap, widgets.Fill(s.tools.object), s.say.banner)
	} else {
		header.WithAside(widgets.NewRow(12, s.say.icon, s.say.words))
	}
	return &widgets.Page{
		Header: header,
		Body:   body,
		Left:   a.standButtons(),
		Right: []fyne.CanvasObject{
			widgets.NewButton("new", widgets.Primary, a.text("action.new_application"), func() { a.begin(intake.ByWorker) }).WithIcon(assets.IconPlus),
		},
	}
}

// tileHeight leaves room for four rows, in px.
func (s *supervisor) tileHeight() float32 {
	switch s.app.look.Class {
	case theme.Small:
		return 72
	case theme.Portrait:
		return 112
	default:
		return 96
	}
}

func (s *supervisor) refresh() {
	s.tools.refresh()
	s.say.refresh()
	s.say.show(s.app.spaceKey() != "") // here everybody knows that all is free
}

// openHome goes back to the desk at which this member of staff stands.
func (a *App) openHome() {
	if a.supervising {
		a.show(a.supervisor)
		return
	}
	a.show(a.home)
}

// stand chooses between the counter and the supervisor's desk.
func (a *App) stand(supervising bool) {
	a.supervising = supervising
	a.openHome()
}

// standButtons lock the kiosk and, for a supervisor, lead from one desk to the other.
func (a *App) standButtons() []fyne.CanvasObject {
	lock := widgets.NewButton("lock", widgets.Secondary, a.spare("home.end_shift"), a.lock).WithIcon(assets.IconLockKey)
	if !a.desk.Staff.Supervisor {
		return []fyne.CanvasObject{lock}
	}
	key, icon := "home.desk", assets.IconUser
	if !a.supervising {
		key, icon = "supervisor.desk", assets.IconUsers
	}
	word := a.text(key)
	if a.look.Class != theme.Landscape {
		word = "" // the counter holds two longer ones
	}
	supervising := a.supervising
	return []fyne.CanvasObject{lock, widgets.NewButton("stand", widgets.Secondary, word, func() { a.stand(!supervising) }).WithIcon(icon)}
}
