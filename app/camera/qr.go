package camera

import (
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// ReadQR returns what a QR code in a picture says; ok is false where none is to be seen. It takes up to 100 ms and may be
// called on any goroutine.
func ReadQR(picture image.Image) (text string, ok bool) {
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", false
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	found, err := qrcode.NewQRCodeReader().Decode(bits, hints)
	if err != nil {
		return "", false
	}
	return found.GetText(), true
}
