package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// personPage is what a supervisor can do about one member of staff.
type personPage struct {
	app *App
	who Person
}

func newPersonPage(a *App, who Person) *personPage { return &personPage{app: a, who: who} }

func (p *personPage) id() string { return "person" }

func (p *personPage) build() *widgets.Page {
	a := p.app
	back := widgets.NewButton("back", widgets.Secondary, a.text("action.back"), a.openPeople).WithIcon(assets.IconArrowLeft)
	return &widgets.Page{
		Header: widgets.NewHeader(p.who.Name, a.text(roleKey(p.who.Staff))).WithLead(widgets.NewRound(initials(p.who.Name), true, 64)).
			WithAside(a.staffBadge(p.who)),
		Body: widgets.NewColumn(0, widgets.NewGrid(a.columns(2, 1), toolGap, p.tiles()...)),
		Left: []fyne.CanvasObject{back},
	}
}

func (p *personPage) refresh() {}

// tiles are what can be done; one's own way in is not ended by oneself.
func (p *personPage) tiles() []fyne.CanvasObject {
	a := p.app
	reset := func() { a.show(newStaffForm(a, staffReset, p.who)) }
	if p.who.Disabled {
		return []fyne.CanvasObject{p.tile("person.reset", assets.IconLockKeyOpen, "staff.enable", "staff.enable_hint", reset)}
	}
	if p.who.ID == a.desk.Staff.ID {
		own := func() { a.show(newStaffForm(a, staffOwn, p.who)) }
		return []fyne.CanvasObject{p.tile("person.own", assets.IconLockKey, "staff.own", "staff.own_hint", own)}
	}
	role := p.tile("person.role", assets.IconUsers, "staff.make_supervisor", "staff.make_supervisor_hint", func() { p.put(StandingSupervisor) })
	if p.who.Supervisor {
		role = p.tile("person.role", assets.IconUser, "staff.make_worker", "staff.make_worker_hint", func() { p.put(StandingWorker) })
	}
	return []fyne.CanvasObject{
		p.tile("person.reset", assets.IconLockKey, "staff.reset", "staff.reset_hint", reset),
		role,
		p.tile("person.disable", assets.IconProhibit, "staff.disable", "staff.disable_hint", p.askDisable),
	}
}

func (p *personPage) tile(id string, icon assets.IconName, name, hint string, do func()) fyne.CanvasObject {
	a := p.app
	words := widgets.NewColumn(2, widgets.NewText(theme.Label, a.text(name)).Strong(), widgets.NewSmall(a.text(hint)))
	return widgets.NewTile(id, widgets.NewRow(18, widgets.NewIcon(icon, widgets.Way, 36), widgets.Middle(words)), do).High(104)
}

// askDisable is a question, because bringing the person back takes a new passphrase.
func (p *personPage) askDisable() {
	a := p.app
	disable := widgets.NewButton("person.disable.yes", widgets.Equal, a.text("staff.disable"), func() { p.put(StandingDisabled) })
	a.frame.ShowDialog(widgets.NewDialog(a.text("staff.disable_title", "name", p.who.Name), widgets.NewBody(a.text("staff.disable_why")),
		a.closeButton(), disable.WithIcon(assets.IconProhibit)))
}

func (p *personPage) put(standing Standing) {
	a := p.app
	a.frame.HideDialog()
	before := StandingWorker
	if p.who.Supervisor {
		before = StandingSupervisor
	}
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.People.Put(ctx, p.who.ID, standing) }, func(_ bool, err error) {
		if !a.staffDone(err) || standing == StandingDisabled {
			return
		}
		a.frame.ShowSnackbar(widgets.NewSnackbar("undo", a.text("staff.role_changed", "name", p.who.Name), a.text("action.undo"), func() { p.put(before) }))
	})
}

// staffDone shows the list after a change, or says why nothing was changed.
func (a *App) staffDone(err error) bool {
	switch {
	case errors.Is(err, ErrLast):
		a.frame.ShowDialog(widgets.NewDialog(a.text("staff.last_title"), widgets.NewBody(a.text("staff.last")), a.closeButton()))
		return false
	case err != nil:
		a.trouble("change staff", err)
		return false
	}
	a.openPeople()
	return true
}
