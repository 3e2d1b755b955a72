package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ventanilla/app/photo"
	"ventanilla/app/ui"
	"ventanilla/assets"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
)

// kiosk is the machine behind the window.
type kiosk struct {
	dir    string
	site   *site.Site
	log    *slog.Logger
	coach  *photo.Coach
	eye    *eye
	drives drives
	zone   *time.Location // of the office
	room   room           // for a passphrase

	mu      sync.Mutex
	session *site.Session // nil while locked
	link    link
	custody custody
	vacate  func()                   // ends all other work with the folder before a wipe; nil: there is none
	reopen  func() (ui.Kiosk, error) // opens the folder anew; nil: the window is not over a house
	idle    time.Duration            // without a touch, after which the window locks; as the store said when it was last opened
	closed  chan struct{}            // closed when no session is being locked any more
}

func newKiosk(dir string, s *site.Site, camera *eye, log *slog.Logger) (*kiosk, error) {
	coach, err := photo.NewCoach(assets.CascadeFaces(), assets.CascadePupils())
	if err != nil {
		return nil, fmt.Errorf("read cascades: %w", err)
	}
	k := &kiosk{dir: dir, site: s, log: log, coach: coach, eye: camera, drives: newDrives(""), zone: s.Now().Location(), link: newLink(), closed: make(chan struct{})}
	close(k.closed)
	return k, k.count(context.Background())
}

// Site implements ui.Kiosk.
func (k *kiosk) Site() ui.Site {
	k.mu.Lock()
	defer k.mu.Unlock()
	return ui.Site{Name: k.site.Name(), Office: k.site.Office(), Idle: k.idle, Gesture: k.site.Gesture(), Enrolled: k.site.Enrolled()}
}

// Staff implements ui.Kiosk.
func (k *kiosk) Staff() []ui.Staff {
	var staff []ui.Staff
	for _, s := range k.site.Staff() {
		staff = append(staff, staffOf(s))
	}
	return staff
}

func staffOf(s vault.Staff) ui.Staff {
	return ui.Staff{ID: string(s.ID), Name: s.Name, Supervisor: s.Role == vault.Supervisor}
}

// Unlock implements ui.Kiosk.
func (k *kiosk) Unlock(ctx context.Context, staff, passphrase string) (*ui.Desk, error) {
	k.wait()
	var session *site.Session
	if err := k.room.with(func() (err error) {
		session, err = k.site.Unlock(ctx, vault.StaffID(staff), passphrase)
		return err
	}); err != nil {
		return nil, secretError(err)
	}
	settings, err := session.Store.Settings(ctx)
	if err != nil {
		return nil, errors.Join(err, session.Lock())
	}
	k.mu.Lock()
	k.session, k.idle = session, time.Duration(settings.Idle)*time.Minute
	k.mu.Unlock()
	if err := k.count(ctx); err != nil {
		k.log.Error("count the outbox", "error", err)
	}
	return k.newDesk(session), nil
}

// lock closes the store and drops its keys without keeping the window waiting: what is being sealed is finished first.
func (k *kiosk) lock() {
	k.mu.Lock()
	defer k.mu.Unlock()
	session := k.session
	if session == nil {
		return
	}
	closed := make(chan struct{})
	k.session, k.closed = nil, closed
	go func() {
		defer close(closed)
		if err := session.Lock(); err != nil {
			k.log.Error("lock", "error", err)
		}
	}()
}

// close ends the work with the kiosk.
func (k *kiosk) close() {
	k.lock()
	k.wait()
}

// wait returns when no session is being locked.
func (k *kiosk) wait() {
	k.mu.Lock()
	closed := k.closed
	k.mu.Unlock()
	<-closed
}

// opened is the session, nil while locked.
func (k *kiosk) opened() *site.Session {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.session
}
