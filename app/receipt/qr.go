package receipt

import (
	"fmt"
	"image"

	"github.com/skip2/go-qrcode"
)

// modulePixels is the side of one square of a QR image: large enough to be scaled to any paper without harm.
const modulePixels = 8

// QR draws a text as QR code, black on white, with the margin that scanners need. It can still be read when 15 % of it
// are dirty. The error is that of a text too long for any QR, which no text of a receipt is.
func QR(text string) (image.Image, error) {
	code, err := newQR(text)
	if err != nil {
		return nil, err
	}
	return code.Image(-modulePixels), nil
}

func newQR(text string) (*qrcode.QRCode, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("draw QR: %w", err)
	}
	return code, nil
}
