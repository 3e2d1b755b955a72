package main

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.3/glfw"
)

// longestRest is how long the window sleeps at most, should nobody wake it.
const longestRest = 500 * time.Millisecond

// rest lets the window sleep in the system while nothing moves. Fyne's loop asks for events sixty times a second, and a
// tablet on its battery pays for each; here it waits for the next event, or for something to do on its goroutine.
type rest struct {
	asked   atomic.Int64 // what Do was given and the loop has not begun
	resting atomic.Bool
	changed bool // something was done since the last picture; of the loop's goroutine
}

// Do runs f on Fyne's goroutine, and wakes it for that.
func (r *rest) Do(f func()) {
	r.asked.Add(1)
	fyne.Do(func() {
		r.asked.Add(-1)
		r.changed = true
		f()
	})
	if r.resting.Load() {
		glfw.PostEmptyEvent()
	}
}

// begin lets the loop sleep whenever still reports that nothing moves. It is an animation that paints nothing, because
// those are what the loop asks, between the events and the picture, whether there is anything to do.
func (r *rest) begin(still func() bool) {
	turn := fyne.NewAnimation(time.Hour, func(float32) {
		if !r.changed && still() {
			r.sleep()
		}
		r.changed = false
	})
	turn.RepeatCount = fyne.AnimationRepeatForever
	turn.Start()
}

// sleep returns at the first event. What Do was given before resting was set is counted in asked, what it is given after
// that wakes: nothing waits for the end.
func (r *rest) sleep() {
	r.resting.Store(true)
	defer r.resting.Store(false)
	if r.asked.Load() == 0 {
		glfw.WaitEventsTimeout(longestRest.Seconds())
	}
}
