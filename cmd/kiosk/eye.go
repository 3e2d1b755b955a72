package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync"
	"time"

	"ventanilla/app/camera"
	"ventanilla/app/photo"
	"ventanilla/app/ui"
)

// glimpse is how long the camera stays open after the last picture that somebody asked for.
const glimpse = 3 * time.Second

// eye is the camera as the window asks for it: opened when a picture is wanted, closed when none was for a while, and
// opened again after it was unplugged.
type eye struct {
	name string // that the start asked for; "" is the one that was chosen last, or the best
	lens *lens

	looking sync.Mutex // held while a frame is waited for
	mu      sync.Mutex
	open    camera.Camera // nil when closed
	id      string        // of the open one
	rest    *time.Timer
	turned  int // pictures of a folder that were turned over
}

// newEye opens the camera of that name when a picture is wanted. What is set of it is kept in the file.
func newEye(name, file string) *eye { return &eye{name: name, lens: readLens(file)} }

// Frame implements ui.Camera.
func (e *eye) Frame(ctx context.Context) (image.Image, error) {
	e.looking.Lock()
	defer e.looking.Unlock()
	c, id, err := e.get()
	if err != nil {
		return nil, err
	}
	frame, err := c.Frame(ctx)
	if errors.Is(err, camera.ErrGone) || errors.Is(err, camera.ErrClosed) {
		e.close()
	}
	if err != nil {
		return nil, err
	}
	return photo.Turn(frame, e.lens.turned(id)), nil
}

// get gives the open camera and its id, and opens it where it is closed.
func (e *eye) get() (camera.Camera, string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.open == nil {
		c, id, err := e.choose()
		if err != nil {
			return nil, "", err
		}
		e.open, e.id = c, id
		if album, ok := c.(*camera.Album); ok { // which begins with its first picture
			for range e.turned {
				album.Next()
			}
		}
		e.rest = time.AfterFunc(glimpse, e.close)
	}
	e.rest.Reset(glimpse)
	return e.open, e.id, nil
}

// choose opens the camera that was asked for, or the one that was chosen last, or the best.
func (e *eye) choose() (camera.Camera, string, error) {
	if e.name != "" {
		c, err := camera.Open(e.name)
		return c, e.name, named(err)
	}
	id := e.lens.pick(camera.List())
	c, err := camera.Open(id)
	return c, id, named(err)
}

// named gives what keeps a camera from opening the name that the window knows.
func named(err error) error {
	switch {
	case errors.Is(err, camera.ErrBusy):
		return fmt.Errorf("%w: %w", ui.ErrCameraBusy, err)
	case errors.Is(err, camera.ErrNone):
		return fmt.Errorf("%w: %w", ui.ErrNoCamera, err)
	}
	return err
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

// turnTo takes the camera of a name from the next picture on.
func (e *eye) turnTo(name string) {
	e.close()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.name = name
}

// next turns to the next picture of a folder, also if it is closed meanwhile; a camera needs no turning.
func (e *eye) next() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.turned++
	if album, ok := e.open.(*camera.Album); ok {
		album.Next()
	}
}

// Settings implements ui.Lenses.
func (e *eye) Settings() ui.LensSettings { return e.lens.settings() }

// Switch implements ui.Lenses.
func (e *eye) Switch() error {
	err := e.lens.next()
	e.close()
	return err
}

// Turn implements ui.Lenses.
func (e *eye) Turn() error {
	e.mu.Lock()
	id := e.id
	e.mu.Unlock()
	return e.lens.turn(id)
}

// SetCountdown implements ui.Lenses.
func (e *eye) SetCountdown(on bool) error { return e.lens.setCountdown(on) }
