package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture with a coordinate system of its own: scale pixels a unit, from the origin.
type canvas struct {
	*image.RGBA
	scale  float64
	origin image.Point
}

func newCanvas(width, height int, ground color.Color) canvas {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	return canvas{RGBA: img, scale: 1}
}

// at gives the same picture with its origin at x, y and a unit of scale pixels.
func (c canvas) at(x, y int, scale float64) canvas {
	return canvas{c.RGBA, scale, image.Pt(x, y)}
}

func (c canvas) point(x, y float64) (float32, float32) {
	return float32(x*c.scale) + float32(c.origin.X), float32(y*c.scale) + float32(c.origin.Y)
}

// shape fills the closed outline through the points: the first x, y, then three pairs for each Bézier curve.
func (c canvas) shape(ink color.Color, outline ...float64) {
	r := vector.NewRasterizer(c.Rect.Dx(), c.Rect.Dy())
	r.MoveTo(c.point(outline[0], outline[1]))
	for i := 2; i+5 < len(outline); i += 6 {
		bx, by := c.point(outline[i], outline[i+1])
		cx, cy := c.point(outline[i+2], outline[i+3])
		dx, dy := c.point(outline[i+4], outline[i+5])
		r.CubeTo(bx, by, cx, cy, dx, dy)
	}
	r.ClosePath()
	r.Draw(c.RGBA, c.Rect, image.NewUniform(ink), image.Point{})
}

// ellipse fills an ellipse with the half axes rx, ry around x, y.
func (c canvas) ellipse(ink color.Color, x, y, rx, ry float64) {
	const k = 0.5523 // four Bézier curves with this reach come within 0.03 % of a circle
	c.shape(ink, x+rx, y,
		x+rx, y+k*ry, x+k*rx, y+ry, x, y+ry,
		x-k*rx, y+ry, x-rx, y+k*ry, x-rx, y,
		x-rx, y-k*ry, x-k*rx, y-ry, x, y-ry,
		x+k*rx, y-ry, x+rx, y-k*ry, x+rx, y)
}

// box fills an upright rectangle.
func (c canvas) box(ink color.Color, x, y, width, height float64) {
	left, top := c.point(x, y)
	right, bottom := c.point(x+width, y+height)
	draw.Draw(c.RGBA, image.Rect(int(left), int(top), int(right), int(bottom)), image.NewUniform(ink), image.Point{}, draw.Over)
}

// shade lays a soft ellipse of ink over the picture, strongest in its middle.
func (c canvas) shade(ink color.NRGBA, x, y, rx, ry float64) {
	cx, cy := c.point(x, y)
	half := image.Pt(int(rx*c.scale)+1, int(ry*c.scale)+1)
	middle := image.Pt(int(cx), int(cy))
	area := image.Rectangle{middle.Sub(half), middle.Add(half)}.Intersect(c.Rect)
	for py := area.Min.Y; py < area.Max.Y; py++ {
		for px := area.Min.X; px < area.Max.X; px++ {
			far := math.Hypot((float64(px)-float64(cx))/(rx*c.scale), (float64(py)-float64(cy))/(ry*c.scale))
			if far < 1 {
				soft := ink
				soft.A = uint8(float64(ink.A) * (1 - far*far) * (1 - far*far))
				draw.Draw(c.RGBA, image.Rect(px, py, px+1, py+1), image.NewUniform(soft), image.Point{}, draw.Over)
			}
		}
	}
}

// text writes one line with its left foot at x, y, size units high.
func (c canvas) text(f *opentype.Font, ink color.Color, x, y, size float64, line string) {
	made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size * c.scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // only a size of zero
	}
	left, foot := c.point(x, y)
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(ink), Face: made, Dot: fixed.P(int(left), int(foot))}
	d.DrawString(line)
}
