package photo_test

import (
	"image"
	"image/color"
	"testing"

	"ventanilla/app/photo"
)

func TestTurnGoesClockwise(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3, 2))
	img.SetGray(0, 0, color.Gray{255}) // the mark, at the top left
	for quarters, mark := range []image.Point{{0, 0}, {1, 0}, {2, 1}, {0, 2}, {0, 0}} {
		turned := photo.Turn(img, quarters)
		if r, _, _, _ := turned.At(mark.X, mark.Y).RGBA(); r == 0 {
			t.Errorf("after %d quarters the mark is not at %v of %v", quarters, mark, turned.Bounds())
		}
	}
}
