package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// wipe destroys everything on the device, after a passphrase and five seconds under a finger.
type wipe struct {
	app    *App
	counts map[intake.State]int
	secret string
	shown  bool
	busy   bool

	field  *widgets.TextField
	reveal *widgets.Button
	hold   *widgets.HeldButton
	losses [3]lossCard
	rescue *widgets.Button // nil for who carries no sticks
}

func newWipe(a *App) *wipe { return &wipe{app: a} }

func (w *wipe) id() string { return "wipe" }

func (w *wipe) build() *widgets.Page {
	a := w.app
	keep := widgets.NewButton("home", widgets.Equal, a.spare("wipe.keep"), a.openHome).WithIcon(assets.IconArrowLeft)
	w.hold = widgets.NewHeldButton("wipe.hold", a.text("wipe.hold"), func(seconds int) string {
		return a.count("wipe.holding", seconds)
	}, w.destroy)
	header := widgets.NewHeader(a.text("wipe.title"), a.text("wipe.subtitle")).
		WithLead(widgets.NewIcon(assets.IconWarningOctagon, widgets.Bad, 64))
	left := []fyne.CanvasObject{keep}
	if a.desk.AllowGesture != nil {
		word := ""
		if a.look.Class == theme.Portrait || a.look.Class == theme.Landscape && a.look.Step == theme.Normal {
			word = a.text("wipe.gesture") // elsewhere the counter holds two longer ones
		}
		left = append(left, widgets.NewButton("wipe.gesture", widgets.Secondary, word, w.openGesture).WithIcon(assets.IconHandTap))
	}
	return &widgets.Page{
		Header: header,
		Body:   widgets.NewSplit(0.5, float32(a.columns(32, 16)), w.buildLosses(), w.buildPassphrase()),
		Left:   left,
		Right:  []fyne.CanvasObject{w.hold},
	}
}

func (w *wipe) buildLosses() fyne.CanvasObject {
	a := w.app
	w.losses[0] = newLossCard(assets.IconPencilSimple, widgets.Bad, a.text("wipe.drafts_detail"))
	w.losses[1] = newLossCard(assets.IconClock, widgets.Bad, a.text("wipe.unconfirmed_detail"))
	w.losses[2] = newLossCard(assets.IconCheckCircle, widgets.Good, a.text("wipe.held_detail"))
	parts := []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("wipe.lost"))}
	for _, l := range w.losses {
		parts = append(parts, l.card)
	}
	if a.desk.Sticks != nil {
		w.rescue = widgets.NewButton("rescue", widgets.InPane, "", w.save).WithIcon(assets.IconUsb)
		parts = append(parts, w.rescue)
	}
	return widgets.NewColumn(12, parts...)
}

func (w *wipe) buildPassphrase() fyne.CanvasObject {
	a := w.app
	w.field = widgets.NewTextField("passphrase", widgets.SecretKind, "").WithIcon(assets.IconLockKey)
	w.field.SetText(w.secret)
	w.field.OnChanged = w.typed
	w.reveal = widgets.NewButton("reveal", widgets.InPane, "", w.toggle)
	advice := func(icon assets.IconName, text string) fyne.CanvasObject {
		return widgets.NewRow(18, widgets.NewIcon(icon, widgets.Way, 34), widgets.Middle(widgets.NewText(theme.Label, text)))
	}
	const seconds = 5
	notes := widgets.NewColumn(12,
		advice(assets.IconHandTap, a.text("wipe.hold_how", "n", seconds)),
		advice(assets.IconClipboardText, a.text("wipe.tell_office")))
	if a.look.Class != theme.Portrait || a.look.Step == theme.Normal { // there the page is full
		notes.Add(advice(assets.IconLockKey, a.text("wipe.copies_stay")))
	}
	return widgets.NewColumn(12,
		widgets.NewText(theme.Heading, a.text("lock.passphrase", "name", firstWord(a.desk.Staff.Name))),
		widgets.NewTopRow(12, widgets.Fill(w.field), w.reveal),
		widgets.NewCard(widgets.Quiet, notes))
}

