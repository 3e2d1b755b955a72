package main

import (
	"context"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// newDesk offers an open store to the member of staff who opened it.
func (k *kiosk) newDesk(session *site.Session) *ui.Desk {
	photos := &photos{session: session, coach: k.coach, eye: k.eye, fresh: map[string][]byte{}}
	kept := &records{kiosk: k, session: session}
	desk := &ui.Desk{
		Staff:     staffOf(session.Staff),
		Interview: &interviews{kiosk: k, session: session, photos: photos},
		Drafts:    drafts{session.Store},
		Photos:    photos,
		Pictures:  pictures{k.drives},
		Records:   kept,
		Dossiers:  dossiers{kept},
		Changes:   dossiers{kept},
		Returned:  kept.returned,
		Outbox:    k,
		Batches:   batches{kept},
		Notices:   notices{session},
		Printer:   newPrinter(),
		Charges:   charges{session},
		Receipts:  receipts{kept},
		Opening:   func(ctx context.Context) (ui.Opening, error) { return k.opening(ctx, session) },
		Prove: func(_ context.Context, passphrase string) error {
			return secretError(k.room.with(func() error { return k.site.Prove(session.Staff.ID, passphrase) }))
		},
		ChangePassphrase: func(ctx context.Context, current, next string) error {
			return secretError(k.room.with(func() error { return session.ChangePassphrase(ctx, current, next) }))
		},
		Lock: k.lock,
	}
	if desk.Staff.Supervisor {
		desk.Enrolment = enrolment{k, session}
		desk.Audit, desk.Reports = audit{k, session}, reports{session}
		desk.Diagnostics, desk.Retention = diagnostics{k, session}, retention{k, session}
		desk.Reviews, desk.Twins = reviews{kept}, twins{kept}
		desk.Retry = dossiers{kept}.retry
		desk.Sticks = &sticks{kiosk: k, session: session}
		desk.People = roster{k, session}
		desk.AllowGesture = session.AllowGesture
		desk.Rotate = func(ctx context.Context) error { return k.rotate(ctx, session) }
		desk.Wipe = func(_ context.Context, passphrase string) error { return k.wipe(session, passphrase) }
	}
	return desk
}

// DeliverNow implements ui.Outbox.
func (k *kiosk) DeliverNow() { k.site.Wake() }

// SetCoresOnly implements ui.Outbox.
func (k *kiosk) SetCoresOnly(on bool) error { return k.site.SetCoresOnly(on) }

// wipe destroys the kiosk, after a passphrase of the supervisor who asks for it.
func (k *kiosk) wipe(session *site.Session, passphrase string) error {
	if err := k.room.with(func() error { return session.MayWipe(passphrase) }); err != nil {
		return secretError(err)
	}
	return k.destroy()
}

// destroy ends all work with the kiosk and wipes it.
func (k *kiosk) destroy() error {
	if k.vacate != nil {
		k.vacate()
	}
	k.close()
	return site.Wipe(k.dir)
}

// interviews begins interviews that keep their answers in the store.
type interviews struct {
	kiosk   *kiosk
	session *site.Session
	photos  *photos
}

// config is what an interview needs: the rules of today, and the clock of the office, which is never before what a portal has
// signed: else a clock that lost its time would refuse every date of the last years.
func (i *interviews) config() (interview.Config, error) {
	rules, err := i.session.Rules(context.Background())
	if err != nil {
		return interview.Config{}, err
	}
	signed, err := i.session.Store.PortalTime(context.Background())
	now := func() time.Time {
		if now := i.kiosk.site.Now(); !now.Before(signed) {
			return now
		}
		return signed.In(i.kiosk.zone)
	}
	return interview.Config{
		Pack: rules, Office: i.kiosk.site.Office(), Now: now,
		Keep: func(d intake.Draft) error { return i.photos.keepDraft(context.Background(), d) },
		Drop: func(id intake.ApplicationID) error { return i.session.Store.DeleteDraft(context.Background(), id) },
	}, err
}

// Begin implements ui.Interviews.
func (i *interviews) Begin(language intake.Language, by intake.AssistedBy) (*interview.Interview, error) {
	config, err := i.config()
	if err != nil {
		return nil, err
	}
	if !config.Pack.Accepting {
		return nil, ui.ErrClosed
	}
	return interview.Begin(config, language, by)
}

// Resume implements ui.Interviews.
func (i *interviews) Resume(draft intake.Draft) (*interview.Interview, error) {
	config, err := i.config()
	if err != nil {
		return nil, err
	}
	return interview.Resume(config, draft)
}

// Check implements ui.Interviews.
func (i *interviews) Check(language intake.Language) (*interview.Interview, error) {
	config, err := i.config()
	if err != nil {
		return nil, err
	}
	return interview.Quick(config, language)
}

// drafts are the interviews that are not handed in.
type drafts struct{ store *store.Store }

// List implements ui.Drafts.
func (d drafts) List(ctx context.Context) ([]intake.Draft, error) { return d.store.Drafts(ctx) }

// Drop implements ui.Drafts.
func (d drafts) Drop(ctx context.Context, id intake.ApplicationID) error {
	return d.store.DeleteDraft(ctx, id)
}
