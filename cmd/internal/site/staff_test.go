package site_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
)

const other = "otras cinco palabras muy raras"

// newKiosk makes a kiosk and unlocks it for its supervisor.
func newKiosk(t *testing.T) (*portal, string, *site.Session) {
	t.Helper()
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	return p, dir, unlock(t, open(t, dir))
}

// told lists what the audit trail says was done about whom, from the first change of staff on.
func told(t *testing.T, session *site.Session) (actions []string) {
	t.Helper()
	must(t, session.Audit(t.Context(), func(e store.Entry) bool {
		if e.What != store.Changed && e.What != store.Unlocked {
			actions = append(actions, string(e.What)+" "+e.Subject)
		}
		return true
	}))
	must(t, session.VerifyAudit(t.Context()))
	return actions
}

func TestStaff(t *testing.T) {
	_, dir, ana := newKiosk(t)
	ctx := t.Context()
	jo, err := ana.AddStaff(ctx, "Jo", vault.Worker, passphrase)
	must(t, err)
	_, err = ana.AddStaff(ctx, "jo", vault.Worker, passphrase)
	mustBe(t, err, vault.ErrNameTaken)
	mustBe(t, ana.DisableStaff(ctx, ana.Staff.ID), vault.ErrLastSupervisor)
	mustBe(t, ana.SetRole(ctx, ana.Staff.ID, vault.Worker), vault.ErrLastSupervisor)
	if err := ana.SetRole(ctx, jo, "owner"); err == nil {
		t.Error("a role was invented")
	}
	must(t, ana.DisableStaff(ctx, jo))
	_, err = open(t, dir).Unlock(ctx, jo, passphrase)
	mustBe(t, err, vault.ErrDisabled)
	must(t, ana.ResetStaff(ctx, jo, other))
	must(t, ana.SetRole(ctx, jo, vault.Supervisor))
	must(t, ana.SetRole(ctx, ana.Staff.ID, vault.Worker))
	mustBe(t, ana.ChangePassphrase(ctx, other, other), vault.ErrPassphrase)
	must(t, ana.ChangePassphrase(ctx, passphrase, other))
	must(t, ana.Lock())

	again, err := open(t, dir).Unlock(ctx, jo, other)
	must(t, err)
	defer again.Lock()
	want := []string{
		"staff_added " + string(jo), "staff_disabled " + string(jo), "passphrase_reset " + string(jo), "made_supervisor " + string(jo),
		"made_worker " + string(ana.Staff.ID), "passphrase_changed " + string(ana.Staff.ID),
	}
	if got := told(t, again); !slices.Equal(got, want) {
		t.Errorf("audit tells %q", got)
	}
	everybody, err := again.Everybody()
	must(t, err)
	if len(everybody) != 2 || everybody[0].Role != vault.Worker || everybody[1].Role != vault.Supervisor {
		t.Errorf("staff are %+v", everybody)
	}
}

func TestAWorkerManagesNobody(t *testing.T) {
	_, dir, ana := newKiosk(t)
	must(t, ana.Lock())
	jo := addWorker(t, dir)
	session, err := open(t, dir).Unlock(t.Context(), jo, passphrase)
	must(t, err)
	defer session.Lock()
	ctx := t.Context()
	for what, do := range map[string]func() error{
		"list":    func() error { _, err := session.Everybody(); return err },
		"add":     func() error { _, err := session.AddStaff(ctx, "Eli", vault.Worker, passphrase); return err },
		"disable": func() error { return session.DisableStaff(ctx, ana.Staff.ID) },
		"reset":   func() error { return session.ResetStaff(ctx, ana.Staff.ID, other) },
		"promote": func() error { return session.SetRole(ctx, jo, vault.Supervisor) },
		"rotate":  func() error { return session.Rotate(ctx) },
	} {
		if err := do(); !errors.Is(err, site.ErrRole) {
			t.Errorf("%s: a worker gets %v", what, err)
		}
	}
	must(t, session.ChangePassphrase(ctx, passphrase, other))
}

