package main

import (
	"context"
	"image"
	"sync/atomic"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
)

// counted is a kiosk whose verdicts on pictures are counted.
type counted struct {
	ui.Kiosk
	verdicts *atomic.Int64
}

// Unlock implements ui.Kiosk.
func (c counted) Unlock(ctx context.Context, staff, passphrase string) (*ui.Desk, error) {
	desk, err := c.Kiosk.Unlock(ctx, staff, passphrase)
	if err == nil {
		desk.Photos = countedPhotos{desk.Photos, c.verdicts}
	}
	return desk, err
}

type countedPhotos struct {
	ui.Photos
	verdicts *atomic.Int64
}

// Judge implements ui.Photos.
func (c countedPhotos) Judge(picture image.Image, kind intake.PhotoKind) intake.Quality {
	c.verdicts.Add(1)
	return c.Photos.Judge(picture, kind)
}
