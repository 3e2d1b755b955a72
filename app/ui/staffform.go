package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// staffKind is what a form about a member of staff is for.
type staffKind string

const (
	staffAdd   staffKind = "add"
	staffReset staffKind = "reset" // a new passphrase for somebody
	staffOwn   staffKind = "own"   // for oneself
)

// staffForm asks what a new member of staff, or a new passphrase, needs.
type staffForm struct {
	app        *App
	kind       staffKind
	who        Person
	name       string
	current    string // one's own passphrase, until it is changed
	supervisor bool
	secret     *freshSecret
	busy       bool

	field *widgets.TextField // name, or one's own passphrase
	roles [2]*widgets.Choice
	save  *widgets.Button
}

func newStaffForm(a *App, kind staffKind, who Person) *staffForm {
	f := &staffForm{app: a, kind: kind, who: who, name: who.Name}
	f.secret = newFreshSecret(a, f.write)
	return f
}

func (f *staffForm) id() string { return "staff." + string(f.kind) }

func (f *staffForm) build() *widgets.Page {
	a := f.app
	back := widgets.NewButton("back", widgets.Secondary, a.text("action.back"), f.back).WithIcon(assets.IconArrowLeft)
	f.save = widgets.NewButton("staff.save", widgets.Primary, a.text("staff.save"), f.tapped).WithIcon(assets.IconCheck)
	f.field = nil
	page := &widgets.Page{Left: []fyne.CanvasObject{back}, Right: []fyne.CanvasObject{f.save}}
	switch f.kind {
	case staffAdd:
		page.Header = widgets.NewHeader(a.text("staff.add"), "")
		page.Body = widgets.NewSplit(0.5, float32(a.columns(32, 16)), f.buildPerson(), f.secret.build())
	case staffReset:
		page.Header = widgets.NewHeader(a.text("staff.reset_title", "name", f.who.Name), a.text("staff.reset_why"))
		page.Body = f.secret.build()
	default:
		page.Header = widgets.NewHeader(a.text("staff.own"), "")
		page.Body = widgets.NewSplit(0.5, float32(a.columns(32, 16)), f.buildCurrent(), f.secret.build())
	}
	return page
}

func (f *staffForm) buildPerson() fyne.CanvasObject {
	a := f.app
	f.field = widgets.NewTextField("staff.name", widgets.NameKind, a.text("staff.name")).WithIcon(assets.IconUser)
	f.field.SetText(f.name)
	f.field.OnChanged = func(text string) {
		f.name = text
		f.field.SetProblem("")
		f.write()
	}
	choose := func(supervisor bool) func() {
		return func() {
			f.supervisor = supervisor
			f.write()
			a.update()
		}
	}
	f.roles[0] = widgets.NewChoice("role.worker", a.text("role.worker"), choose(false))
	f.roles[1] = widgets.NewChoice("role.supervisor", a.text("role.supervisor"), choose(true))
	return widgets.NewColumn(12, f.field, widgets.NewSmall(a.text("staff.name_hint")), choiceRow(1, f.roles[0], f.roles[1]))
}

func (f *staffForm) buildCurrent() fyne.CanvasObject {
	a := f.app
	f.field = widgets.NewTextField("staff.current", widgets.SecretKind, a.text("staff.current")).WithIcon(assets.IconLockKey)
	f.field.SetText(f.current)
	f.field.OnChanged = func(text string) {
		f.current = text
		f.field.SetProblem("")
		f.write()
	}
	return widgets.NewColumn(12, f.field, widgets.NewText(theme.Label, a.text("staff.own_hint")))
}

func (f *staffForm) refresh() { f.write() }

// write says whether all is there that is needed.
func (f *staffForm) write() {
	if f.roles[0] != nil {
		f.roles[0].SetChosen(!f.supervisor)
		f.roles[1].SetChosen(f.supervisor)
	}
	ready := f.secret.text != "" && !f.busy && (f.kind != staffAdd || f.name != "") && (f.kind != staffOwn || f.current != "")
	f.save.SetReady(ready)
}

// leave forgets the passphrases when another screen takes over.
func (f *staffForm) leave() {
	f.current = ""
	f.secret.forget()
}

func (f *staffForm) back() {
	switch a := f.app; {
	case f.kind == staffReset:
		a.show(newPersonPage(a, f.who))
	case a.desk.People == nil:
		a.openHome()
	default:
		a.openPeople()
	}
}

func (f *staffForm) tapped() {
	a := f.app
	if weak := f.secret.problem(f.name); weak != "" {
		f.secret.write(weak)
		a.update()
		return
	}
	f.busy = true
	f.write()
	name, secret, current := f.name, f.secret.text, f.current
	work(a, func(ctx context.Context) (bool, error) { return true, f.send(ctx, name, secret, current) }, func(_ bool, err error) { f.done(err) })
}

// send makes the change.
func (f *staffForm) send(ctx context.Context, name, secret, current string) error {
	a := f.app
	switch f.kind {
	case staffAdd:
		standing := StandingWorker
		if f.supervisor {
			standing = StandingSupervisor
		}
		return a.desk.People.Add(ctx, name, standing, secret)
	case staffReset:
		return a.desk.People.Reset(ctx, f.who.ID, secret)
	default:
		return a.desk.ChangePassphrase(ctx, current, secret)
	}
}

func (f *staffForm) done(err error) {
	a := f.app
	f.busy = false
	var wait *WaitError
	weak := a.weakness(err)
	switch {
	case weak != "":
		f.secret.write(weak)
	case errors.Is(err, ErrNameTaken):
		f.field.SetProblem(a.text("staff.name_taken"))
	case errors.As(err, &wait):
		f.field.SetProblem(a.count("lock.tries_wait", int(wait.Wait.Seconds())))
	case errors.Is(err, ErrPassphrase):
		f.field.SetProblem(a.text("lock.wrong"))
	case err != nil:
		a.trouble("change staff", err)
	case a.desk.People == nil:
		a.openHome()
		return
	default:
		a.openPeople()
		return
	}
	f.write()
	a.update()
}
