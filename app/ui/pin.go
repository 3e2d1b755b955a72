package ui

import (
	"crypto/subtle"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Bounds of a PIN.
const (
	pinLeast = 4 // digits
	pinMost  = 6
	pinTries = 3 // wrong ones before only the passphrase leaves the interview
)

// pin is a short secret by which staff leave an applicant's interview. It opens no store: it is kept in memory, while the
// store is open anyway, and forgotten when that is locked.
type pin struct {
	digits string // "" is none
	wrong  int    // tries since the last right one
}

// isPIN reports whether a text has the form of a PIN, which no passphrase has.
func isPIN(text string) bool {
	return len(text) >= pinLeast && len(text) <= pinMost && strings.Trim(text, "0123456789") == ""
}

// simple reports one digit repeated or a row of digits.
func simple(digits string) bool {
	return strings.Count(digits, digits[:1]) == len(digits) || strings.Contains("01234567890", digits) || strings.Contains("09876543210", digits)
}

// openPIN lets a member of staff choose a PIN until the store is locked.
func (a *App) openPIN() {
	field := widgets.NewTextField("pin.digits", widgets.DigitsKind, a.text("pin.label")).WithIcon(assets.IconKey)
	field.MaxRunes = pinMost
	body := widgets.NewColumn(16, widgets.NewBody(a.text("pin.why")), field)
	save := widgets.NewButton("pin.save", widgets.Primary, a.text("staff.save"), nil).WithIcon(assets.IconCheck)
	try := func() {
		switch digits := field.Text(); {
		case !isPIN(digits):
			field.SetProblem(a.text("pin.length"))
		case simple(digits):
			field.SetProblem(a.text("pin.simple"))
		default:
			a.pin = pin{digits: digits}
			a.frame.HideDialog()
			return
		}
		a.update()
	}
	save.SetTapped(try)
	field.OnSubmitted = try
	a.frame.ShowDialog(widgets.NewDialog(a.text("pin.title"), body, a.closeButton(), save))
}

// leavesByPIN takes what is written for a PIN, if one was chosen and it looks like one, and tells whether it did.
func (a *App) leavesByPIN(field *widgets.TextField) bool {
	digits := field.Text()
	if a.pin.digits == "" || !isPIN(digits) {
		return false
	}
	field.SetText("")
	if subtle.ConstantTimeCompare([]byte(digits), []byte(a.pin.digits)) == 1 {
		a.pin.wrong = 0
		a.frame.HideDialog()
		a.takeBack()
		return true
	}
	a.pin.wrong++
	field.SetProblem(a.count("pin.wrong", pinTries-a.pin.wrong))
	if a.pin.wrong >= pinTries {
		a.pin = pin{}
		field.SetProblem(a.text("pin.over"))
		field.SetLabel(a.text("leave.passphrase"))
	}
	a.update()
	return true
}

// leaveLabel says what leaves an applicant's interview.
func (a *App) leaveLabel() string {
	if a.pin.digits != "" {
		return a.text("pin.or_passphrase")
	}
	return a.text("leave.passphrase")
}

// pinButton opens the choice of a PIN.
func (a *App) pinButton() fyne.CanvasObject {
	return widgets.NewButton("staff.pin", widgets.InPane, a.text("pin.title"), a.openPIN).WithIcon(assets.IconKey)
}
