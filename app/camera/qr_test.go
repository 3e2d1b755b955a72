package camera_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/skip2/go-qrcode"

	"ventanilla/app/camera"
)

func TestReadQR(t *testing.T) {
	const text = "54bc 6c35 4c3a 3ac6 22e7 1a2b 0d9f 77c0 b1a4 9e03"
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	frame := image.NewGray(image.Rect(0, 0, 640, 480))
	draw.Draw(frame, frame.Bounds(), image.NewUniform(color.Gray{Y: 90}), image.Point{}, draw.Src)
	draw.Draw(frame, image.Rect(200, 100, 460, 360), code.Image(260), image.Point{}, draw.Src)
	if got, ok := camera.ReadQR(frame); !ok || got != text {
		t.Errorf("read %q, %v", got, ok)
	}
	if got, ok := camera.ReadQR(image.NewGray(image.Rect(0, 0, 640, 480))); ok {
		t.Errorf("read %q where nothing is", got)
	}
}

// FuzzReadQR wants no picture to stop the program.
func FuzzReadQR(f *testing.F) {
	f.Add(uint8(20), uint8(20), []byte{0, 255, 7})
	f.Add(uint8(0), uint8(0), []byte{})
	f.Fuzz(func(_ *testing.T, w, h uint8, pixels []byte) {
		frame := image.NewGray(image.Rect(0, 0, int(w), int(h)))
		copy(frame.Pix, pixels)
		camera.ReadQR(frame)
	})
}
