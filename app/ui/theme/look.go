package theme

import "fyne.io/fyne/v2"

// Palette says which colours the screen wears; the values are written in settings.
type Palette string

// The palettes. Light is made for the sun and is the default.
const (
	Light    Palette = "light"
	Dark     Palette = "dark"
	Contrast Palette = "contrast"
)

// Mode says who holds the tablet.
type Mode string

// The modes: staff (worker and supervisor) see a light wall, an applicant a dark one
// and larger type. Worker is the default.
const (
	Worker   Mode = "worker"
	Assisted Mode = "assisted"
)

// Class is the shape of the screen that layouts adapt to.
type Class string

// The classes, drawn at 1280×800, 800×1280 and 1024×600. Landscape is the default.
const (
	Landscape Class = "landscape"
	Portrait  Class = "portrait"
	Small     Class = "small"
)

// ClassFor returns the class of a canvas of that size in Fyne units.
func ClassFor(size fyne.Size) Class {
	switch {
	case size.Height > size.Width:
		return Portrait
	case size.Height < 700:
		return Small
	default:
		return Landscape
	}
}

// Step is the text size that a person chose; the values are written in settings.
type Step string

// The steps: ×1 (the default), ×1.15 and ×1.3, on type only.
const (
	Normal  Step = "normal"
	Large   Step = "large"
	Largest Step = "largest"
)

// factor is what the step multiplies type with.
func (s Step) factor() float32 {
	switch s {
	case Large:
		return 1.15
	case Largest:
		return 1.3
	default:
		return 1
	}
}

// Look is everything that a theme depends on. The zero value is light, worker,
// landscape, normal text, with motion.
type Look struct {
	Palette Palette
	Mode    Mode
	Class   Class
	Step    Step
	Calm    bool // less motion: no fades
}
