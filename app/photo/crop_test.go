package photo_test

import (
	"image"
	"testing"

	"ventanilla/app/intake"
)

func TestCropKeepsAPersonClear(t *testing.T) {
	coach := newCoach(t)
	img := open(t, "testdata/drawn.jpg")
	for name, vary := range map[string]vary{
		"as it is": asItIs, "aside": aside, "leaning": turned(9), "leaning back": turned(-9), "enlarged": enlarged,
		"seen in part": func(img image.Image) image.Image { return img.(subImager).SubImage(image.Rect(40, 40, 700, 900)) },
	} {
		t.Run(name, func(t *testing.T) {
			got := coach.Crop(vary(img))
			size := got.Bounds().Size()
			if size.X > 720 || size.Y > 960 || 3*size.Y-4*size.X > 4 || 4*size.X-3*size.Y > 4 {
				t.Errorf("size %v", size)
			}
			if q := coach.Judge(got, intake.Portrait); !q.Clear || len(q.Findings) > 0 {
				t.Errorf("clear %v, %v", q.Clear, q.Findings)
			}
		})
	}
}

type subImager interface {
	SubImage(image.Rectangle) image.Image
}

func enlarged(img image.Image) image.Image { return shrunk(img, 1100) }

func TestCropLeavesOtherPictures(t *testing.T) {
	coach := newCoach(t)
	for name, vary := range map[string]vary{"twice": twice, "nobody": cropped(0, 0, 100, 12), "upside down": turned(180)} {
		img := vary(open(t, "testdata/drawn.jpg"))
		if got := coach.Crop(img); got != img {
			t.Errorf("%s: cut to %v", name, got.Bounds())
		}
	}
}
