package photo

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"

	"ventanilla/app/intake"
)

// target is what a stored photo of a kind may measure: the long and the short side in pixels, and the size in bytes.
type target struct {
	long, short int
	bytes       int
}

var (
	portraitTarget = target{long: 960, short: 720, bytes: 100_000}
	documentTarget = target{long: 1600, short: 1600, bytes: 200_000}
)

func targetOf(kind intake.PhotoKind) target {
	if kind == intake.Portrait {
		return portraitTarget
	}
	return documentTarget
}

// The qualities of JPEG that are tried, best first.
const (
	bestQuality  = 90
	worstQuality = 40
	qualityStep  = 5
)

// ErrEmpty is a picture without pixels.
var ErrEmpty = errors.New("picture without pixels")

// Shrink makes the JPEG that is stored and sent: a portrait of at most 720×960 pixels (or 960×720) and 100,000 bytes,
// anything else of at most 1600 pixels on its long side and 200,000 bytes. It lowers the quality as far as the bytes ask
// for, and the size only where that is not enough. A picture is never enlarged. Nothing is kept of the file that the
// picture came from: no place, no time, no device. Error: [ErrEmpty].
func Shrink(img image.Image, kind intake.PhotoKind) ([]byte, error) {
	t := targetOf(kind)
	size := t.fit(img.Bounds().Size())
	if size.X < 1 || size.Y < 1 {
		return nil, ErrEmpty
	}
	small := resize(img, size)
	for {
		data, err := encode(small, t.bytes)
		if err != nil {
			return nil, fmt.Errorf("encode photo: %w", err)
		}
		if len(data) <= t.bytes || small.Rect.Dx() < 64 || small.Rect.Dy() < 64 {
			return data, nil
		}
		small = resize(small, small.Rect.Size().Mul(4).Div(5))
	}
}

// fit gives the size that a picture gets within the target.
func (t target) fit(size image.Point) image.Point {
	if size.X <= 0 || size.Y <= 0 {
		return image.Point{}
	}
	width, height := t.long, t.short
	if size.Y > size.X {
		width, height = t.short, t.long
	}
	scale := min(1, float64(width)/float64(size.X), float64(height)/float64(size.Y))
	return image.Pt(max(1, int(float64(size.X)*scale+0.5)), max(1, int(float64(size.Y)*scale+0.5)))
}

// encode finds the best quality that stays within limit, or the worst if none does.
func encode(img image.Image, limit int) ([]byte, error) {
	var best []byte
	low, high := 0, (bestQuality-worstQuality)/qualityStep
	for low <= high {
		step := (low + high) / 2
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: worstQuality + step*qualityStep}); err != nil {
			return nil, err
		}
		if buf.Len() <= limit || step == 0 {
			best = buf.Bytes()
		}
		if buf.Len() <= limit {
			low = step + 1
		} else {
			high = step - 1
		}
	}
	return best, nil
}

// resize scales a picture over white. From a large one it goes in two steps: a good filter over every pixel of twelve
// million would take half a second.
func resize(img image.Image, size image.Point) *image.RGBA {
	from := img.Bounds()
	if from.Dx() > 2*size.X && from.Dy() > 2*size.Y {
		img = scaled(draw.ApproxBiLinear, img, size.Mul(3).Div(2))
	}
	if img.Bounds().Size() != size {
		img = imaging.Resize(img, size.X, size.Y, imaging.CatmullRom) // package draw's takes 32 bytes for a pixel
	}
	return scaled(draw.NearestNeighbor, img, size)
}

func scaled(by draw.Scaler, img image.Image, size image.Point) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: size})
	op := draw.Src
	if !opaque(img) {
		draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		op = draw.Over
	}
	by.Scale(out, out.Rect, img, img.Bounds(), op, nil)
	return out
}

// opaque reports whether nothing shines through a picture.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}
