package main

import (
	"context"
	"errors"
	"image"
	"sync"
	"time"

	"ventanilla/app/camera"
)

// glimpse is how long the camera stays open after the last picture that somebody asked for.
const glimpse = 3 * time.Second

// eye is the camera as the window asks for it: opened when a picture is wanted, closed when none was for a while, and
// opened again after it was unplugged.
type eye struct {
	name string

	looking sync.Mutex // held while a frame is waited for
	mu      sync.Mutex
	open    camera.Camera // nil when closed
	rest    *time.Timer
}

func newEye(name string) *eye { return &eye{name: name} }

// Frame implements ui.Camera.
func (e *eye) Frame(ctx context.Context) (image.Image, error) {
	e.looking.Lock()
	defer e.looking.Unlock()
	c, err := e.get()
	if err != nil {
		return nil, err
	}
	frame, err := c.Frame(ctx)
	if errors.Is(err, camera.ErrGone) || errors.Is(err, camera.ErrClosed) {
		e.close()
	}
	return frame, err
}

// get gives the open camera, and opens it where it is closed.
func (e *eye) get() (camera.Camera, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.open == nil {
		c, err := camera.Open(e.name)
		if err != nil {
			return nil, err
		}
		e.open = c
		e.rest = time.AfterFunc(glimpse, e.close)
	}
	e.rest.Reset(glimpse)
	return e.open, nil
}

// close gives the camera back.
func (e *eye) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.open != nil {
		e.rest.Stop()
		_ = e.open.Close() // nothing is lost with a camera
		e.open = nil
	}
}

// next turns to the next picture of a folder; a camera needs no turning.
func (e *eye) next() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if album, ok := e.open.(*camera.Album); ok {
		album.Next()
	}
}
