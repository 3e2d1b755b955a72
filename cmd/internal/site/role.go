package site

import (
	"context"
	"errors"

	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/carrier"
)

// ErrRole says that only a supervisor may do this.
var ErrRole = vault.ErrRole

// supervise returns ErrRole unless a supervisor has unlocked. What a session does for supervisors alone begins with it.
func (s *Session) supervise() error {
	if s.vault.Staff().Role != vault.Supervisor {
		return ErrRole
	}
	return nil
}

// Export is [Site.Export], noted in the audit trail. Supervisors only.
func (s *Session) Export(ctx context.Context, to string, options carrier.Options) (carrier.Exported, error) {
	if err := s.supervise(); err != nil {
		return carrier.Exported{}, err
	}
	done, err := s.Site.Export(ctx, to, options)
	if len(done.Bundles) > 0 {
		err = errors.Join(err, s.Store.Record(context.WithoutCancel(ctx), store.Exported, ""))
	}
	return done, err
}

// Import is [Site.Import], noted in the audit trail. Supervisors only.
func (s *Session) Import(ctx context.Context, from string, progress carrier.Progress) (carrier.Imported, error) {
	if err := s.supervise(); err != nil {
		return carrier.Imported{}, err
	}
	done, err := s.Site.Import(ctx, from, progress)
	if done.Receipts+done.Updates+done.Drafts+done.Cards > 0 || done.Answer != nil {
		err = errors.Join(err, s.Store.Record(context.WithoutCancel(ctx), store.Imported, ""))
	}
	return done, err
}

// Audit is [store.Store.Audit]. Supervisors only.
func (s *Session) Audit(ctx context.Context, yield func(store.Entry) bool) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.Store.Audit(ctx, yield)
}

// VerifyAudit is [store.Store.VerifyAudit]. Supervisors only.
func (s *Session) VerifyAudit(ctx context.Context) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.Store.VerifyAudit(ctx)
}

// MayWipe reports whether who unlocked may destroy the kiosk, by [Wipe] after the end of the session, and has just typed the
// own passphrase. The error is ErrRole for all but supervisors, or one of [Site.Prove].
func (s *Session) MayWipe(passphrase string) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.Site.Prove(s.Staff.ID, passphrase)
}
