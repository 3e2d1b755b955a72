package ui

import (
	"context"
	"errors"

	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Salvaged is what could be read of a damaged store.
type Salvaged struct {
	Kiosk Kiosk // over what could be read
	Lost  int   // applications of which something is lost
	Keys  bool  // the device's own keys are lost: it must be enrolled anew
}

// damaged reports whether an error says that bytes of the store are not as they were written.
func (a *App) damaged(err error) bool {
	return errors.Is(err, ErrDamaged) || a.Damaged != nil && a.Damaged(err)
}

// openDamage says, while the store is open, that it is damaged. A supervisor who writes the passphrase again can have a copy
// made of what can be read; the store is locked for it.
func (a *App) openDamage() {
	title := a.text("lock.damaged_title")
	if a.hosted() || !a.desk.Staff.Supervisor || a.Salvage == nil {
		a.tell(title, a.text("lock.damaged"))
		return
	}
	staff := a.desk.Staff
	field := widgets.NewTextField("damage.secret", widgets.SecretKind, a.text("lock.passphrase", "name", firstWord(staff.Name))).WithIcon(assets.IconLockKey)
	salvage := widgets.NewButton("salvage", widgets.Primary, a.text("lock.salvage"), nil).WithIcon(assets.IconFloppyDisk)
	try := func() {
		secret := field.Text()
		a.prove(field, salvage, func() {
			a.lock()
			a.salvage(staff, secret)
		})
	}
	salvage.SetTapped(try)
	field.OnSubmitted = try
	body := widgets.NewColumn(18, widgets.NewBody(a.text("lock.damaged_supervisor")), field)
	a.frame.ShowDialog(widgets.NewDialog(title, body, a.closeButton(), salvage))
}

// openDamaged says to a supervisor who unlocks what a damaged store means, and offers a copy of what can be read.
func (l *lock) openDamaged(staff Staff, secret string) {
	a := l.app
	salvage := widgets.NewButton("salvage", widgets.Primary, a.text("lock.salvage"), func() { a.salvage(staff, secret) })
	a.frame.ShowDialog(widgets.NewDialog(a.text("lock.damaged_title"), widgets.NewBody(a.text("lock.damaged_supervisor")),
		a.closeButton(), salvage.WithIcon(assets.IconFloppyDisk)))
}

// salvage makes a kiosk of what can be read, in the place of the damaged one. The store is locked.
func (a *App) salvage(staff Staff, secret string) {
	a.frame.ShowDialog(widgets.NewDialog(a.text("lock.salvaging"), widgets.NewBody(a.text("lock.salvaging_wait"))))
	work(a, func(ctx context.Context) (Salvaged, error) { return a.Salvage(ctx, staff.Name, secret) }, func(done Salvaged, err error) {
		if done.Kiosk != nil {
			a.Kiosk, a.status = done.Kiosk, done.Kiosk.Status()
		}
		a.lock()
		if err != nil {
			a.trouble("salvage", err)
			return
		}
		text := a.count("lock.salvaged_lost", done.Lost)
		if done.Keys {
			text += " " + a.text("lock.salvaged_keys")
		}
		a.frame.ShowDialog(widgets.NewDialog(a.text("lock.salvaged"), widgets.NewBody(locale.Capital(text)), a.closeButton()))
	})
}
