package photo

import (
	"image"
	"slices"

	"golang.org/x/image/draw"
)

// What a clear picture of a document is. Bounds that come in pairs mean what they mean for portraits.
const (
	legiblePixels             = 600  // on the long side: a card of 86 mm that fills it has letters of 2.5 mm 17 pixels high
	pageSide                  = 1000 // pixels to which a page is scaled before it is measured
	tilesAcross, tilesDown    = 10, 8
	tileContrast              = 40 // between the dark and the light of a part that has something on it
	sharpPage, softPage       = 0.30, 0.12
	spotShare, spotShareGrave = 0.008, 0.03 // of the page, burnt out
	gridAcross, gridDown      = 64, 48      // cells in which surroundings and spots are looked for
	foreign                   = 48          // of 255, by which a cell's colour differs from the surroundings
	cutShare                  = 0.5         // of a side that is not surroundings: the document goes on beyond it
	smallShare                = 0.5         // of the width and the height that a document should take up
)

// document lists the flaws of a picture of a paper that lies, or is held, before something else.
func document(img image.Image) []flaw {
	page := pageOf(img)
	if dark(page) {
		return []flaw{{Dark, true}} // more cannot be seen
	}
	var flaws []flaw
	if size := img.Bounds().Size(); max(size.X, size.Y) < legiblePixels {
		flaws = append(flaws, flaw{TooSmall, true})
	}
	grid := gridOf(img)
	switch {
	case grid.cut():
		flaws = append(flaws, flaw{CutOff, true})
	case grid.far():
		flaws = append(flaws, flaw{TooFar, false})
	}
	if spots := grid.spots(page); spots > spotShare {
		flaws = append(flaws, flaw{Glare, spots > spotShareGrave})
	}
	return append(flaws, legible(page)...)
}

// anything lists the flaws of a picture of which only light and sharpness can be judged.
func anything(img image.Image) []flaw {
	page := pageOf(img)
	if dark(page) {
		return []flaw{{Dark, true}}
	}
	return legible(page)
}

// dark reports whether a page shows too little for want of light.
func dark(page *image.Gray) bool {
	whole := measure(page, page.Rect)
	return whole.high < brightEnough || whole.high-whole.low < contrast
}

// pageOf gives the luma of a picture on at most pageSide pixels, with as little aliasing as blur.
func pageOf(img image.Image) *image.Gray {
	return luma(resize(img, target{long: pageSide, short: pageSide}.fit(img.Bounds().Size())))
}

// legible judges whether what is on a page is sharp: the sharper quarter of the parts that have something on them must be.
func legible(page *image.Gray) []flaw {
	var sharpness []float64
	for tile := range tiles(page.Rect, tilesAcross, tilesDown) {
		if l := measure(page, tile); l.high-l.low >= tileContrast {
			sharpness = append(sharpness, l.sharpness)
		}
	}
	slices.Sort(sharpness)
	if n := len(sharpness); n == 0 || sharpness[n*3/4] < sharpPage {
		return []flaw{{Blurred, n == 0 || sharpness[n*3/4] < softPage}}
	}
	return nil
}

// tiles cuts a rectangle into equal parts, row by row.
func tiles(r image.Rectangle, across, down int) func(func(image.Rectangle) bool) {
	return func(yield func(image.Rectangle) bool) {
		for i := range across * down {
			x, y := i%across, i/across
			tile := image.Rect(r.Dx()*x/across, r.Dy()*y/down, r.Dx()*(x+1)/across, r.Dy()*(y+1)/down)
			if !yield(tile.Add(r.Min)) {
				return
			}
		}
	}
}

// grid is a picture in a few coarse cells, and the colour that surrounds the document.
type grid struct {
	*image.RGBA
	ground [3]uint8
}

func gridOf(img image.Image) grid {
	coarse := scaled(draw.ApproxBiLinear, img, image.Pt(8*gridAcross, 8*gridDown))
	g := grid{RGBA: scaled(draw.BiLinear, coarse, image.Pt(gridAcross, gridDown))}
	for channel := range g.ground {
		var values []uint8
		for _, side := range g.sides() {
			for _, p := range side {
				values = append(values, g.Pix[g.PixOffset(p.X, p.Y)+channel])
			}
		}
		slices.Sort(values)
		g.ground[channel] = values[len(values)/2]
	}
	return g
}

// sides lists the cells at the left, right, upper and lower border.
func (g grid) sides() [4][]image.Point {
	var sides [4][]image.Point
	for y := range gridDown {
		sides[0] = append(sides[0], image.Pt(0, y))
		sides[1] = append(sides[1], image.Pt(gridAcross-1, y))
	}
	for x := range gridAcross {
		sides[2] = append(sides[2], image.Pt(x, 0))
		sides[3] = append(sides[3], image.Pt(x, gridDown-1))
	}
	return sides
}

// strange reports whether a cell is not what surrounds the document.
func (g grid) strange(p image.Point) bool {
	cell := g.Pix[g.PixOffset(p.X, p.Y):]
	for channel, ground := range g.ground {
		if max(cell[channel], ground)-min(cell[channel], ground) > foreign {
			return true
		}
	}
	return false
}

// cut reports whether the document reaches beyond a side. A hand that holds it may.
func (g grid) cut() bool {
	for _, side := range g.sides() {
		strange := 0
		for _, p := range side {
			if g.strange(p) {
				strange++
			}
		}
		if float64(strange) > cutShare*float64(len(side)) {
			return true
		}
	}
	return false
}

// far reports whether the document takes up too little of the picture.
func (g grid) far() bool {
	var extent image.Rectangle
	for cell := range tiles(g.Rect, gridAcross, gridDown) {
		if g.strange(cell.Min) {
			extent = extent.Union(cell)
		}
	}
	return float64(extent.Dx()) < smallShare*gridAcross && float64(extent.Dy()) < smallShare*gridDown
}

// spots is the share of the cells in which nothing can be read for light. Where the surroundings are as white, as in a
// scan, white is no spot.
func (g grid) spots(page *image.Gray) float64 {
	if min(g.ground[0], g.ground[1], g.ground[2]) >= burntLuma-foreign/2 {
		return 0
	}
	burnt := 0
	for cell := range tiles(page.Rect, gridAcross, gridDown) {
		if measure(page, cell).burnt > 0.9 {
			burnt++
		}
	}
	return float64(burnt) / (gridAcross * gridDown)
}
