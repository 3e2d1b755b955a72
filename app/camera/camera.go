// Package camera gives pictures as they come: from a camera of the device, from a test pattern, or from a folder of
// pictures that are shown in turn.
//
// Begin with [Open], or with [List] where there are several cameras. A frame belongs to who asked for it; nothing changes
// it afterwards. A camera that is pulled out says so with [ErrGone]; a new Open may find it again.
package camera

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
)

// Camera is an open camera. One goroutine at a time may ask it for frames; Close may come from another, and ends a Frame
// that waits.
type Camera interface {
	// Frame waits for the next picture. Errors: ErrGone, ErrClosed, or the context's.
	Frame(ctx context.Context) (image.Image, error)
	Close() error
}

// What can be wrong with a camera.
var (
	ErrNone   = errors.New("no camera")
	ErrBusy   = errors.New("camera in use by another program")
	ErrGone   = errors.New("camera gives no more pictures")
	ErrClosed = errors.New("camera closed")
)

// Test is the name of the test pattern.
const Test = "test"

// Device is a camera that can be opened.
type Device struct {
	ID   string // what Open takes; the same again after a restart
	Name string // what people call it
}

// Open opens the camera of an ID, the best one there is if name is empty, the test pattern if it is [Test], or else the
// folder of that name as an [Album]. Errors: [ErrNone], [ErrBusy], or why the folder serves no pictures.
func Open(name string) (Camera, error) {
	switch {
	case name == Test:
		return NewPattern(), nil
	case name != "" && isFolder(name):
		album, err := OpenAlbum(os.DirFS(name))
		if err != nil {
			return nil, fmt.Errorf("open folder as camera: %w", err)
		}
		return album, nil
	}
	live, err := openDevice(name)
	if err != nil {
		return nil, fmt.Errorf("open camera: %w", err)
	}
	return live, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
