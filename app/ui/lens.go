package ui

import (
	"context"
	"errors"
	"time"
)

// What keeps a camera from giving pictures, beside that it was unplugged.
var (
	ErrNoCamera   = errors.New("no camera")
	ErrCameraBusy = errors.New("camera in use by another program")
)

// Lenses is a Camera that may be one of several and can be adjusted. What is set is kept for the site, and says nothing
// about anybody. Its methods may be called on any goroutine; none of them waits for a camera.
type Lenses interface {
	Settings() LensSettings
	// Switch takes the next camera from the next frame on.
	Switch() error
	// Turn turns the pictures of this camera by another quarter, clockwise.
	Turn() error
	// SetCountdown says whether 3, 2, 1 is counted before a picture is taken.
	SetCountdown(on bool) error
}

// LensSettings are how the camera is set now.
type LensSettings struct {
	Several   bool // there is another camera to switch to
	Countdown bool
}

// lenses is the camera if it can be adjusted, or nil.
func (p *photoPart) lenses() Lenses {
	l, _ := p.talk.app.Camera.(Lenses)
	return l
}

// settings are those of the camera; of one that cannot be adjusted, none.
func (p *photoPart) settings() LensSettings {
	if l := p.lenses(); l != nil {
		return l.Settings()
	}
	return LensSettings{}
}

// switchLens takes the next camera. What the last one showed is not judged any more.
func (p *photoPart) switchLens() { p.adjust(Lenses.Switch) }

// turnLens turns the pictures by a quarter.
func (p *photoPart) turnLens() { p.adjust(Lenses.Turn) }

// toggleCountdown counts 3, 2, 1 before a picture, or takes it at once.
func (p *photoPart) toggleCountdown() {
	p.adjust(func(l Lenses) error { return l.SetCountdown(!l.Settings().Countdown) })
}

// adjust changes a setting away from the window, for it is written to the disk.
func (p *photoPart) adjust(change func(Lenses) error) {
	a, l := p.talk.app, p.lenses()
	if l == nil {
		return
	}
	work(a, func(context.Context) (struct{}, error) { return struct{}{}, change(l) }, func(_ struct{}, err error) {
		if err != nil { // it holds until the window is closed
			a.Log.Warn("keep setting of the camera", "error", err)
		}
		p.judged = false
		p.write()
		a.update()
	})
}

// countFrom is where the countdown begins, in seconds.
const countFrom = 3

// count begins the countdown.
func (p *photoPart) count() {
	p.since = p.talk.app.Now()
	p.left = countFrom
	p.writeCount()
}

// uncount ends the countdown without a picture.
func (p *photoPart) uncount() {
	p.left = 0
	p.writeCount()
}

// tick goes on with the countdown. The picture is taken after three whole seconds.
func (p *photoPart) tick() {
	if p.left == 0 {
		return
	}
	elapsed := int(p.talk.app.Now().Sub(p.since) / time.Second)
	if elapsed < countFrom {
		p.left = countFrom - elapsed
		p.writeCount()
		return
	}
	p.uncount()
	if p.newest != nil && p.picture == nil {
		p.take()
	}
}

// writeCount shows the countdown over the picture.
func (p *photoPart) writeCount() {
	p.view.SetCount(p.left)
	p.writeButtons()
	p.talk.app.update()
}
