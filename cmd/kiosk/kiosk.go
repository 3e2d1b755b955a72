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
	dir   string
	site  *site.Site
	log   *slog.Logger
	coach *photo.Coach
	eye   *eye
	zone  *time.Location // of the office

	mu      sync.Mutex
	session *site.Session // nil while locked
	link    link
	custody custody
	closing sync.WaitGroup // a session that is being locked
}

func newKiosk(dir string, s *site.Site, camera *eye, log *slog.Logger) (*kiosk, error) {
	coach, err := photo.NewCoach(assets.CascadeFaces(), assets.CascadePupils())
	if err != nil {
		return nil, fmt.Errorf("read cascades: %w", err)
	}
	rules, err := site.FirstRules()
	if err != nil {
		return nil, err
	}
	k := &kiosk{dir: dir, site: s, log: log, coach: coach, eye: camera, zone: time.Local, link: newLink()}
	if office, ok := rules.Office(s.Office()); ok && office.Intake.Zone != nil {
		k.zone = office.Intake.Zone
	}
	return k, k.count(context.Background())
}

// now is the device's clock in the time zone of the office.
func (k *kiosk) now() time.Time { return time.Now().In(k.zone) }

// Site implements ui.Kiosk.
func (k *kiosk) Site() ui.Site { return ui.Site{Name: k.site.Name(), Office: k.site.Office()} }

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
	k.closing.Wait()
	session, err := k.site.Unlock(ctx, vault.StaffID(staff), passphrase)
	if err != nil {
		return nil, secretError(err)
	}
	k.mu.Lock()
	k.session = session
	k.mu.Unlock()
	if err := k.count(ctx); err != nil {
		k.log.Error("count the outbox", "error", err)
	}
	return k.newDesk(session), nil
}

// secretError puts the vault's refusals into those that the window knows.
func secretError(err error) error {
	var wait *vault.WaitError
	switch {
	case errors.As(err, &wait):
		return &ui.WaitError{Wait: wait.For}
	case errors.Is(err, vault.ErrPassphrase):
		return ui.ErrPassphrase
	default:
		return err
	}
}

// lock closes the store and drops its keys without keeping the window waiting: what is being sealed is finished first.
func (k *kiosk) lock() {
	k.mu.Lock()
	session := k.session
	k.session = nil
	k.mu.Unlock()
	if session == nil {
		return
	}
	k.closing.Add(1)
	go func() {
		defer k.closing.Done()
		if err := session.Lock(); err != nil {
			k.log.Error("lock", "error", err)
		}
	}()
}

// close ends the work with the kiosk.
func (k *kiosk) close() {
	k.lock()
	k.closing.Wait()
}

// opened is the session, nil while locked.
func (k *kiosk) opened() *site.Session {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.session
}
