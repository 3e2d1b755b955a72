package ui

import (
	"errors"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

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
