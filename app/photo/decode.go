package photo

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what files may be
	_ "image/png"
	"io"

	"github.com/disintegration/imaging"
	_ "golang.org/x/image/webp"
)

// Limits of what is read. They bound the memory that any file can ask for, to about 400 MB for the most hostile one and
// 50 MB for a phone's usual 12 megapixels.
const (
	MaxBytes  = 32 << 20
	MaxPixels = 25_000_000
)

// Why a file is not taken as a picture.
var (
	ErrTooLarge = errors.New("picture over the limit")
	ErrFormat   = errors.New("not a JPEG, PNG or WebP picture")
	ErrBroken   = errors.New("picture damaged")
)

// Decode reads a JPEG, PNG or WebP picture and turns it as its EXIF orientation says. The size is checked before any
// pixel is. Errors: [ErrTooLarge], [ErrFormat], [ErrBroken], or the reader's own.
func Decode(r io.Reader) (image.Image, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || !accepted(format) {
		return nil, ErrFormat
	}
	if config.Width <= 0 || config.Height <= 0 {
		return nil, ErrBroken
	}
	if config.Width > MaxPixels/config.Height {
		return nil, ErrTooLarge
	}
	img, err := imaging.Decode(bytes.NewReader(data), imaging.AutoOrientation(true))
	if err != nil {
		return nil, ErrBroken
	}
	return img, nil
}

// accepted leaves out the formats that other packages may have registered.
func accepted(format string) bool {
	return format == "jpeg" || format == "png" || format == "webp"
}
