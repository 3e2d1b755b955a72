package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// host is the time that applicants hold the tablet: nothing but one interview can be reached, and leaving takes a secret
// of staff.
type host struct {
	language intake.Language // of the staff, for when they have it again
}

// handOver gives the tablet to an applicant: with the interview that is going on, or with the choice of a language.
func (a *App) handOver() {
	a.frame.HideDialog()
	going := a.talk != nil && !a.talk.iv.IsQuick()
	if going && !a.talk.done(a.talk.iv.SetAssistedBy(intake.BySelf)) {
		return
	}
	a.host = &host{language: a.words.Language()}
	a.setMode(theme.Assisted)
	if !going {
		a.endTalk()
		a.show(&languages{app: a})
		return
	}
	a.setLanguage(a.talk.iv.Answers().Language)
	a.talk.present()
}

// hide covers everything at once with the choice of a language. The draft is parked: it is on the disk already.
func (a *App) hide() {
	a.frame.HideDialog()
	a.endTalk()
	a.show(&languages{app: a})
}

// closeAsked closes the window as the system asks, but not below the hands of an applicant, who would reach the system so.
func (a *App) closeAsked() {
	if a.hosted() {
		a.openHelp()
		return
	}
	a.window.Close()
}

// takeBack gives the tablet to staff again.
func (a *App) takeBack() {
	language := a.host.language
	a.host = nil
	a.setMode(theme.Worker)
	a.words = a.Texts.In(language)
	if a.talk == nil || a.talk.iv.Ended() {
		a.endTalk()
		a.openHome()
		return
	}
	a.talk.present()
}

// hostButtons are the language, Help and Hide, always at the top right.
func (a *App) hostButtons() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widgets.NewButton("bar.language", widgets.Bar, a.text("language.short"), a.openLanguages).WithIcon(assets.IconGlobe),
		widgets.NewButton("bar.help", widgets.Bar, a.text("action.help"), a.openHelp).WithIcon(assets.IconHandWaving),
		widgets.NewButton("bar.hide", widgets.Bar, a.text("action.hide"), a.hide).WithIcon(assets.IconEyeSlash),
	}
}

// openHelp tells the person to show the tablet to the team, so large that the team reads it from where they are: in the
// language of both.
func (a *App) openHelp() {
	a.hush()
	centre := func(t *widgets.Text) fyne.CanvasObject { return t.Aligned(fyne.TextAlignCenter) }
	parts := []fyne.CanvasObject{
		widgets.Fill(nil),
		widgets.NewRow(0, widgets.Fill(nil), widgets.NewIcon(assets.IconHandWaving, widgets.Way, 1.4*theme.Current().Type(theme.Call)), widgets.Fill(nil)),
		centre(widgets.NewText(theme.Call, a.text("help.title"))),
		centre(widgets.NewBody(a.text("help.show"))),
	}
	if a.host.language != a.words.Language() {
		parts = append(parts, centre(widgets.NewText(theme.Display, a.Texts.In(a.host.language).Text("help.title")).Toned(widgets.Ink2)))
	}
	text := widgets.NewColumn(16, append(parts, widgets.Fill(nil))...)
	leave := widgets.NewButton("help.leave", widgets.Secondary, a.text("help.staff"), a.openLeave).Plain()
	goOn := widgets.NewButton("help.go_on", widgets.Primary, a.text("help.go_on"), a.frame.HideDialog)
	a.frame.ShowDialog(widgets.NewDialog("", text, leave, goOn).Full())
}

// openLeave asks for a secret of staff before the tablet leaves the applicant's interview.
func (a *App) openLeave() {
	field := widgets.NewTextField("leave.secret", widgets.SecretKind, a.leaveLabel()).WithIcon(assets.IconLockKey)
	body := widgets.NewColumn(18, widgets.NewBody(a.text("leave.text")), field)
	stay := widgets.NewButton("leave.stay", widgets.Secondary, a.text("action.stay"), a.frame.HideDialog)
	leave := widgets.NewButton("leave.leave", widgets.Primary, a.text("action.leave"), nil).WithIcon(assets.IconLockKeyOpen)
	try := func() {
		if !a.leavesByPIN(field) {
			a.prove(field, leave, a.takeBack)
		}
	}
	leave.SetTapped(try)
	field.OnSubmitted = try
	a.frame.ShowDialog(widgets.NewDialog(a.text("leave.title"), body, stay, leave))
}

// prove asks whether what is written in the field is a secret of staff, and goes on if it is.
func (a *App) prove(field *widgets.TextField, button *widgets.Button, goOn func()) {
	secret := field.Text()
	if secret == "" || button.Disabled() { // which it is while one is tried: return asks twice where a hand is fast
		return
	}
	button.SetReady(false)
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Prove(ctx, secret) }, func(_ bool, err error) {
		button.SetReady(true)
		field.SetText("")
		var wait *WaitError
		switch {
		case err == nil:
			a.frame.HideDialog()
			goOn()
			return
		case errors.As(err, &wait):
			field.SetProblem(a.count("lock.tries_wait", int(wait.Wait.Seconds())))
		case errors.Is(err, ErrPassphrase):
			field.SetProblem(a.text("lock.wrong"))
		default:
			field.SetProblem(a.text("problem.other"))
			a.Log.Error("prove secret", "error", err)
		}
		a.update()
	})
}
