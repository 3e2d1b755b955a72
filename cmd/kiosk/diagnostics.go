package main

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/camera"
	"ventanilla/app/receipt"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
)

// diagnostics look at the kiosk and at what the window works with.
type diagnostics struct {
	kiosk   *kiosk
	session *site.Session
}

// lookPatience is how long a device may take to show that it is there.
const lookPatience = 5 * time.Second

// Checks implements ui.Diagnostics.
func (d diagnostics) Checks(ctx context.Context) ([]ui.Check, error) {
	found, err := d.session.Checks(ctx)
	if err != nil {
		return nil, err
	}
	return append(shownChecks(found), d.linkCheck(), d.cameraCheck(ctx), printerCheck(ctx)), nil
}

// linkCheck tells how the last pass over the network went; no link is usual.
func (d diagnostics) linkCheck() ui.Check {
	link := d.kiosk.Status().Link
	return ui.Check{Name: "link", Found: string(link), Good: link == ui.LinkUp || link == ui.LinkNone}
}

func (d diagnostics) cameraCheck(ctx context.Context) ui.Check {
	ctx, stop := context.WithTimeout(ctx, lookPatience)
	defer stop()
	_, err := d.kiosk.eye.Frame(ctx)
	switch {
	case err == nil:
		return ui.Check{Name: "camera", Found: "sees", Good: true}
	case errors.Is(err, camera.ErrBusy):
		return ui.Check{Name: "camera", Found: "busy"}
	case errors.Is(err, camera.ErrNone):
		return ui.Check{Name: "camera", Found: "none"}
	}
	return ui.Check{Name: "camera", Found: "gone"}
}

// printerCheck asks for a printer. Without one the slip is shown large, so that is no trouble.
func printerCheck(ctx context.Context) ui.Check {
	ctx, stop := context.WithTimeout(ctx, lookPatience)
	defer stop()
	if newPrinter() == nil || receipt.Ready(ctx) != nil {
		return ui.Check{Name: "printer", Found: "none", Good: true}
	}
	return ui.Check{Name: "printer", Found: "ready", Good: true}
}

// Inspect implements ui.Diagnostics.
func (d diagnostics) Inspect(ctx context.Context, progress func(done, total int64)) ([]ui.Check, error) {
	var told time.Time
	found, err := d.session.Inspect(ctx, func(done, total int64) {
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			progress(done, total)
		}
	})
	return shownChecks(found), err
}

// Save implements ui.Diagnostics.
func (d diagnostics) Save(ctx context.Context, folder string, checks []ui.Check) (string, error) {
	found := make([]site.Check, len(checks))
	for i, c := range checks {
		found[i] = site.Check(c)
	}
	name := d.session.SupportName()
	return name, d.session.SaveSupport(ctx, folder, name, found)
}

func shownChecks(found []site.Check) []ui.Check {
	checks := make([]ui.Check, len(found))
	for i, c := range found {
		checks[i] = ui.Check(c)
	}
	return checks
}