func (w *wipe) refresh() {
	w.write()
	a := w.app
	work(a, a.desk.Records.Counts, func(counts map[intake.State]int, err error) {
		if err != nil {
			a.trouble("count applications", err)
			return
		}
		w.counts = counts
		w.write()
		a.update()
	})
}

// save puts on a stick what would be lost: drafts first, which are nowhere else.
func (w *wipe) save() {
	if w.counts[intake.StateDraft] > 0 {
		w.app.openRescue()
		return
	}
	w.app.openStick()
}

// leave forgets the passphrase when another screen takes over.
func (w *wipe) leave() { w.secret, w.shown = "", false }

func (w *wipe) write() {
	a := w.app
	unconfirmed := w.counts[intake.StateWaiting] + w.counts[intake.StateOnItsWay] + w.counts[intake.StateParked]
	drafts := w.counts[intake.StateDraft]
	w.losses[0].set(a, "wipe.drafts", drafts)
	w.losses[1].set(a, "wipe.unconfirmed", unconfirmed)
	w.losses[2].set(a, "wipe.held", w.counts[intake.StateDelivered])
	for _, l := range w.losses {
		setVisible(l.card, w.counts != nil)
	}
	if w.rescue != nil {
		setVisible(w.rescue, drafts+unconfirmed > 0)
		w.rescue.SetText(a.text(map[bool]string{false: "outbox.carry_usb", true: "rescue.tool"}[drafts > 0]))
	}
	w.field.SetText(w.secret)
	w.field.SetRevealed(w.shown)
	w.reveal.SetText(a.text(map[bool]string{false: "action.show", true: "action.hide"}[w.shown]))
	w.reveal.SetIcon(map[bool]assets.IconName{false: assets.IconEye, true: assets.IconEyeSlash}[w.shown])
	w.hold.SetReady(w.secret != "" && !w.busy)
}

func (w *wipe) typed(text string) {
	w.secret = text
	w.hold.SetReady(text != "")
}

func (w *wipe) toggle() {
	w.shown = !w.shown
	w.write()
	w.app.update()
}

// destroy is called when the button was held to its end.
func (w *wipe) destroy() {
	a, secret := w.app, w.secret
	w.busy = true
	w.write()
	work(a, func(ctx context.Context) (struct{}, error) { return struct{}{}, a.desk.Wipe(ctx, secret) },
		func(_ struct{}, err error) { w.destroyed(err) })
}

func (w *wipe) destroyed(err error) {
	a := w.app
	w.busy, w.secret = false, ""
	switch {
	case errors.Is(err, ErrPassphrase):
		w.write()
		w.field.SetProblem(a.text("lock.wrong"))
		a.update()
	case err != nil:
		a.trouble("wipe", err)
	default:
		a.wiped()
	}
}

// lossCard is what will be lost, or is safe elsewhere.
type lossCard struct {
	card  *widgets.Card
	icon  *widgets.Icon
	title *widgets.Text
	words *widgets.Text

	look   assets.IconName
	tone   widgets.Tone
	detail string
}

func newLossCard(icon assets.IconName, tone widgets.Tone, detail string) lossCard {
	l := lossCard{
		icon: widgets.NewIcon(icon, tone, 40), title: widgets.NewText(theme.Heading, ""), words: widgets.NewText(theme.Label, ""),
		look: icon, tone: tone, detail: detail,
	}
	l.card = widgets.NewCard(tone, widgets.NewRow(20, l.icon, widgets.Middle(widgets.NewColumn(2, l.title, l.words))))
	return l
}

// set says how many there are. Where there are none the card is quiet: nothing is lost.
func (l lossCard) set(a *App, key string, n int) {
	icon, tone, detail := l.look, l.tone, l.detail
	if n == 0 {
		icon, tone, detail = assets.IconCheck, widgets.Quiet, a.text("wipe.nothing_lost")
	}
	l.title.SetText(locale.Capital(a.count(key, n)))
	l.words.SetText(detail)
	l.card.SetTone(tone, false)
	if tone == widgets.Quiet {
		tone = widgets.Ink2
	}
	l.icon.Set(icon, tone)
}
