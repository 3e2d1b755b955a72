package photo

import (
	"image"

	"golang.org/x/image/draw"
)

// light is what was measured on a part of a picture.
type light struct {
	sharpness float64 // variance of the Laplacian over the variance of luma; no unit
	low, high int     // luma below which 5 % of the pixels lie, and 95 %
	burnt     float64 // share of pixels at burntLuma or above
	mean      float64
}

const burntLuma = 250

// patch cuts a part out of a picture and scales it to the given size.
func patch(img image.Image, part image.Rectangle, width, height int) *image.Gray {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	part = part.Intersect(img.Bounds())
	by := draw.Scaler(draw.BiLinear)
	if part.Dx() > 8*width {
		by = draw.ApproxBiLinear
	}
	by.Scale(out, out.Rect, img, part, draw.Src, nil)
	return luma(out)
}

// measure looks at every pixel of g within r.
func measure(g *image.Gray, r image.Rectangle) light {
	var histogram [256]int
	r = r.Intersect(g.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.Pix[g.PixOffset(r.Min.X, y) : g.PixOffset(r.Max.X-1, y)+1] {
			histogram[v]++
		}
	}
	n := r.Dx() * r.Dy()
	l := light{low: percentile(histogram, n/20), high: percentile(histogram, n-n/20)}
	variance := 0.0
	l.mean, variance = moments(histogram, n)
	l.sharpness = laplacian(g, r) / max(variance, 1)
	burnt := 0
	for _, count := range histogram[burntLuma:] {
		burnt += count
	}
	l.burnt = float64(burnt) / float64(max(n, 1))
	return l
}

// percentile gives the luma of the pixel at a rank.
func percentile(histogram [256]int, rank int) int {
	for v, count := range histogram {
		if rank -= count; rank < 0 {
			return v
		}
	}
	return len(histogram) - 1
}

func moments(histogram [256]int, n int) (mean, variance float64) {
	sum, squares := 0.0, 0.0
	for v, count := range histogram {
		sum += float64(v * count)
		squares += float64(v * v * count)
	}
	mean = sum / float64(max(n, 1))
	return mean, squares/float64(max(n, 1)) - mean*mean
}

// laplacian is the variance of the second derivative (the four-neighbour kernel), which falls as a picture blurs.
func laplacian(g *image.Gray, r image.Rectangle) float64 {
	sum, squares, n := 0, 0, 0
	for y := r.Min.Y + 1; y < r.Max.Y-1; y++ {
		i := g.PixOffset(r.Min.X+1, y)
		for range r.Dx() - 2 {
			p := g.Pix
			v := int(p[i-1]) + int(p[i+1]) + int(p[i-g.Stride]) + int(p[i+g.Stride]) - 4*int(p[i])
			sum += v
			squares += v * v
			n++
			i++
		}
	}
	mean := float64(sum) / float64(max(n, 1))
	return float64(squares)/float64(max(n, 1)) - mean*mean
}
