package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ventanilla/app/photo"
	"ventanilla/app/ui"
)

// Limits of a search for pictures: a card of a camera has its pictures two folders deep.
const (
	pictureDepth = 4
	mostPictures = 500
)

// pictures finds image files outside the store.
type pictures struct{ drives drives }

// List implements ui.Pictures: those on drives and in the folder for pictures of whoever runs the window. What cannot be read is
// passed over.
func (p pictures) List(ctx context.Context) ([]ui.PictureFile, error) {
	drives, err := p.drives(ctx)
	if err != nil {
		return nil, fmt.Errorf("find drives: %w", err)
	}
	var found []ui.PictureFile
	if home, err := os.UserHomeDir(); err == nil {
		found = picturesIn(ctx, filepath.Join(home, "Pictures"))
	}
	for _, d := range drives {
		found = append(found, picturesIn(ctx, d.Path)...)
	}
	slices.SortFunc(found, func(a, b ui.PictureFile) int { return b.Changed.Compare(a.Changed) })
	return found, ctx.Err()
}

func picturesIn(ctx context.Context, root string) (found []ui.PictureFile) {
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil || len(found) == mostPictures:
			return fs.SkipAll
		case err != nil:
			return nil
		case d.IsDir():
			if below, err := filepath.Rel(root, path); err != nil || strings.Count(below, string(filepath.Separator)) >= pictureDepth {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !isPicture(path):
			return nil
		}
		if info, err := d.Info(); err == nil {
			found = append(found, ui.PictureFile{Path: path, Name: d.Name(), Bytes: info.Size(), Changed: info.ModTime()})
		}
		return nil
	})
	return found
}

func isPicture(path string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(filepath.Ext(path)))
}

// Open implements ui.Pictures.
func (pictures) Open(_ context.Context, file ui.PictureFile) (image.Image, error) {
	f, err := os.Open(file.Path)
	if err != nil {
		return nil, fmt.Errorf("open picture: %w", err)
	}
	defer f.Close()
	picture, err := photo.Decode(f)
	if errors.Is(err, photo.ErrTooLarge) {
		err = errors.Join(ui.ErrPictureSize, err)
	}
	return picture, err
}