func TestForgottenPassphrases(t *testing.T) {
	p, dir, ana := newKiosk(t)
	id := handIn(t, ana).Application
	must(t, ana.Lock())
	stranger, err := age.GenerateHybridIdentity()
	must(t, err)
	s := open(t, dir)
	_, err = s.Recover(t.Context(), stranger)
	mustBe(t, err, vault.ErrRecovery)
	recovered, err := s.Recover(t.Context(), p.office)
	must(t, err)
	must(t, recovered.ResetStaff(t.Context(), ana.Staff.ID, other))
	must(t, recovered.Lock())

	again, err := s.Unlock(t.Context(), ana.Staff.ID, other)
	must(t, err)
	defer again.Lock()
	_, err = again.Store.Summary(t.Context(), id)
	must(t, err)
	if got := told(t, again); !slices.Contains(got, "recovered ") || !slices.Contains(got, "passphrase_reset "+string(ana.Staff.ID)) {
		t.Errorf("audit tells %q", got)
	}
}

func TestOlderVaultOpensNothing(t *testing.T) {
	p, dir, ana := newKiosk(t)
	file := filepath.Join(dir, "vault.json")
	before, err := os.ReadFile(file)
	must(t, err)
	must(t, ana.ChangePassphrase(t.Context(), passphrase, other))
	must(t, ana.Lock())
	must(t, os.WriteFile(file, before, 0o600))
	s := open(t, dir)
	for range 2 {
		_, err = s.Unlock(t.Context(), ana.Staff.ID, passphrase)
		mustBe(t, err, site.ErrOlderVault)
	}
	recovered, err := s.Recover(t.Context(), p.office)
	must(t, err)
	must(t, recovered.Lock())
	again, err := s.Unlock(t.Context(), ana.Staff.ID, passphrase)
	must(t, err)
	defer again.Lock()
	if got := told(t, again); !slices.Contains(got, "older_vault_refused ") || !slices.Contains(got, "older_vault_recovered ") {
		t.Errorf("audit tells %q", got)
	}
}

func TestRotate(t *testing.T) {
	_, dir, ana := newKiosk(t)
	id := handIn(t, ana).Application
	file := filepath.Join(dir, "vault.json")
	before, err := os.ReadFile(file)
	must(t, err)
	must(t, ana.Rotate(t.Context()))
	again := unlock(t, open(t, dir))
	_, err = again.Store.Summary(t.Context(), id)
	must(t, err)
	if got := told(t, again); !slices.Contains(got, "rotation_begun ") || !slices.Contains(got, "rotated ") {
		t.Errorf("audit tells %q", got)
	}
	must(t, again.Lock())
	must(t, os.WriteFile(file, before, 0o600))
	_, err = open(t, dir).Unlock(t.Context(), ana.Staff.ID, passphrase)
	mustBe(t, err, cryptvfs.ErrKey)
}

// TestRotationCutOff cuts a rotation off before and after the database has its new key.
func TestRotationCutOff(t *testing.T) {
	cut := errors.New("cut off")
	for name, swap := range map[string]func(path string, old, fresh []byte) error{
		"before": func(string, []byte, []byte) error { return cut },
		"after": func(path string, old, fresh []byte) error {
			return errors.Join(cryptvfs.Rekey(context.Background(), path, old, fresh), cut)
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, dir, ana := newKiosk(t)
			id := handIn(t, ana).Application
			must(t, ana.Lock())
			v, err := vault.Read(filepath.Join(dir, "vault.json"))
			must(t, err)
			opened, err := v.Unlock(ana.Staff.ID, passphrase, noon)
			must(t, err)
			mustBe(t, opened.Rotate(func(old, fresh []byte) error { return swap(filepath.Join(dir, "kiosk.db"), old, fresh) }), cut)
			opened.Lock()

			again := unlock(t, open(t, dir))
			_, err = again.Store.Summary(t.Context(), id)
			must(t, err)
			if got := told(t, again); !slices.Contains(got, "rotated ") {
				t.Errorf("audit tells %q", got)
			}
			must(t, again.SetRole(t.Context(), ana.Staff.ID, vault.Supervisor))
		})
	}
}
