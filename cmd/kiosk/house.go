package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// house is the folder over which the window stands. A kiosk may be in it from the start, be made in it, and go by a wipe.
type house struct {
	dir    string
	camera *eye
	drives drives
	log    *slog.Logger
	file   logFile
	ctx    context.Context // of the window; delivery ends with it
	room   room            // for a passphrase, where there is no kiosk to open

	mu     sync.Mutex
	held   *os.File      // makes this the only window over the kiosk
	kiosk  *kiosk        // nil where there is none
	stop   func()        // ends the delivery
	silent chan struct{} // closed when nothing is delivered any more
}

func newHouse(ctx context.Context, dir string, camera *eye) *house {
	h := &house{dir: dir, camera: camera, drives: newDrives(""), ctx: ctx}
	h.log = slog.New(slog.NewTextHandler(&h.file, nil))
	return h
}

// enter opens the kiosk that is in the folder and delivers what waits in it.
func (h *house) enter() error {
	if err := site.FinishRescue(h.dir); err != nil {
		return err
	}
	if _, err := site.Open(h.dir, site.Options{}); err != nil {
		return storeError{h.dir, err} // before anything is written into a folder that is no kiosk
	}
	held, err := site.Hold(h.dir)
	if err != nil {
		return storeError{h.dir, err}
	}
	k, err := h.open()
	if err != nil {
		return errors.Join(err, held.Close(), h.file.set(nil))
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held, h.kiosk = held, k
	ctx, stop := context.WithCancel(h.ctx)
	silent := make(chan struct{})
	h.stop, h.silent = stop, silent
	go func() {
		defer close(silent)
		k.deliver(ctx)
	}()
	return nil
}

func (h *house) open() (*kiosk, error) {
	if err := h.file.open(h.dir); err != nil {
		return nil, err
	}
	place, err := site.Open(h.dir, site.Options{Log: h.log})
	if err != nil {
		return nil, storeError{h.dir, err}
	}
	k, err := newKiosk(h.dir, place, h.camera, h.log)
	if err != nil {
		return nil, err
	}
	k.vacate, k.reopen, k.drives = h.leave, h.reopen, h.drives
	return k, nil
}

// leave ends all work with the kiosk, so that its folder can go. It may be called again.
func (h *house) leave() {
	h.mu.Lock()
	k, held, stop, silent := h.kiosk, h.held, h.stop, h.silent
	h.kiosk, h.held = nil, nil
	h.mu.Unlock()
	if k == nil {
		return
	}
	stop()
	<-silent
	k.close()
	_ = held.Close() // nothing was written into it
	_ = h.file.set(nil)
}

// reopen opens the kiosk in the folder anew, after something of it was changed that it reads once.
func (h *house) reopen() (ui.Kiosk, error) {
	h.leave()
	err := h.enter()
	return h.window(), err
}

// salvage puts what can be read of the kiosk in its place.
func (h *house) salvage(ctx context.Context, staff, passphrase string) (ui.Salvaged, error) {
	h.leave()
	var lost store.Lost
	err := h.room.with(func() (err error) {
		lost, err = site.RescueInPlace(context.WithoutCancel(ctx), h.dir, staff, passphrase, site.Options{Log: h.log})
		return err
	})
	fresh, reopenErr := h.reopen()
	err = errors.Join(secretError(err), reopenErr)
	return ui.Salvaged{Kiosk: fresh, Lost: len(lost.Applications), Keys: lost.Keys}, err
}

// wipe destroys the kiosk without a passphrase, if the site has agreed on that.
func (h *house) wipe(context.Context) error {
	h.mu.Lock()
	k := h.kiosk
	h.mu.Unlock()
	if k == nil || !k.site.Gesture() {
		return site.ErrRole
	}
	return k.destroy()
}

// window is the kiosk for the window, nil where there is none.
func (h *house) window() ui.Kiosk {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kiosk == nil {
		return nil
	}
	return h.kiosk
}

// now is the clock of the office, or of the device where there is no kiosk.
func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kiosk == nil {
		return time.Now()
	}
	return h.kiosk.site.Now()
}
