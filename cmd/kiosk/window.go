package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	fyneapp "fyne.io/fyne/v2/app"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/assets"
	"ventanilla/cmd/internal/site"
)

// appID names the program to the desktop.
const appID = "org.ventanilla.kiosk"

// open shows the window until it is closed, ctx ends or the tour is over.
func open(ctx context.Context, o options) error {
	if _, err := site.Open(o.dir, site.Options{}); err != nil {
		return storeError{o.dir, err} // before anything is written into a folder that is no kiosk
	}
	held, err := site.Hold(o.dir)
	if err != nil {
		return storeError{o.dir, err}
	}
	defer held.Close()
	log, closeLog, err := openLog(o.dir)
	if err != nil {
		return err
	}
	defer closeLog()
	place, err := site.Open(o.dir, site.Options{Log: log})
	if err != nil {
		return storeError{o.dir, err}
	}
	camera := newEye(o.camera, filepath.Join(o.dir, site.CameraFile))
	defer camera.close()
	k, err := newKiosk(o.dir, place, camera, log)
	if err != nil {
		return err
	}
	defer k.close()
	return show(ctx, o, k, log)
}

// show builds the window over a kiosk and runs it.
func show(ctx context.Context, o options, k *kiosk, log *slog.Logger) error {
	files, err := assets.Locale()
	if err != nil {
		return err
	}
	texts, err := locale.Load(files)
	if err != nil {
		return err
	}
	texts.Log = log
	app := ui.New(fyneapp.NewWithID(appID), ui.Config{
		Kiosk: k, Camera: k.eye, Passphrases: passphrases{}, Texts: texts, Language: k.site.Language(), Log: log, Fullscreen: o.fullscreen, Now: k.now,
	})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	delivered := make(chan struct{})
	go func() {
		k.deliver(ctx)
		close(delivered)
	}()
	toured := tour(ctx, stop, o, app)
	log.Info("window opened")
	app.Run(ctx)
	log.Info("window closed")
	stop()
	<-delivered
	return <-toured
}

// tour walks the demonstration, if it was asked for, and ends the window after it. The outcome comes on the channel.
func tour(ctx context.Context, stop func(), o options, app *ui.App) <-chan error {
	outcome := make(chan error, 1)
	if o.tour == "" {
		outcome <- nil
		return outcome
	}
	go func() {
		defer stop()
		passphrase, err := readPassphrase(o.passphraseFile)
		if err == nil {
			err = walkTour(ctx, app, o.tour, passphrase, os.Stdout)
		}
		outcome <- err
	}()
	return outcome
}

// storeError is a kiosk that cannot be opened, with what to do about it.
type storeError struct {
	dir   string
	cause error
}

func (e storeError) Error() string {
	switch {
	case errors.Is(e.cause, site.ErrNoSite):
		return fmt.Sprintf("there is no kiosk in %s: make one with \"kioskctl init --dir %s\"", e.dir, e.dir)
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

// logMost is how long the log grows, in bytes, before it begins anew and the old one is kept beside it.
const logMost = 1 << 20

// openLog opens the log for technicians. Nothing about a person is ever written to it.
func openLog(dir string) (*slog.Logger, func() error, error) {
	path := filepath.Join(dir, site.LogFile)
	if info, err := os.Stat(path); err == nil && info.Size() > logMost {
		if err := os.Rename(path, filepath.Join(dir, site.OldLogFile)); err != nil {
			return nil, nil, fmt.Errorf("open log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open log: %w", err)
	}
	return slog.New(slog.NewTextHandler(f, nil)), f.Close, nil
}
