package site_test

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

// succession writes, as a portal's stick carries it, that next follows p.
func (p *portal) succession(t *testing.T, next *portal) (stick string) {
	t.Helper()
	stick = t.TempDir()
	old := batch.NewPortalID(p.public())
	envelope, err := batch.SignDocument(p.key, batch.Succession{Version: batch.Version, Portal: old, Card: next.card(t), At: noon})
	must(t, err)
	path := filepath.Join(stick, batch.SuccessionFile(old))
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, envelope, 0o600))
	return stick
}

// TestRecoveryFollowsThePortal wants the identity behind the portal's new key to recover the kiosk from the next unlock of a
// supervisor on, and the former one until then.
func TestRecoveryFollowsThePortal(t *testing.T) {
	p, dir, ana := newKiosk(t)
	must(t, ana.Lock())
	jo := addWorker(t, dir)
	next := newPortal(t)
	next.key = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize))
	_, err := open(t, dir).Import(t.Context(), p.succession(t, next), nil)
	must(t, err)

	worker, err := open(t, dir).Unlock(t.Context(), jo, passphrase)
	must(t, err)
	must(t, worker.Lock())
	opens(t, dir, p, nil)
	opens(t, dir, next, vault.ErrRecovery)

	for range 2 {
		session, err := open(t, dir).Unlock(t.Context(), ana.Staff.ID, passphrase)
		must(t, err)
		n := len(slices.DeleteFunc(told(t, session), func(did string) bool { return did != string(store.RecoveryFollowed)+" " }))
		if n != 1 {
			t.Errorf("the audit trail tells of it %d times", n)
		}
		must(t, session.Lock())
	}
	opens(t, dir, p, vault.ErrRecovery)
	opens(t, dir, next, nil)
}

// opens tries whether the portal's identity opens the vault.
func opens(t *testing.T, dir string, p *portal, want error) {
	t.Helper()
	v, err := vault.Read(filepath.Join(dir, "vault.json"))
	must(t, err)
	session, err := v.Recover(p.office)
	mustBe(t, err, want)
	if err == nil {
		session.Lock()
	}
}
