package photo

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// How a portrait is cut: shares of its width.
const (
	faceShare = 0.44 // of the box around the face
	lowered   = 0.1  // by which the face lies above the middle
)

// Crop cuts a portrait out of a picture with one face: upright, 3:4, the head in its upper middle, as identity photos are.
// Without a single face it gives back the picture as it is. It never enlarges, and stays inside the picture except for the
// corners of one that had to be turned, which are white.
func (c *Coach) Crop(img image.Image) image.Image {
	g := greyOf(img, searchSide)
	heads := c.heads(g)
	if len(heads) != 1 {
		return img
	}
	h, size := heads[0], img.Bounds().Size()
	width := min(float64(h.box.Dx())*g.scale/faceShare, float64(size.X), float64(size.Y)*3/4)
	height := width * 4 / 3
	x := between(width/2, float64(h.middle().X)*g.scale, float64(size.X)-width/2)
	y := between(height/2, float64(h.middle().Y)*g.scale+lowered*width, float64(size.Y)-height/2)
	scale := min(1, float64(portraitTarget.short)/width)
	out := image.NewRGBA(image.Rect(0, 0, int(width*scale), int(height*scale)))
	turn := 0.0
	if lean := math.Abs(h.roll()); lean > leanDegrees && lean <= tiltedDegrees {
		turn = -h.roll()
	}
	cut(out, img, f64.Vec2{x + float64(img.Bounds().Min.X), y + float64(img.Bounds().Min.Y)}, scale, turn)
	return out
}

func between(low, v, high float64) float64 { return max(low, min(v, high)) }

// cut fills out with what lies around middle, scaled, and turned clockwise by so many degrees.
func cut(out *image.RGBA, img image.Image, middle f64.Vec2, scale, degrees float64) {
	turn := degrees * math.Pi / 180
	sin, cos := scale*math.Sin(turn), scale*math.Cos(turn)
	x, y := float64(out.Rect.Dx())/2, float64(out.Rect.Dy())/2
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.BiLinear.Transform(out, f64.Aff3{
		cos, -sin, x - cos*middle[0] + sin*middle[1],
		sin, cos, y - sin*middle[0] - cos*middle[1],
	}, img, img.Bounds(), draw.Over, nil)
}
