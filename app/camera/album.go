package camera

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/disintegration/imaging"

	"ventanilla/app/photo"
)

// What an album gives its pictures: the shape of a camera's.
const (
	albumWidth  = 1280
	albumHeight = 960
)

// ErrNoPictures is a folder without a JPEG, PNG or WebP file.
var ErrNoPictures = errors.New("no pictures in the folder")

// Album plays the pictures of a folder, in the order of their names and again from the first: a picture stays until Next.
// It shows each whole, in the middle of a frame of 1280×960.
type Album struct {
	folder fs.FS
	names  []string
	pace   *pace

	mu    sync.Mutex
	index int
	frame image.Image // of index, nil before it was asked for
}

// OpenAlbum opens a folder. Errors: [ErrNoPictures], or the folder's own.
func OpenAlbum(folder fs.FS) (*Album, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("read folder: %w", err)
	}
	a := &Album{folder: folder, pace: newPace()}
	for _, e := range entries {
		if !e.IsDir() && isPicture(e.Name()) {
			a.names = append(a.names, e.Name())
		}
	}
	if len(a.names) == 0 {
		return nil, ErrNoPictures
	}
	return a, nil
}

func isPicture(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(path.Ext(name)))
}

// Next turns to the next picture. It may be called from any goroutine.
func (a *Album) Next() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.index, a.frame = (a.index+1)%len(a.names), nil
}

// Frame waits a twentieth of a second since the last one. A file that is no picture is an error of package photo.
func (a *Album) Frame(ctx context.Context) (image.Image, error) {
	if err := a.pace.wait(ctx); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.frame == nil {
		frame, err := a.load(a.names[a.index])
		if err != nil {
			return nil, fmt.Errorf("show picture %d of folder: %w", a.index+1, err)
		}
		a.frame = frame
	}
	return a.frame, nil
}

func (a *Album) load(name string) (image.Image, error) {
	file, err := a.folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	img, err := photo.Decode(file)
	if err != nil {
		return nil, err
	}
	return framed(img), nil
}

// framed puts a picture into the middle of a frame, on the colour of its corner.
func framed(img image.Image) image.Image {
	b := img.Bounds()
	frame := image.NewRGBA(image.Rect(0, 0, albumWidth, albumHeight))
	draw.Draw(frame, frame.Rect, image.NewUniform(color.RGBAModel.Convert(img.At(b.Min.X, b.Min.Y))), image.Point{}, draw.Src)
	scale := min(float64(albumWidth)/float64(b.Dx()), float64(albumHeight)/float64(b.Dy()))
	size := image.Pt(int(float64(b.Dx())*scale), int(float64(b.Dy())*scale))
	at := frame.Rect.Max.Sub(size).Div(2)
	draw.Draw(frame, image.Rectangle{Min: at, Max: at.Add(size)}, imaging.Resize(img, size.X, size.Y, imaging.Linear), image.Point{}, draw.Over)
	return frame
}

// Close ends the album.
func (a *Album) Close() error {
	a.pace.stop()
	return nil
}
