package site

import (
	"context"
	"errors"
	"time"

	"ventanilla/app/intake"
)

// UndoTime is how long a withdrawal that was asked for can be undone. Locking the kiosk ends it earlier.
const UndoTime = time.Minute

// AskWithdrawal notes that a person takes an application back. The first [Session.Work] after UndoTime makes it final.
// Errors are those of [store.Store.AskWithdrawal].
func (s *Session) AskWithdrawal(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Store.AskWithdrawal(ctx, id, reason)
}

// UndoWithdrawal takes back what AskWithdrawal noted. Errors are those of [store.Store.UndoWithdrawal].
func (s *Session) UndoWithdrawal(ctx context.Context, id intake.ApplicationID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Store.UndoWithdrawal(ctx, id)
}

// Withdraw takes an application back at once, and puts that into the outbox. Trouble with sealing is logged and mended by
// the next [Session.Work]. Errors are those of [store.Store.Withdraw].
func (s *Session) Withdraw(ctx context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) (intake.Revision, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.Store.Withdraw(ctx, id, reason)
	if err != nil {
		return r, err
	}
	s.log("seal a withdrawal", s.sendWithdrawals(ctx))
	s.Site.Wake()
	return r, nil
}

// closeWithdrawals makes those final that were asked for until then.
func (s *Session) closeWithdrawals(ctx context.Context, asked time.Time) error {
	n, err := s.Store.CloseWithdrawals(ctx, asked)
	if err != nil || n == 0 {
		return err
	}
	return s.sendWithdrawals(ctx)
}

// closeAllWithdrawals makes all final, however the clock stands.
func (s *Session) closeAllWithdrawals(ctx context.Context) error {
	const never = 1 << 40 // seconds since 1970
	return s.closeWithdrawals(ctx, time.Unix(never, 0))
}

// sendWithdrawals removes sealed objects that must not leave any more, and seals what says so.
func (s *Session) sendWithdrawals(ctx context.Context) error {
	if s.custody == nil {
		return nil // unlocking has failed
	}
	_, err := s.custody.Recover(ctx)
	_, submitErr := s.custody.Submit(ctx)
	return errors.Join(err, submitErr)
}
