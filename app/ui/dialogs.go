package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// closeButton takes the dialog away.
func (a *App) closeButton() *widgets.Button {
	return widgets.NewButton("dialog.close", widgets.Secondary, a.text("action.close"), a.frame.HideDialog)
}

// openLanguages lets the person choose the language.
func (a *App) openLanguages() {
	var choices []fyne.CanvasObject
	for _, language := range locale.Languages() {
		words := a.Texts.In(language)
		choice := widgets.NewChoice("language."+string(language), words.Text("language.name"), func() {
			a.frame.HideDialog()
			a.setLanguage(language)
		})
		choice.SetChosen(language == a.words.Language())
		choices = append(choices, choice)
	}
	body := widgets.Pad(widgets.NewGrid(a.columns(2, 1), 16, choices...), 0, 16, 0, 8)
	a.frame.ShowDialog(widgets.NewDialog(a.text("language.title"), body, a.closeButton()))
}

// openLook lets the person choose size of type, colours and motion.
func (a *App) openLook() {
	parts := []fyne.CanvasObject{
		widgets.NewSmall(a.text("setting.text_size")),
		a.lookChoices([]lookChoice{
			{"look.normal", "setting.text_normal", func(l *theme.Look) { l.Step = theme.Normal }},
			{"look.large", "setting.text_large", func(l *theme.Look) { l.Step = theme.Large }},
			{"look.largest", "setting.text_largest", func(l *theme.Look) { l.Step = theme.Largest }},
		}),
		widgets.NewSmall(a.text("setting.look")),
		a.lookChoices([]lookChoice{
			{"look.light", "setting.light", func(l *theme.Look) { l.Palette = theme.Light }},
			{"look.dark", "setting.dark", func(l *theme.Look) { l.Palette = theme.Dark }},
			{"look.contrast", "setting.contrast", func(l *theme.Look) { l.Palette = theme.Contrast }},
		}),
	}
	body := widgets.Pad(widgets.NewColumn(12, parts...), 0, 8, 0, 8)
	a.frame.ShowDialog(widgets.NewDialog(a.text("setting.title"), body, a.closeButton()))
}

// lookChoice is a property of the look that can be chosen.
type lookChoice struct {
	id, key string
	set     func(*theme.Look)
}

func (a *App) lookChoices(choices []lookChoice) fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range choices {
		look := a.look
		c.set(&look)
		choice := widgets.NewChoice(c.id, a.text(c.key), func() {
			a.setLook(look)
			a.openLook()
		})
		choice.SetChosen(look == a.look)
		out = append(out, choice)
	}
	return widgets.Pad(widgets.NewGrid(len(choices), 16, out...), 0, 4, 0, 8)
}

// openStaff says who has the tablet, and locks it.
func (a *App) openStaff() {
	staff := a.desk.Staff
	text := a.text(roleKey(staff)) + "\n" + a.text("lock.goes_on")
	lock := widgets.NewButton("staff.lock", widgets.Primary, a.text("action.lock"), a.lock).WithIcon(assets.IconLockKey)
	parts := []fyne.CanvasObject{widgets.NewBody(text)}
	if a.desk.ChangePassphrase != nil {
		own := func() { a.show(newStaffForm(a, staffOwn, Person{Staff: staff})) }
		parts = append(parts, widgets.NewButton("staff.own", widgets.InPane, a.text("staff.own"), own).WithIcon(assets.IconLockKey))
	}
	parts = append(parts, a.pinButton())
	a.frame.ShowDialog(widgets.NewDialog(staff.Name, widgets.NewColumn(16, parts...), a.closeButton(), lock))
}

func roleKey(s Staff) string {
	if s.Supervisor {
		return "role.supervisor"
	}
	return "role.worker"
}

// columns is wide, or narrow in portrait.
func (a *App) columns(wide, narrow int) int {
	if a.look.Class == theme.Portrait {
		return narrow
	}
	return wide
}
