package main

import (
	"image"
	"image/color"
	"image/draw"
	"path/filepath"
	"testing"
)

// TestAnAlbumGoesOnWhereItWasLeft turns a picture over while the camera is closed.
func TestAnAlbumGoesOnWhereItWasLeft(t *testing.T) {
	dir := t.TempDir()
	for name, shade := range map[string]uint8{"1.png": 40, "2.png": 200} {
		page := image.NewRGBA(image.Rect(0, 0, 64, 48))
		draw.Draw(page, page.Rect, image.NewUniform(color.Gray{shade}), image.Point{}, draw.Src)
		must(t, savePNG(filepath.Join(dir, name), page))
	}
	e := newEye(dir, "")
	defer e.close()
	shown := func() uint8 {
		frame, err := e.Frame(t.Context())
		must(t, err)
		return color.GrayModel.Convert(frame.At(1, 1)).(color.Gray).Y
	}
	first := shown()
	e.close()
	e.next()
	if second := shown(); first != 40 || second != 200 {
		t.Errorf("shades %d and %d", first, second)
	}
}
