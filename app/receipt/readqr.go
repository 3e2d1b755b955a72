package receipt

import (
	"errors"
	"fmt"
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// ErrNoQR says that no QR code can be read in a picture.
var ErrNoQR = errors.New("no QR code in the picture")

// ReadQR reads the QR code in a picture, such as a frame of a camera. The error is [ErrNoQR]. What it says is nothing to
// rely on: see [Verify]. It takes some 20 ms for a frame of 640×480 and may run on any goroutine.
func ReadQR(picture image.Image) (text string, err error) {
	defer func() { // the decoder is fed by a camera, and a flaw of it must not end an interview
		if trouble := recover(); trouble != nil {
			text, err = "", fmt.Errorf("%w: %v", ErrNoQR, trouble)
		}
	}()
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoQR, err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoQR, err)
	}
	return found.GetText(), nil
}
