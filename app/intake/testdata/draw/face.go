package main

import (
	"image"
	"image/color"
	"math"

	"ventanilla/app/intake"
)

// face says how an invented person looks.
type face struct {
	skin, hair, cloth, ground color.NRGBA
	wide                      float64 // of the head, 1 is usual
	long, curly, scarf, beard bool
	bald, glasses             bool
}

var (
	skins  = []color.NRGBA{rgb(0x9c6744), rgb(0xc68f65), rgb(0x6b432c), rgb(0xb57c55), rgb(0xd6a47e), rgb(0x573626), rgb(0x7f5236)}
	hairs  = []color.NRGBA{rgb(0x221a19), rgb(0x2f211b), rgb(0x14100f), rgb(0x4a3326), rgb(0x6f4c32)}
	cloths = []color.NRGBA{rgb(0x406c72), rgb(0x7c3a4b), rgb(0x3d4a5c), rgb(0xb08a3a), rgb(0x5c6f45), rgb(0x8a8178), rgb(0x3b3b44)}
	walls  = []color.NRGBA{rgb(0xb9c2bf), rgb(0xd8d4c9), rgb(0xc4ccd4), rgb(0xcfc5b8), rgb(0xe3e6e4)}
	grey   = rgb(0x9d9993)
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

// newFace invents a look from the number of a line; sex and year of birth lend hair, beard and grey.
func newFace(number int, p intake.Person) face {
	first, _ := p.BirthDate.Span()
	f := face{
		skin: skins[number%len(skins)], hair: hairs[number*3%len(hairs)],
		cloth: cloths[number*5%len(cloths)], ground: walls[number*2%len(walls)],
		wide:  0.94 + float64(number*7%13)/100,
		curly: number%3 == 2, glasses: number%7 == 3,
		long: p.Sex == intake.Female, scarf: p.Sex == intake.Female && number%6 == 5,
		beard: p.Sex == intake.Male && number%4 == 0, bald: p.Sex == intake.Male && number%9 == 2,
	}
	if first.Year() < 1976 {
		f.hair = grey
	}
	return f
}

// portrait draws head and shoulders for a picture of the given size, the face in its upper middle.
func (f face) portrait(width, height int) image.Image {
	img := newCanvas(width, height, f.ground)
	f.on(img.at(width/2, height*42/100, float64(width)/720))
	return img
}

// on draws the person with the middle of the face at the origin; the head is about 360 units high.
func (f face) on(c canvas) {
	w := 140 * f.wide
	c.box(tone(f.ground, 0.92), 80, -600, 400, 1800)
	f.hairBehind(c, w)
	c.shape(tone(f.skin, 0.84), -62, 100, -62, 160, -66, 230, -84, 270, 0, 340, 0, 340, 84, 270, 66, 230, 62, 160, 62, 100, 20, 90, -20, 90, -62, 100)
	c.shape(f.cloth, -330, 700, -330, 420, -250, 300, -84, 262, -40, 330, 40, 330, 84, 262, 250, 300, 330, 420, 330, 700, 100, 700, -100, 700, -330, 700)
	c.shade(color.NRGBA{A: 90}, 0, 190, 90, 60)
	if !f.scarf {
		c.ellipse(tone(f.skin, 0.9), -w, 10, 22, 44)
		c.ellipse(tone(f.skin, 0.9), w, 10, 22, 44)
	}
	c.shape(f.skin, -w, -40, -w, 90, -70, 196, 0, 196, 70, 196, w, 90, w, -40, w, -220, -w, -220, -w, -40)
	f.features(c)
	f.hairInFront(c, w)
}

// features draws what a person recognises in a face, with the light from above.
func (f face) features(c canvas) {
	dark, light := color.NRGBA{A: 150}, tone(mix(f.skin, rgb(0xffe8d0), 0.3), 1.15)
	mouth := color.NRGBA{A: 84}
	light.A = 150
	c.shade(light, 0, -110, 110, 60)
	if f.glasses {
		f.spectacles(c)
	}
	for _, side := range []float64{-1, 1} {
		c.shade(dark, side*60, -30, 58, 40)
		c.shade(light, side*72, 52, 56, 50)
		f.eye(c, side*60, -20)
		c.shape(tone(f.hair, 0.9), side*22, -52, side*46, -72, side*76, -70, side*96, -50, side*76, -60, side*46, -60, side*22, -52)
	}
	c.shade(light, 0, 10, 16, 70)
	c.shade(dark, 0, 74, 48, 18)
	c.ellipse(tone(f.skin, 0.55), -14, 68, 7, 4)
	c.ellipse(tone(f.skin, 0.55), 14, 68, 7, 4)
	if f.beard {
		stubble := f.hair
		stubble.A = 90
		c.shape(stubble, -110, 60, -100, 90, -60, 96, 0, 90, 60, 96, 100, 90, 110, 60, 100, 170, 60, 204, 0, 206, -60, 204, -100, 170, -110, 60)
	}
	lip := mix(f.skin, rgb(0x8c3a40), 0.5)
	c.shape(tone(lip, 0.85), -52, 118, -30, 106, -10, 104, 0, 110, 10, 104, 30, 106, 52, 118, 20, 122, -20, 122, -52, 118)
	c.shape(lip, -52, 118, -20, 122, 20, 122, 52, 118, 30, 144, -30, 144, -52, 118)
	c.shade(mouth, 0, 124, 80, 30)
}

func (f face) eye(c canvas, x, y float64) {
	c.shape(rgb(0xf2ede6), x-30, y+2, x-14, y-18, x+14, y-18, x+30, y+2, x+14, y+14, x-14, y+14, x-30, y+2)
	c.ellipse(rgb(0x3a2415), x, y-2, 13, 13)
	c.ellipse(rgb(0x0b0705), x, y-2, 6, 6)
	c.ellipse(rgb(0xffffff), x+4, y-6, 3, 3)
	c.shape(tone(f.skin, 0.35), x-32, y+3, x-15, y-21, x+15, y-21, x+32, y+3, x+15, y-14, x-15, y-14, x-32, y+3)
}

func (f face) spectacles(c canvas) {
	frame := rgb(0x2a2a2e)
	c.box(frame, -14, -20, 28, 5)
	for _, x := range []float64{-56, 56} {
		c.ellipse(frame, x, -16, 47, 39)
		c.ellipse(tone(f.skin, 1.06), x, -16, 42, 34)
	}
}

func (f face) hairBehind(c canvas, w float64) {
	switch {
	case f.scarf:
		c.shape(f.cloth, -w-30, 20, -w-30, -260, w+30, -260, w+30, 20, w+30, 200, 150, 300, 0, 300, -150, 300, -w-30, 200, -w-30, 20)
	case f.curly && f.long:
		for turn := -3.5; turn < 0.4; turn += 0.16 {
			c.ellipse(f.hair, (w+10)*math.Cos(turn), -40+170*math.Sin(turn), 58, 58)
		}
	case f.long:
		c.shape(f.hair, -w-24, -40, -w-30, -290, w+30, -290, w+24, -40, w+30, 100, w+24, 200, w+10, 280, 60, 280, -60, 280, -w-10, 280, -w-24, 200, -w-30, 100, -w-24, -40)
	case !f.bald:
		c.shape(f.hair, -w-8, 0, -w-20, -264, w+20, -264, w+8, 0, 60, -20, -60, -20, -w-8, 0)
	}
}

func (f face) hairInFront(c canvas, w float64) {
	switch {
	case f.bald: // a high hairline
		c.shape(f.hair, -w-4, -30, -w-10, -240, w+10, -240, w+4, -30, w-10, -130, 60, -162, 0, -160, -60, -162, -w+10, -130, -w-4, -30)
	case f.scarf:
		c.shape(f.hair, -w-4, 0, -w-16, -260, w+16, -260, w+4, 0, w-12, -110, 60, -132, 0, -136, -60, -132, -w+12, -110, -w-4, 0)
		c.shape(tone(f.cloth, 0.9), -w-6, 10, -w-20, -270, w+20, -270, w+6, 10, w-10, -130, 60, -150, 0, -150, -60, -150, -w+10, -130, -w-6, 10)
	case f.curly:
		for x := -w; x <= w; x += 18 {
			c.ellipse(f.hair, x, -128-50*math.Cos(x/w*1.4), 26, 26)
		}
	default:
		c.shape(f.hair, -w-4, -30, -w-16, -250, w+16, -250, w+4, -30, w-14, -110, 80, -120, 40, -142, -20, -116, -w+20, -110, -w-4, -30)
	}
}

// tone makes a colour darker (below 1) or lighter.
func tone(c color.NRGBA, by float64) color.NRGBA {
	part := func(v uint8) uint8 { return uint8(min(255, float64(v)*by)) }
	return color.NRGBA{part(c.R), part(c.G), part(c.B), c.A}
}

func mix(a, b color.NRGBA, of float64) color.NRGBA {
	part := func(x, y uint8) uint8 { return uint8(float64(x)*(1-of) + float64(y)*of) }
	return color.NRGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 0xff}
}
