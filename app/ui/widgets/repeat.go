package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

// Times of a finger that stays: the first repeat, the next ones.
const (
	repeatFirst = 450 * time.Millisecond
	repeatNext  = 110 * time.Millisecond
)

// clock calls f on Fyne's goroutine after a time; stop takes it back.
type clock func(d time.Duration, f func()) (stop func())

// wallClock is the clock of the app.
func wallClock(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

// repeater does something again and again while a finger stays on a target.
type repeater struct {
	clock clock
	act   func()
	stop  func()
	done  int // repeats since the finger came down
}

// press begins; the first act comes after repeatFirst.
func (r *repeater) press() {
	r.release()
	r.done = 0
	r.after(repeatFirst)
}

func (r *repeater) after(d time.Duration) {
	r.stop = r.clock(d, func() {
		r.done++
		r.act()
		r.after(repeatNext)
	})
}

// release ends.
func (r *repeater) release() {
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
}

// tapped reports whether a tap has still to act: it has not after repeats.
func (r *repeater) tapped() bool {
	r.release()
	return r.done == 0
}
