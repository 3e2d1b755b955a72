package photo

import (
	"image"
	"math"
	"slices"
)

// What a clear portrait is: from the first bound of a pair on it could be better, from the second it will not do. Mean
// brightness is no measure: it would refuse dark skin.
const (
	nearPixels, farPixels       = 90, 60     // between the pupils
	leanDegrees, tiltedDegrees  = 5.0, 15.0  // of the head; what is between is turned upright when the portrait is cut
	turnedShare, awayShare      = 0.12, 0.25 // of the box, by which the pupils are off its middle line
	sharp, soft                 = 0.05, 0.02
	faceSide                    = 192 // pixels to which a face is scaled before it is measured
	brightEnough, contrast      = 90, 50
	glareShare, glareShareGrave = 0.02, 0.07
	burntShare                  = 0.25 // from here on it is no spot: there is too much light
	asideShare                  = 0.22 // of the width, by which a face may be off the middle
	behindLuma                  = 60   // by which what is around a face may outshine it
)

// portrait lists the flaws of a picture of a person.
func (c *Coach) portrait(img image.Image) []flaw {
	g := greyOf(img, searchSide)
	heads := c.heads(g)
	switch {
	case len(heads) == 0:
		return c.without(g)
	case len(heads) > 1:
		return []flaw{{TwoFaces, true}}
	}
	h := heads[0]
	return slices.Concat(place(g, h), pose(h), lit(img, g, h))
}

// without lists the flaws of a picture that shows no face, as far as they may be why.
func (c *Coach) without(g grey) []flaw {
	if c.leaning(g) {
		return []flaw{{Tilted, true}}
	}
	return append(exposed(measure(g.Gray, g.Rect)), flaw{NoFace, true})
}

// place judges where a face lies and how large it is.
func place(g grey, h head) []flaw {
	var flaws []flaw
	if near := h.pupilDistance() * g.scale; near < nearPixels {
		flaws = append(flaws, flaw{TooFar, near < farPixels})
	}
	aside := math.Abs(float64(h.middle().X) - float64(g.Rect.Dx())/2)
	switch {
	case !whole(h).In(g.Rect):
		flaws = append(flaws, flaw{CutOff, true})
	case aside > asideShare*float64(g.Rect.Dx()):
		flaws = append(flaws, flaw{OffCentre, false})
	}
	return flaws
}

// whole is the part of a head that a portrait must show: pigo's box ends at the brows' upper side and the chin.
func whole(h head) image.Rectangle {
	size := h.box.Dx()
	return image.Rect(h.box.Min.X, h.box.Min.Y-size/10, h.box.Max.X, h.box.Max.Y)
}

// pose judges how the head is held. A head that leans looks less like a face to the cascade, and is none the worse for it.
func pose(h head) []flaw {
	if lean := math.Abs(h.roll()); lean > leanDegrees {
		return []flaw{{Tilted, lean > tiltedDegrees}}
	}
	off := math.Abs(float64(h.left.X+h.right.X)/2-float64(h.middle().X)) / float64(h.box.Dx())
	if h.score < surelyFace || off > turnedShare {
		return []flaw{{FaceUnclear, h.score < surelyFace || off > awayShare}}
	}
	return nil
}

// lit judges the light on a face and whether it is sharp, in the full resolution of the picture.
func lit(img image.Image, g grey, h head) []flaw {
	box := image.Rect(
		int(float64(h.box.Min.X)*g.scale), int(float64(h.box.Min.Y)*g.scale),
		int(float64(h.box.Max.X)*g.scale), int(float64(h.box.Max.Y)*g.scale)).Add(img.Bounds().Min)
	face := patch(img, box, faceSide, faceSide)
	l := measure(face, face.Rect)
	flaws := exposed(l)
	if around := measure(g.Gray, g.Rect); around.mean > l.mean+behindLuma {
		for i := range flaws {
			if flaws[i].finding == Dark {
				flaws[i].finding = Backlit
			}
		}
	}
	if l.sharpness < sharp {
		flaws = append(flaws, flaw{Blurred, l.sharpness < soft})
	}
	return flaws
}

// exposed judges the light on a face, or on a whole picture.
func exposed(l light) []flaw {
	var flaws []flaw
	switch {
	case l.burnt > burntShare:
		flaws = append(flaws, flaw{TooBright, true})
	case l.burnt > glareShare:
		flaws = append(flaws, flaw{Glare, l.burnt > glareShareGrave})
	}
	if l.high < brightEnough || l.high-l.low < contrast {
		flaws = append(flaws, flaw{Dark, true})
	}
	return flaws
}
