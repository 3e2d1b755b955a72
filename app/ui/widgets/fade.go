package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
)

// fadeTime is how long a page takes to come.
const fadeTime = 120 * time.Millisecond

// fade lets a page come out of the pane's colour, unless less motion is wanted.
func (f *Frame) fade() {
	th := theme.Current()
	ground := th.Tokens().Pane
	if f.page.Bare || f.page.Whole {
		ground = th.Tokens().Counter
	}
	if f.unveil != nil {
		f.unveil.Stop()
	}
	f.veil.Hidden = true
	if th.Look().Calm {
		return
	}
	const first = 180 // of 255: what was tapped is answered by the first picture
	f.unveil = fyne.NewAnimation(fadeTime, func(done float32) {
		ground.A = uint8(first * (1 - done))
		f.veil.FillColor, f.veil.Hidden = ground, done >= 1
		canvas.Refresh(&f.veil)
	})
	f.unveil.Start()
}
