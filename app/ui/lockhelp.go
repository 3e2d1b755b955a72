package ui

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// What else can keep a store from opening.
var (
	// ErrOlderVault is an older copy of who may unlock that was put back.
	ErrOlderVault = errors.New("older copy of who may unlock")
	// ErrDisk is a disk that is full or takes no writing.
	ErrDisk = errors.New("disk full or not writable")
)

// Salvaged is what could be read of a damaged store.
type Salvaged struct {
	Kiosk Kiosk // over what could be read
	Lost  int   // applications of which something is lost
	Keys  bool  // the device's own keys are lost: it must be enrolled anew
}

// capsLeast is how many letters tell that the capitals are locked.
const capsLeast = 4

// secretHint says what a passphrase that is being typed tells of the keyboard: capitals that are locked, letters of another
// alphabet. It is the key of a text, or "".
func secretHint(secret string) string {
	letters, capitals := 0, 0
	for _, r := range secret {
		if !unicode.IsLetter(r) {
			continue
		}
		if !unicode.Is(unicode.Latin, r) {
			return "lock.other_alphabet"
		}
		letters++
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	if letters >= capsLeast && capitals == letters {
		return "lock.capitals"
	}
	return ""
}

// forgotButton opens help with a forgotten passphrase.
func (l *lock) forgotButton() fyne.CanvasObject {
	word := ""
	if l.app.look.Class == theme.Landscape && l.app.look.Step == theme.Normal {
		word = l.app.text("lock.forgotten")
	}
	return widgets.NewButton("forgot", widgets.Secondary, word, l.openForgotten).WithIcon(assets.IconQuestion).Plain()
}

// openForgotten says who can help with a forgotten passphrase.
func (l *lock) openForgotten() {
	a := l.app
	var names []string
	for _, s := range a.Kiosk.Staff() {
		if s.Supervisor && s.ID != l.chosen.ID {
			names = append(names, s.Name)
		}
	}
	text := a.text("lock.forgotten_nobody")
	if len(names) > 0 {
		text = a.text("lock.forgotten_ask", "names", strings.Join(names, ", "))
	}
	body := widgets.NewColumn(12, widgets.NewBody(text), widgets.NewBody(a.text("lock.forgotten_office")))
	a.frame.ShowDialog(widgets.NewDialog(a.text("lock.forgotten"), body, a.closeButton()))
}

// openDamaged says to a supervisor what a damaged store means, and offers a copy of what can be read.
func (l *lock) openDamaged(staff Staff, secret string) {
	a := l.app
	salvage := widgets.NewButton("salvage", widgets.Primary, a.text("lock.salvage"), func() { l.salvage(staff, secret) })
	a.frame.ShowDialog(widgets.NewDialog(a.text("lock.damaged_title"), widgets.NewBody(a.text("lock.damaged_supervisor")),
		a.closeButton(), salvage.WithIcon(assets.IconFloppyDisk)))
}

// salvage makes a kiosk of what can be read, in the place of the damaged one.
func (l *lock) salvage(staff Staff, secret string) {
	a := l.app
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
