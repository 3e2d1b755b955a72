package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// wipeNow is the second half of the gesture that destroys everything without a passphrase, where the site has agreed on it:
// ten seconds on the mark of the lock screen, at its top left, and five more on the button of this screen, at its bottom
// right.
type wipeNow struct {
	app  *App
	hold *widgets.HeldButton
}

func (w *wipeNow) id() string { return "wipe.now" }

// barButtons keeps the bar empty: nobody has unlocked.
func (w *wipeNow) barButtons() []fyne.CanvasObject { return nil }

func (w *wipeNow) build() *widgets.Page {
	a := w.app
	keep := widgets.NewButton("keep", widgets.Equal, a.text("wipe.keep"), a.lock).WithIcon(assets.IconArrowLeft)
	w.hold = widgets.NewHeldButton("wipe.hold", a.text("wipe.hold"), func(seconds int) string {
		return a.count("wipe.holding", seconds)
	}, w.destroy)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("wipe.title"), a.text("wipe.subtitle")).
			WithLead(widgets.NewIcon(assets.IconWarningOctagon, widgets.Bad, 64)),
		Body: widgets.NewColumn(16,
			widgets.NewBanner(assets.IconWarningOctagon, widgets.Bad, a.text("wipe.now_all")),
			widgets.NewText(theme.Body, a.text("wipe.hold_how", "n", 5))),
		Left:  []fyne.CanvasObject{keep},
		Right: []fyne.CanvasObject{w.hold},
	}
}

func (w *wipeNow) refresh() {}

// destroy is called when the button was held to its end.
func (w *wipeNow) destroy() {
	a := w.app
	w.hold.SetReady(false)
	work(a, func(ctx context.Context) (bool, error) { return true, a.WipeNow(ctx) }, func(_ bool, err error) {
		if err != nil {
			a.trouble("wipe", err)
			return
		}
		a.wiped()
	})
}

// wiped says that all is gone, and begins anew where a kiosk can be made.
func (a *App) wiped() {
	leave := a.window.Close
	if a.Founder != nil {
		a.begunAnew()
		leave = a.frame.HideDialog
	}
	done := widgets.NewButton("done", widgets.Secondary, a.text("action.close"), leave)
	a.frame.ShowDialog(widgets.NewDialog(a.text("wipe.done"), widgets.NewBody(a.text("wipe.tell_office")), done))
}

// openGesture says what the gesture is, and lets a supervisor agree to it or not.
func (w *wipe) openGesture() {
	a := w.app
	allowed := a.Kiosk.Site().Gesture
	key, icon := "wipe.gesture_allow", assets.IconCheck
	if allowed {
		key, icon = "wipe.gesture_forbid", assets.IconProhibit
	}
	change := widgets.NewButton("wipe.gesture.change", widgets.Equal, a.text(key), func() {
		a.frame.HideDialog()
		work(a, func(ctx context.Context) (bool, error) { return true, a.desk.AllowGesture(ctx, !allowed) }, func(_ bool, err error) {
			if err != nil {
				a.trouble("change gesture", err)
			}
		})
	}).WithIcon(icon)
	a.frame.ShowDialog(widgets.NewDialog(a.text("wipe.gesture"), widgets.NewBody(a.text("wipe.gesture_how")), a.closeButton(), change))
}
