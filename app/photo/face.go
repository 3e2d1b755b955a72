package photo

import (
	"image"
	"math"
	"slices"

	pigo "github.com/esimov/pigo/core"
	"golang.org/x/image/draw"
)

// How faces are looked for. Scores are pigo's Q, summed over the windows that overlap on a face.
const (
	searchSide  = 640  // pixels on the long side of the picture that is searched
	smallest    = 0.09 // of the long side: a face that is smaller is nobody's portrait
	windowShift = 0.1  // of a window's size, between neighbours
	windowScale = 1.1  // from one size of windows to the next
	sameFace    = 0.2  // intersection over union from which windows are one face
	surelyFace  = 40   // a face seen from the front
	maybeFace   = 20   // a face; nothing else reached 10 where it was tried
	nested      = 0.25 // of the smaller box: what overlaps a stronger one so far is a part of it
)

// head is a face in a picture: a square around it, and its pupils, all in pixels of the picture that was searched.
type head struct {
	box         image.Rectangle
	score       float64
	left, right image.Point // pupils as they lie in the picture
}

// pupilDistance is what tells how near a person is.
func (h head) pupilDistance() float64 {
	return math.Hypot(float64(h.right.X-h.left.X), float64(h.right.Y-h.left.Y))
}

// roll is how far the head leans, in degrees, positive if clockwise.
func (h head) roll() float64 {
	return math.Atan2(float64(h.right.Y-h.left.Y), float64(h.right.X-h.left.X)) * 180 / math.Pi
}

func (h head) middle() image.Point {
	return h.box.Min.Add(h.box.Max).Div(2)
}

// grey is a picture for searching: its luma on at most searchSide pixels, and how many pixels of the picture one is.
type grey struct {
	*image.Gray
	scale float64
}

func greyOf(img image.Image, side int) grey {
	size := img.Bounds().Size()
	scale := max(1, float64(max(size.X, size.Y))/float64(side))
	small := image.Pt(max(1, int(float64(size.X)/scale)), max(1, int(float64(size.Y)/scale)))
	return grey{luma(scaled(draw.ApproxBiLinear, img, small)), scale}
}

// luma drops the colours of a picture (ITU-R BT.601).
func luma(img *image.RGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	for i := range out.Pix {
		p := img.Pix[4*i : 4*i+3 : 4*i+3]
		out.Pix[i] = uint8((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000)
	}
	return out
}

// heads finds the faces of a picture, the strongest first.
func (c *Coach) heads(g grey) []head {
	size := g.Rect.Size()
	found := c.faces.ClusterDetections(c.faces.RunCascade(pigo.CascadeParams{
		MinSize: max(24, int(smallest*float64(max(size.X, size.Y)))), MaxSize: min(size.X, size.Y),
		ShiftFactor: windowShift, ScaleFactor: windowScale, ImageParams: params(g.Gray),
	}, 0), sameFace)
	slices.SortFunc(found, func(a, b pigo.Detection) int { return int(1000 * (b.Q - a.Q)) })
	var heads []head
	for _, d := range found {
		h := head{box: square(d), score: float64(d.Q)}
		if d.Q >= maybeFace && !slices.ContainsFunc(heads, func(other head) bool { return partOf(h.box, other.box) }) {
			c.findPupils(g.Gray, d, &h)
			heads = append(heads, h)
		}
	}
	return heads
}

func params(g *image.Gray) pigo.ImageParams {
	return pigo.ImageParams{Pixels: g.Pix, Rows: g.Rect.Dy(), Cols: g.Rect.Dx(), Dim: g.Stride}
}

func square(d pigo.Detection) image.Rectangle {
	half := d.Scale / 2
	return image.Rect(d.Col-half, d.Row-half, d.Col+half, d.Row+half)
}

// partOf reports whether two boxes overlap by more than nested of the smaller one.
func partOf(a, b image.Rectangle) bool {
	both := a.Intersect(b)
	smaller := min(a.Dx(), b.Dx())
	return float64(both.Dx()*both.Dy()) > nested*float64(smaller*smaller)
}

// findPupils looks where pupils lie in a box that pigo found; the shares are those of its authors.
func (c *Coach) findPupils(g *image.Gray, d pigo.Detection, h *head) {
	const (
		above    = 0.085 // of the box, from its middle
		aside    = 0.185
		eye      = 0.4
		attempts = 63 // from as many places nearby, of which the median counts
	)
	size := float64(d.Scale)
	look := func(side float64) image.Point {
		start := pigo.Puploc{
			Row: d.Row - int(above*size), Col: d.Col + int(side*aside*size),
			Scale: float32(eye * size), Perturbs: attempts,
		}
		p := c.pupils.RunDetector(start, params(g), 0, side > 0)
		return image.Pt(p.Col, p.Row)
	}
	h.left, h.right = look(-1), look(1)
}

// leaning reports whether there is a face in a picture that heads finds none in because it is not upright. Angles are in
// 1/32 of a turn, as pigo steps them.
func (c *Coach) leaning(g grey) bool {
	const side = 320
	size := g.Rect.Size()
	scale := float64(side) / float64(max(size.X, size.Y))
	canvas := image.NewGray(image.Rect(0, 0, side, side)) // a square, because pigo mixes up rows and columns of others
	inner := image.Rect(0, 0, int(float64(size.X)*scale), int(float64(size.Y)*scale))
	draw.ApproxBiLinear.Scale(canvas, inner, g.Gray, g.Rect, draw.Src, nil)
	for _, angle := range []float64{2, 30, 4, 28, 8, 24, 16} {
		found := c.faces.RunCascade(pigo.CascadeParams{
			MinSize: side / 8, MaxSize: side, ShiftFactor: windowShift, ScaleFactor: windowScale, ImageParams: params(canvas),
		}, angle/32)
		for _, d := range c.faces.ClusterDetections(found, sameFace) {
			if d.Q >= maybeFace {
				return true
			}
		}
	}
	return false
}
