package photo_test

import (
	"image"
	"image/color"
	"math"
	"os"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"

	"ventanilla/app/photo"
	"ventanilla/assets"
)

func open(t testing.TB, path string) image.Image {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := photo.Decode(file)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

func newCoach(t testing.TB) *photo.Coach {
	t.Helper()
	coach, err := photo.NewCoach(assets.CascadeFaces(), assets.CascadePupils())
	if err != nil {
		t.Fatal(err)
	}
	return coach
}

// vary makes a worse picture, or only another one.
type vary func(image.Image) image.Image

func asItIs(img image.Image) image.Image { return img }

func blurred(sigma float64) vary {
	return func(img image.Image) image.Image { return imaging.Blur(img, sigma) }
}

func turned(degrees float64) vary {
	return func(img image.Image) image.Image {
		return imaging.Rotate(img, degrees, color.NRGBA{0x80, 0x80, 0x80, 0xff})
	}
}

// times makes every pixel so much brighter, as a longer exposure would.
func times(factor float64) vary {
	return func(img image.Image) image.Image {
		return imaging.AdjustFunc(img, func(c color.NRGBA) color.NRGBA {
			part := func(v uint8) uint8 { return uint8(min(255, float64(v)*factor)) }
			return color.NRGBA{part(c.R), part(c.G), part(c.B), c.A}
		})
	}
}

// flat takes contrast away, as fog on the lens does.
func flat(img image.Image) image.Image { return imaging.AdjustContrast(img, -85) }

// cropped keeps a part, given in hundredths of the sides.
func cropped(left, top, right, bottom int) vary {
	return func(img image.Image) image.Image {
		b := img.Bounds()
		return imaging.Crop(img, image.Rect(b.Dx()*left/100, b.Dy()*top/100, b.Dx()*right/100, b.Dy()*bottom/100))
	}
}

// away puts the picture, scaled down, on a larger ground.
func away(share float64) vary {
	return func(img image.Image) image.Image {
		b := img.Bounds()
		small := imaging.Resize(img, int(float64(b.Dx())*share), 0, imaging.Linear)
		return imaging.PasteCenter(imaging.New(b.Dx(), b.Dy(), img.At(b.Min.X+2, b.Min.Y+2)), small)
	}
}

// twice puts the picture beside itself.
func twice(img image.Image) image.Image {
	b := img.Bounds()
	both := imaging.Paste(imaging.New(2*b.Dx(), b.Dy(), color.Black), img, image.Point{})
	return imaging.Paste(both, img, image.Pt(b.Dx(), 0))
}

// aside puts the picture at the left of a ground twice as wide.
func aside(img image.Image) image.Image {
	b := img.Bounds()
	return imaging.Paste(imaging.New(2*b.Dx(), b.Dy(), img.At(b.Min.X+2, b.Min.Y+2)), img, image.Point{})
}

// spot lays a light of the given radius over the picture; middle and radius are shares of its width and height.
func spot(x, y, radius float64) vary {
	return func(img image.Image) image.Image {
		out := imaging.Clone(img)
		size := out.Rect.Size()
		for py := range size.Y {
			for px := range size.X {
				far := math.Hypot(float64(px)/float64(size.X)-x, (float64(py)/float64(size.Y)-y)*float64(size.Y)/float64(size.X)) / radius
				if far < 1.3 {
					light := color.NRGBA{0xff, 0xff, 0xff, uint8(255 * min(1, max(0, (1.3-far)/0.3)))}
					draw.Draw(out, image.Rect(px, py, px+1, py+1), image.NewUniform(light), image.Point{}, draw.Over)
				}
			}
		}
		return out
	}
}

// backlit leaves the person in the dark before a bright wall.
func backlit(img image.Image) image.Image {
	out := imaging.Clone(img)
	size := out.Rect.Size()
	for y := range size.Y {
		for x := range size.X {
			c, in := out.NRGBAAt(x, y), math.Hypot(float64(x)/float64(size.X)-0.5, float64(y)/float64(size.Y)-0.45) < 0.3
			factor := 0.3
			if !in {
				factor, c = 1, color.NRGBA{0xf0, 0xf0, 0xf0, 0xff}
			}
			out.SetNRGBA(x, y, color.NRGBA{uint8(float64(c.R) * factor), uint8(float64(c.G) * factor), uint8(float64(c.B) * factor), 0xff})
		}
	}
	return out
}

// covered lays a dark bar over the part between two heights, given as shares.
func covered(from, to float64) vary {
	return func(img image.Image) image.Image {
		out := imaging.Clone(img)
		height := float64(out.Rect.Dy())
		bar := image.Rect(out.Rect.Dx()/4, int(from*height), out.Rect.Dx()*3/4, int(to*height))
		draw.Draw(out, bar, image.NewUniform(color.NRGBA{0x20, 0x22, 0x28, 0xff}), image.Point{}, draw.Src)
		return out
	}
}
