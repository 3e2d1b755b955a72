package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Standing is what a person may do here.
type Standing string

// The standings.
const (
	StandingWorker     Standing = "worker"
	StandingSupervisor Standing = "supervisor"
	StandingDisabled   Standing = "disabled" // the way in has ended
)

// Person is a member of staff, who can or could unlock.
type Person struct {
	Staff
	Disabled bool
}

// People manages who may unlock. Each change is on the disk and in the audit trail when a method returns. Errors: ErrLast,
// ErrNameTaken, *WeakError.
type People interface {
	List(ctx context.Context) ([]Person, error)
	// Add lets another person unlock, as worker or supervisor.
	Add(ctx context.Context, name string, standing Standing, passphrase string) error
	// Reset gives a person a new passphrase, and the way in back if it has ended.
	Reset(ctx context.Context, id, passphrase string) error
	// Put changes what a person may do.
	Put(ctx context.Context, id string, standing Standing) error
}

// What People refuses.
var (
	ErrLast      = errors.New("last supervisor")
	ErrNameTaken = errors.New("name taken")
)

// staffList is the screen of all who can or could unlock.
type staffList struct {
	app    *App
	people []Person
	rows   *fyne.Container
}

func newStaffList(a *App) *staffList { return &staffList{app: a} }

func (l *staffList) id() string { return "staff" }

func (a *App) openPeople() { a.show(a.people) }

func (l *staffList) build() *widgets.Page {
	a := l.app
	l.rows = widgets.NewColumn(0)
	add := widgets.NewButton("staff.add", widgets.Primary, a.text("staff.add"), func() { a.show(newStaffForm(a, staffAdd, Person{})) })
	page := &widgets.Page{
		Header: widgets.NewHeader(a.text("staff.title"), ""),
		Body:   l.rows,
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  []fyne.CanvasObject{add.WithIcon(assets.IconUserPlus)},
	}
	if a.desk.Rotate != nil {
		page.Header.WithAside(widgets.NewButton("staff.rotate", widgets.InPane, a.text("staff.rotate"), l.askRotate).WithIcon(assets.IconKey))
	}
	return page
}

func (l *staffList) refresh() {
	l.write()
	a := l.app
	work(a, a.desk.People.List, func(people []Person, err error) {
		if err != nil {
			a.trouble("list staff", err)
			return
		}
		l.people = people
		l.write()
		a.update()
	})
}

func (l *staffList) write() {
	l.rows.Objects = nil
	for _, p := range l.people {
		l.rows.Add(l.row(p))
	}
}

func (l *staffList) row(p Person) fyne.CanvasObject {
	a := l.app
	words := widgets.NewColumn(0, widgets.NewText(theme.Label, p.Name).Strong(), widgets.NewSmall(a.text(roleKey(p.Staff))))
	content := widgets.NewRow(16, widgets.NewRound(initials(p.Name), false, 52), widgets.Middle(words),
		a.staffBadge(p), widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 32))
	return widgets.NewListRow("person."+p.ID, content, func() { a.show(newPersonPage(a, p)) })
}

// staffBadge says whether a person can unlock.
func (a *App) staffBadge(p Person) *widgets.Badge {
	if p.Disabled {
		return widgets.NewBadge(assets.IconProhibit, widgets.Quiet, a.text("staff.disabled"))
	}
	return widgets.NewBadge(assets.IconCheckCircle, widgets.Good, a.text("staff.active"))
}

// askRotate says what a new key is for before it is made.
func (l *staffList) askRotate() {
	a := l.app
	rotate := widgets.NewButton("staff.rotate.yes", widgets.Primary, a.text("staff.rotate"), l.rotate).WithIcon(assets.IconKey)
	a.frame.ShowDialog(widgets.NewDialog(a.text("staff.rotate_title"), widgets.NewBody(a.text("staff.rotate_why")), a.closeButton(), rotate))
}

// rotate makes the new key. Whatever comes of it, the store is closed.
func (l *staffList) rotate() {
	a := l.app
	a.frame.ShowDialog(widgets.NewDialog(a.text("staff.rotating"), widgets.NewBody(a.text("staff.rotating_wait"))))
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Rotate(ctx) }, func(_ bool, err error) {
		a.lock()
		if err != nil {
			a.trouble("rotate key", err)
			return
		}
		a.frame.ShowDialog(widgets.NewDialog(a.text("staff.rotated"), widgets.NewBody(a.text("staff.rotated_next")), a.closeButton()))
	})
}
