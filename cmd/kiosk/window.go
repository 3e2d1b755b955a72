package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	fyneapp "fyne.io/fyne/v2/app"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/assets"
	"ventanilla/cmd/internal/passphrase"
	"ventanilla/cmd/internal/site"
)

// appID names the program to the desktop.
const appID = "org.ventanilla.kiosk"

// open shows the window until it is closed, ctx ends or the tour is over. In a folder that is empty or not there, the window
// begins by making a kiosk.
func open(ctx context.Context, o options) error {
	boundMemory()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	eye := newEye(o.camera, filepath.Join(o.dir, site.CameraFile))
	defer eye.close()
	h := newHouse(ctx, o.dir, eye)
	h.drives = newDrives(o.sticks)
	defer h.leave()
	if err := h.enter(); err != nil && !vacant(o.dir) {
		return err
	}
	return show(ctx, stop, o, h)
}

// vacant reports whether a kiosk can be made in dir.
func vacant(dir string) bool {
	entries, err := os.ReadDir(dir)
	return errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0
}

// show builds the window over a house and runs it.
func show(ctx context.Context, stop func(), o options, h *house) error {
	files, err := assets.Locale()
	if err != nil {
		return err
	}
	texts, err := locale.Load(files)
	if err != nil {
		return err
	}
	texts.Log = h.log
	begun, rest := time.Now(), &rest{}
	config := ui.Config{
		Camera: h.camera, Voice: newVoice(), ReadQR: readQR, Passphrases: passphrases{}, Texts: texts, Log: h.log, Fullscreen: o.fullscreen,
		Now: h.now, Kiosk: h.window(), Founder: &founder{house: h}, Salvage: h.salvage, Damaged: damaged, Unwritable: unwritable, WipeNow: h.wipe,
		Awake: func() time.Duration { return time.Since(begun) }, // which stands still while the device sleeps
		Do:    rest.Do,
	}
	var clock hourglass
	if o.tour != "" {
		config.Now, config.Awake = clock.now(config.Now), clock.awake(config.Awake)
	}
	var verdicts atomic.Int64
	if o.figures > 0 {
		config.Kiosk = counted{config.Kiosk, &verdicts}
	}
	if config.Kiosk != nil {
		config.Language = h.kiosk.site.Language()
	}
	app := ui.New(fyneapp.NewWithID(appID), config)
	toured := tour(ctx, stop, o, app, &clock, figures{interviews: o.figures, verdicts: &verdicts, camera: h.camera, pictures: o.camera})
	rest.begin(app.Still)
	h.log.Info("window opened")
	app.Run(ctx)
	h.log.Info("window closed")
	stop()
	return <-toured
}

// tour walks the demonstration or measures, if it was asked for, and ends the window after it. The outcome comes on the
// channel.
func tour(ctx context.Context, stop func(), o options, app *ui.App, clock *hourglass, measured figures) <-chan error {
	outcome := make(chan error, 1)
	if o.tour == "" && o.figures == 0 {
		outcome <- nil
		return outcome
	}
	go func() {
		defer stop()
		secret, err := passphrase.FromFile(o.passphraseFile)
		switch {
		case err != nil:
		case o.figures > 0:
			measured.passphrase = secret
			err = measure(ctx, app, measured, os.Stdout)
		default:
			err = walkTour(ctx, app, tourOf{
				folder: o.tour, languages: languages(o.languages), brief: o.brief, passphrase: secret,
				camera: o.camera, answers: os.Stdin, clock: clock,
			}, os.Stdout)
		}
		outcome <- err
	}()
	return outcome
}

func languages(codes []string) []intake.Language {
	var all []intake.Language
	for _, code := range codes {
		all = append(all, intake.Language(code))
	}
	return all
}

// storeError is a kiosk that cannot be opened, with what to do about it.
type storeError struct {
	dir   string
	cause error
}

func (e storeError) Error() string {
	switch {
	case errors.Is(e.cause, site.ErrNoSite):
		return fmt.Sprintf("there is no kiosk in %s: make one in an empty folder, here or with \"kioskctl init --dir %s\"", e.dir, e.dir)
	case errors.Is(e.cause, site.ErrHeld):
		return fmt.Sprintf("another program works with the kiosk in %s: close it first", e.dir)
	case errors.Is(e.cause, site.ErrDamaged):
		return fmt.Sprintf("the kiosk in %s is damaged: keep the folder as it is and call the office (%v)", e.dir, e.cause)
	default:
		return e.cause.Error()
	}
}

func (e storeError) Unwrap() error { return e.cause }

// ExitStatus tells damage from what can be tried again.
func (e storeError) ExitStatus() int {
	if errors.Is(e.cause, site.ErrDamaged) {
		return exitDamage
	}
	return exitStore
}
