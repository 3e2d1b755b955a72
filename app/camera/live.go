package camera

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"slices"
	"sync"
)

// Read gives the next picture of a driver, and what gives its memory back. It blocks until there is one.
type Read func() (img image.Image, release func(), err error)

// Live is a camera of the device. It always gives the newest picture: what nobody asked for in time is dropped.
type Live struct {
	newest chan image.Image // holds one
	ended  chan struct{}    // closed after cause is set
	cause  error
	closed chan struct{}
	once   sync.Once
	close  func() error
}

// NewLive reads pictures until read fails or the camera is closed. It copies each before it releases it.
func NewLive(read Read, close func() error) *Live {
	l := &Live{
		newest: make(chan image.Image, 1), ended: make(chan struct{}),
		closed: make(chan struct{}), close: close,
	}
	go l.pump(read)
	return l
}

func (l *Live) pump(read Read) {
	defer close(l.ended)
	for {
		img, release, err := read()
		if err != nil {
			l.cause = fmt.Errorf("%w: %w", ErrGone, err)
			return
		}
		mine := copied(img)
		release()
		select {
		case <-l.closed:
			l.cause = ErrClosed
			return
		case <-l.newest: // nobody wanted it
		default:
		}
		l.newest <- mine
	}
}

// Frame waits for the newest picture.
func (l *Live) Frame(ctx context.Context) (image.Image, error) {
	select {
	case <-l.closed:
		return nil, ErrClosed
	default:
	}
	select {
	case img := <-l.newest:
		return img, nil
	case <-l.ended:
		return nil, l.cause
	case <-l.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close gives the camera back. A second Close does nothing.
func (l *Live) Close() error {
	var err error
	l.once.Do(func() {
		close(l.closed)
		err = l.close()
	})
	return err
}

// copied copies a picture, in the form in which cameras give it where that is quick.
func copied(img image.Image) image.Image {
	if y, ok := img.(*image.YCbCr); ok {
		mine := *y
		mine.Y, mine.Cb, mine.Cr = slices.Clone(y.Y), slices.Clone(y.Cb), slices.Clone(y.Cr)
		return &mine
	}
	mine := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(mine, mine.Rect, img, img.Bounds().Min, draw.Src)
	return mine
}
