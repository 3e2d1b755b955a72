package theme_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

func TestDrawnInThePixelsAskedFor(t *testing.T) {
	test.NewTempApp(t)
	th := theme.New(theme.Look{})
	k := th.Tokens()
	for name, d := range map[string]theme.Drawing{"icon": theme.Icon(assets.IconCheck, k.Good), "sign": theme.Mark(k.Action, k.Maize)} {
		t.Run(name, func(t *testing.T) {
			for side, want := range map[int]int{0: 0, 20: 20, 33: 34, 180: 180} {
				if got := th.Draw(d, side).Bounds(); got != image.Rect(0, 0, want, want) {
					t.Errorf("%d pixels were drawn as %v", side, got)
				}
			}
			if !shows(th.Draw(d, 64), k) {
				t.Error("nothing is drawn in a colour of the drawing")
			}
		})
	}
}

// shows reports whether a picture has a pixel in the colour of the check or of the sign's arch.
func shows(drawn *image.RGBA, k theme.Tokens) bool {
	for i := 0; i < len(drawn.Pix); i += 4 {
		p := drawn.Pix[i : i+4 : i+4]
		if c := (color.NRGBA{p[0], p[1], p[2], p[3]}); c == k.Good || c == k.Action {
			return true
		}
	}
	return false
}

func TestDrawnOnceAndNotForEver(t *testing.T) {
	test.NewTempApp(t)
	th := theme.New(theme.Look{})
	ink := color.NRGBA{A: 255}
	first := th.Draw(theme.Icon(assets.IconCheck, ink), 20)
	if th.Draw(theme.Icon(assets.IconCheck, ink), 20) != first {
		t.Error("the same drawing was drawn twice")
	}
	for i := range 600 { // more than any look of ours has
		th.Draw(theme.Icon(assets.IconX, color.NRGBA{R: uint8(i), G: uint8(i >> 8), A: 255}), 2)
	}
	if th.Draw(theme.Icon(assets.IconCheck, ink), 20) == first {
		t.Error("all that was ever drawn is kept")
	}
}
