package receipt_test

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"

	"ventanilla/app/receipt"
)

// TestAQRIsReadAsACameraSeesIt turns, shrinks, blurs, dims and dirties the code of a receipt.
func TestAQRIsReadAsACameraSeesIt(t *testing.T) {
	text := signed(t, sample(t))
	code, err := receipt.QR(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, see := range map[string]func(image.Image) image.Image{
		"straight": func(m image.Image) image.Image { return m },
		"turned":   func(m image.Image) image.Image { return imaging.Rotate(m, 12, color.White) },
		"aside":    func(m image.Image) image.Image { return imaging.Rotate90(m) },
		"soft":     func(m image.Image) image.Image { return imaging.Blur(m, 1) },
		"dim":      func(m image.Image) image.Image { return imaging.AdjustBrightness(imaging.AdjustContrast(m, -50), -20) },
		"dirty":    dirty,
	} {
		frame := image.NewRGBA(image.Rect(0, 0, 640, 480))
		draw.Draw(frame, frame.Bounds(), image.NewUniform(color.Gray{Y: 180}), image.Point{}, draw.Src)
		seen := see(imaging.Fit(code, 400, 400, imaging.Lanczos))
		draw.Draw(frame, seen.Bounds().Add(image.Pt(90, 20)), seen, image.Point{}, draw.Src)
		got, err := receipt.ReadQR(frame)
		if err != nil || got != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// dirty puts specks on a picture.
func dirty(m image.Image) image.Image {
	out := imaging.Clone(m)
	specks := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		x, y := specks.IntN(out.Rect.Dx()), specks.IntN(out.Rect.Dy())
		draw.Draw(out, image.Rect(x, y, x+5, y+5), image.Black, image.Point{}, draw.Src)
	}
	return out
}

func TestAPictureWithoutAQR(t *testing.T) {
	for _, m := range []image.Image{image.NewRGBA(image.Rect(0, 0, 640, 480)), image.NewGray(image.Rect(0, 0, 1, 1)), image.NewGray(image.Rectangle{})} {
		if _, err := receipt.ReadQR(m); !errors.Is(err, receipt.ErrNoQR) {
			t.Errorf("%v: %v", m.Bounds(), err)
		}
	}
}

func FuzzReadQR(f *testing.F) {
	f.Add([]byte{0, 255, 0, 255}, uint8(2))
	f.Fuzz(func(t *testing.T, pixels []byte, width uint8) {
		w := int(width) + 1
		if h := len(pixels) / w; h > 0 && h < 256 {
			_, _ = receipt.ReadQR(&image.Gray{Pix: pixels, Stride: w, Rect: image.Rect(0, 0, w, h)})
		}
	})
}
