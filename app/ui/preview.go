package ui

import (
	"context"
	"image"
)

// start lets the camera run until the part is left or a picture is taken: one goroutine shows frames as they come,
// another judges the newest as fast as it can.
func (p *photoPart) start() {
	a := p.talk.app
	if a.Camera == nil {
		return
	}
	ctx, stop := context.WithCancel(a.session)
	p.stop = stop
	newest := make(chan image.Image, 1)
	a.Go(func() { p.watch(ctx, newest) })
	photos := a.desk.Photos // which the coach may still ask when the store is locked
	a.Go(func() { p.judge(ctx, photos, newest) })
}

func (p *photoPart) watch(ctx context.Context, newest chan<- image.Image) {
	defer close(newest)
	a := p.talk.app
	const every = 3 // frames: a verdict costs as much as painting several
	for i := 0; ; i++ {
		frame, err := a.Camera.Frame(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			a.Do(func() { p.lost(ctx, err) })
			return
		}
		if i%every == 0 {
			select {
			case newest <- frame:
			default: // the coach is at an older one
			}
		}
		a.Do(func() { p.saw(ctx, frame) })
	}
}

func (p *photoPart) judge(ctx context.Context, photos Photos, newest <-chan image.Image) {
	a := p.talk.app
	for frame := range newest {
		quality := photos.Judge(frame, p.kind)
		a.Do(func() {
			if ctx.Err() == nil && p.picture == nil {
				p.quality, p.judged = quality, true
				p.writeCoach()
			}
		})
	}
}

// saw shows a frame.
func (p *photoPart) saw(ctx context.Context, frame image.Image) {
	if ctx.Err() != nil || p.picture != nil {
		return
	}
	first := p.newest == nil
	p.newest = frame
	p.view.SetFrame(frame)
	if first {
		p.writeButtons()
		p.talk.app.update()
	}
}

// lost says that the camera gives no more frames.
func (p *photoPart) lost(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	p.talk.app.Log.Warn("camera lost", "error", err)
	p.halt()
	p.failed, p.left = err, 0
	p.write()
	p.talk.app.update()
}

// halt turns the camera off.
func (p *photoPart) halt() {
	if p.stop != nil {
		p.stop()
	}
	p.stop, p.newest, p.judged = nil, nil, false
}
