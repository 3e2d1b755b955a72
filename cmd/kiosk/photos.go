package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"sync"

	"ventanilla/app/intake"
	"ventanilla/app/photo"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// photos judges pictures and keeps them. A picture is stored together with the draft that names it; until then it stays
// in memory.
type photos struct {
	session *site.Session
	coach   *photo.Coach
	eye     *eye

	mu    sync.Mutex
	fresh map[string][]byte // JPEGs that no stored draft names yet, by their name
}

// Judge implements ui.Photos.
func (p *photos) Judge(picture image.Image, kind intake.PhotoKind) intake.Quality {
	return p.coach.Judge(picture, kind)
}

// Keep implements ui.Photos.
func (p *photos) Keep(ctx context.Context, _ intake.ApplicationID, picture image.Image, kept intake.Photo) (intake.Photo, error) {
	if err := p.session.Site.RoomForPhoto(ctx); err != nil {
		return kept, errors.Join(ui.ErrSpace, err)
	}
	if kept.Kind == intake.Portrait {
		picture = p.coach.Crop(picture)
	}
	small, err := photo.Shrink(picture, kept.Kind)
	if err != nil {
		return kept, err
	}
	kept.SHA256 = store.PhotoName(small)
	p.mu.Lock()
	p.fresh[kept.SHA256] = small
	p.mu.Unlock()
	p.eye.next()
	return kept, nil
}

// Show implements ui.Photos.
func (p *photos) Show(ctx context.Context, shown intake.Photo) (image.Image, error) {
	p.mu.Lock()
	small, ok := p.fresh[shown.SHA256]
	p.mu.Unlock()
	if !ok {
		var err error
		if small, err = p.session.Store.Photo(ctx, shown.SHA256); err != nil {
			return nil, err
		}
	}
	return jpeg.Decode(bytes.NewReader(small))
}

// keepDraft stores a draft together with the pictures that it names.
func (p *photos) keepDraft(ctx context.Context, d intake.Draft) error {
	var fresh [][]byte
	p.mu.Lock()
	for _, named := range d.Answers.Photos {
		if small, ok := p.fresh[named.SHA256]; ok {
			fresh = append(fresh, small)
		}
	}
	p.mu.Unlock()
	if _, err := p.session.Store.SaveDraft(ctx, d, fresh...); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, small := range fresh {
		delete(p.fresh, store.PhotoName(small))
	}
	return nil
}
