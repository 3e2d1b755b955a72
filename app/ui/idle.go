package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

const (
	defaultIdle = 5 * time.Minute
	idleWarning = 30 // seconds of countdown before the store is locked
)

// idle knows when somebody was last there, and what the countdown covers while it is shown.
type idle struct {
	last    time.Time
	warning *widgets.Text // nil unless the countdown is shown
	page    *widgets.Page // that it is shown on
	centre  fyne.CanvasObject
	step    int
	steps   int
	wall    time.Time     // of the last tick
	awake   time.Duration // at the last tick
}

// watchClock calls tick once a second until ctx ends.
func (a *App) watchClock(ctx context.Context) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-second.C:
			a.Do(a.tick)
		}
	}
}

// tick brings up to date what changes by itself: the state of link and outbox, and the countdown.
func (a *App) tick() {
	if status := a.Kiosk.Status(); status != a.status {
		a.status = status
		a.furnishBar()
	}
	if t, ok := a.current.(ticker); ok {
		t.tick()
	}
	if a.slept() && a.desk != nil {
		a.lock()
	}
	a.tickIdle()
}

// slept reports whether the device was asleep since the last tick, or its clock was set forward: more time has passed than
// it was awake.
func (a *App) slept() bool {
	if a.Awake == nil {
		return false
	}
	const least = 10 * time.Second
	wall, awake := a.Now().Round(0), a.Awake() // rounding leaves the clock on the wall alone
	gap, first := wall.Sub(a.idle.wall)-(awake-a.idle.awake), a.idle.wall.IsZero()
	a.idle.wall, a.idle.awake = wall, awake
	return !first && gap > least
}

func (a *App) tickIdle() {
	if a.desk == nil {
		return
	}
	limit := a.Kiosk.Site().Idle
	if limit <= 0 {
		limit = defaultIdle
	}
	switch left := limit - a.Now().Sub(a.idle.last); {
	case left <= 0:
		a.goneAway()
	case left <= idleWarning*time.Second:
		a.warn(int((left + time.Second - 1) / time.Second))
	}
}

// touched is called whenever somebody is there.
func (a *App) touched() {
	a.idle.last = a.Now()
	a.endWarning()
}

// Still reports whether nothing moves by itself and nobody is at it: what changes from now on comes with an event or
// through Do.
func (a *App) Still() bool {
	const moment = time.Second // longer than a page takes to come
	now := a.Now()
	return now.Sub(a.idle.last) > moment && now.Sub(a.came) > moment && !widgets.Held(a.window.Content())
}

// warn counts down on the sill and the counter.
func (a *App) warn(seconds int) {
	if a.idle.warning == nil {
		p := a.frame.Page()
		a.idle.page, a.idle.centre, a.idle.step, a.idle.steps = p, p.Centre, p.Step, p.Steps
		a.idle.warning = widgets.NewText(theme.Label, "").Toned(widgets.OnCounter).Aligned(fyne.TextAlignCenter)
		p.Centre = a.idle.warning
	}
	a.idle.warning.SetText(a.count("idle.sill", seconds))
	a.idle.page.Step, a.idle.page.Steps = seconds, idleWarning
	a.update()
}

// endWarning gives the page back what the countdown covered.
func (a *App) endWarning() {
	if a.idle.warning == nil {
		return
	}
	p := a.idle.page
	p.Centre, p.Step, p.Steps = a.idle.centre, a.idle.step, a.idle.steps
	a.idle.warning, a.idle.page, a.idle.centre = nil, nil, nil
	a.update()
}

// goneAway is what happens when nobody was there for the site's limit: an applicant's answers are covered, and the store
// of staff is locked.
func (a *App) goneAway() {
	a.endWarning()
	if a.hosted() && a.talk != nil {
		a.idle.last = a.Now()
		a.hide()
		return
	}
	a.lock()
}
