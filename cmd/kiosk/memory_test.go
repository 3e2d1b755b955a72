package main

import (
	"log/slog"
	"math"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
)

// TestAPassphraseHasRoom looks at the bound on memory whenever the clock is read, which each of these does beside the
// passphrase.
func TestAPassphraseHasRoom(t *testing.T) {
	t.Cleanup(func() { debug.SetMemoryLimit(math.MaxInt64) })
	debug.SetMemoryLimit(goMemory)
	var lifted atomic.Bool
	place, err := site.Open(newSite(t), site.Options{Now: func() time.Time {
		if debug.SetMemoryLimit(-1) == math.MaxInt64 {
			lifted.Store(true)
		}
		return time.Now()
	}})
	must(t, err)
	eye := newEye("test", "")
	k, err := newKiosk("", place, eye, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { k.close(); eye.close() })
	var desk *ui.Desk
	const fresh = "otras cinco palabras muy raras"
	ana := k.Staff()[0].ID
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"unlock", func() (err error) { desk, err = k.Unlock(t.Context(), ana, secret); return err }},
		{"prove", func() error { return desk.Prove(t.Context(), secret) }},
		{"change", func() error { return desk.ChangePassphrase(t.Context(), secret, fresh) }},
		{"add", func() error { return desk.People.Add(t.Context(), "Jo", ui.StandingWorker, fresh) }},
		{"reset", func() error { return desk.People.Reset(t.Context(), k.Staff()[1].ID, secret) }},
	} {
		lifted.Store(false)
		must(t, step.do())
		if !lifted.Load() {
			t.Errorf("%s: works under the bound", step.name)
		}
		if bound := debug.SetMemoryLimit(-1); bound != goMemory {
			t.Errorf("%s: leaves a bound of %d bytes", step.name, bound)
		}
	}
}
