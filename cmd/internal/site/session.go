package site

import (
	"context"
	"errors"
	"sync"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/outbox"
)

// Session is an unlocked kiosk. It is safe for concurrent use. End it with Lock.
type Session struct {
	Site  *Site
	Staff vault.Staff
	Store *store.Store

	vault    *vault.Session
	rules    rulebook
	mu       sync.Mutex // held while custody works
	custody  *outbox.Custody
	sealsFor string         // the key on the card that custody seals for
	early    outbox.Settled // what unlocking has settled, until Work tells it
}

// begin takes what arrived while the kiosk was locked. Trouble with the outbox is logged: staff must be able to work.
func (s *Session) begin(ctx context.Context) error {
	var err error
	if s.rules.first, err = FirstRules(); err != nil {
		return err
	}
	if err := s.makeCustody(ctx); err != nil {
		return err
	}
	if err := s.Store.SawPortalTime(ctx, s.Site.portalTime()); err != nil {
		return err
	}
	if err := s.Store.Record(ctx, store.Unlocked, ""); err != nil {
		return err
	}
	_, err = s.custody.Recover(ctx)
	s.log("recover the outbox", err)
	_, s.early, err = s.Work(ctx)
	s.log("seal and settle", err)
	return nil
}

func (s *Session) log(what string, err error) {
	if err != nil {
		s.Site.options.Log.Error(what, "error", err)
	}
}

// takeAnswer gives the site's name to the store and to what is sealed from now on, once the portal has told it.
func (s *Session) takeAnswer(ctx context.Context) error {
	answer, enrolled := s.Site.answer()
	if !enrolled {
		return nil
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil || settings.Site == answer.Site {
		return err
	}
	settings.Site = answer.Site
	if err := s.Store.SaveSettings(ctx, settings); err != nil {
		return err
	}
	if err := s.Store.Record(ctx, store.Enrolled, ""); err != nil {
		return err
	}
	return s.makeCustody(ctx)
}

func (s *Session) makeCustody(ctx context.Context) error {
	signing, identity, err := s.deviceKeys(ctx)
	if err != nil {
		return err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return err
	}
	card := s.Site.Card()
	s.sealsFor = card.Key
	s.custody = outbox.NewCustody(s.Site.outbox, s.Store, outbox.Config{
		Device: signing, Identity: identity, Site: settings.Site,
		Recipients: card.AgeRecipients(), Accept: s.accept, Room: s.room, Now: s.Site.options.Now,
	})
	return nil
}

// HandIn freezes a draft, seals it and puts it into the outbox. Once it is frozen nothing of it can be lost, so trouble
// with sealing, such as a full disk, is logged and mended by the next [Session.Work]. Errors are ErrClosed and those of
// [store.Store.Freeze].
func (s *Session) HandIn(ctx context.Context, id intake.ApplicationID) (intake.Revision, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayHandIn(ctx, id); err != nil {
		return intake.Revision{}, err
	}
	r, err := s.Store.Freeze(ctx, id)
	if err != nil {
		return r, err
	}
	s.log("seal what was handed in", s.submit(ctx))
	s.Site.Wake()
	return r, nil
}

// submit seals what is not sealed yet, to whom the card of now names.
func (s *Session) submit(ctx context.Context) error {
	if err := s.follow(ctx); err != nil {
		return err
	}
	_, err := s.custody.Submit(ctx)
	return err
}

// Work seals what is not sealed yet, settles the receipts and updates that arrived, and purges what has been kept long
// enough. Call it after each pass and each import. The first call tells what was settled by unlocking too.
func (s *Session) Work(ctx context.Context) (outbox.Submitted, outbox.Settled, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := errors.Join(s.takeAnswer(ctx), s.follow(ctx), s.followRecovery(ctx), s.closeWithdrawals(ctx, s.Site.options.Now().Add(-UndoTime)))
	submitted, submitErr := s.custody.Submit(ctx)
	settled, settleErr := s.custody.Settle(ctx)
	if len(settled.Updates) > 0 {
		s.rules.forget()
	}
	settled, s.early = s.early.And(settled), outbox.Settled{}
	_, purgeErr := s.Store.PurgeDue(ctx)
	return submitted, settled, errors.Join(err, submitErr, settleErr, purgeErr)
}

// Retry takes a parked revision back: what the portal has not signed for is sealed anew. Supervisors only;
// other errors are those of [store.Store.Retry].
func (s *Session) Retry(ctx context.Context, id intake.ApplicationID, revision int) error {
	if err := s.supervise(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Store.Retry(ctx, id, revision); err != nil {
		return err
	}
	if _, err := s.custody.Recover(ctx); err != nil {
		return err
	}
	_, err := s.custody.Submit(ctx)
	s.Site.Wake()
	return err
}

// Lock makes withdrawals final, closes the store and drops its keys.
func (s *Session) Lock() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log("close withdrawals", s.closeAllWithdrawals(context.Background()))
	err := s.Store.Close()
	s.vault.Lock()
	return err
}
