package photo

import (
	"image"

	"github.com/disintegration/imaging"
)

// Turn turns a picture clockwise by quarters; four are none. The picture itself is given back where nothing is to be turned.
func Turn(img image.Image, quarters int) image.Image {
	switch quarters % 4 {
	case 1:
		return imaging.Rotate270(img) // which counts the other way
	case 2:
		return imaging.Rotate180(img)
	case 3:
		return imaging.Rotate90(img)
	default:
		return img
	}
}
