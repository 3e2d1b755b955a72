package camera

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"sync"
	"time"
)

// interval lies between two frames of what is no real camera.
const interval = time.Second / 20

// pace lets frames come one interval after another, until it is stopped.
type pace struct {
	next    time.Time
	stopped chan struct{}
	once    sync.Once
}

func newPace() *pace { return &pace{stopped: make(chan struct{})} }

func (p *pace) wait(ctx context.Context) error {
	timer := time.NewTimer(time.Until(p.next))
	defer timer.Stop()
	select {
	case <-p.stopped:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	case now := <-timer.C:
		p.next = now.Add(interval)
	}
	select { // the timer may have been no later than the others
	case <-p.stopped:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (p *pace) stop() { p.once.Do(func() { close(p.stopped) }) }

// Pattern is a test picture of 640×480: bars of colour, steps of grey, a cross in the middle, and a bar that wanders so
// that one sees that it lives.
type Pattern struct {
	pace  *pace
	count int
}

// NewPattern starts a test picture.
func NewPattern() *Pattern { return &Pattern{pace: newPace()} }

// Frame waits a twentieth of a second since the last one.
func (p *Pattern) Frame(ctx context.Context) (image.Image, error) {
	if err := p.pace.wait(ctx); err != nil {
		return nil, err
	}
	p.count++
	return pattern(p.count), nil
}

// Close ends the test picture.
func (p *Pattern) Close() error {
	p.pace.stop()
	return nil
}

func pattern(count int) image.Image {
	const width, height, bars, step = 640, 480, 8, 4
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	fill := func(c color.Color, r image.Rectangle) {
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	for i := range bars {
		x := i * width / bars
		part := func(bit int) uint8 { return uint8(0xc0 * (^i >> bit & 1)) }
		fill(color.RGBA{part(1), part(2), part(0), 0xff}, image.Rect(x, 0, x+width/bars, height*3/4))
		fill(color.Gray{uint8(i * 255 / (bars - 1))}, image.Rect(x, height*3/4, x+width/bars, height))
	}
	fill(color.White, image.Rect(width/2-1, height/4, width/2+1, height/2))
	fill(color.White, image.Rect(width/2-60, height*3/8-1, width/2+60, height*3/8+1))
	wander := count * step % width
	fill(color.White, image.Rect(wander, height*3/4-12, wander+24, height*3/4))
	return img
}
