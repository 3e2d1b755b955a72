package site_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/carrier"
)

// addWorker lets Jo, an outreach worker, unlock the kiosk in dir too.
func addWorker(t *testing.T, dir string) vault.StaffID {
	t.Helper()
	v, err := vault.Read(filepath.Join(dir, "vault.json"))
	must(t, err)
	ana, err := v.Unlock(v.Staff()[0].ID, passphrase, noon)
	must(t, err)
	defer ana.Lock()
	jo, err := ana.Add("Jo", vault.Worker, passphrase)
	must(t, err)
	return jo
}

func TestWhatAWorkerMayDo(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	jo := addWorker(t, dir)
	session, err := open(t, dir).Unlock(t.Context(), jo, passphrase)
	must(t, err)
	r := handIn(t, session)
	found, err := session.Store.List(t.Context(), store.Filter{Words: r.Code.String()})
	must(t, err)
	waiting, err := session.Store.List(t.Context(), store.Filter{State: intake.StateWaiting})
	must(t, err)
	if len(found) != 1 || len(waiting) != 1 {
		t.Errorf("a worker finds %d, and %d that wait", len(found), len(waiting))
	}
	to := t.TempDir()
	for what, do := range map[string]func() error{
		"export":       func() error { _, err := session.Export(t.Context(), to, carrier.Options{}); return err },
		"import":       func() error { _, err := session.Import(t.Context(), to, nil); return err },
		"audit":        func() error { return session.Audit(t.Context(), func(store.Entry) bool { return true }) },
		"verify audit": func() error { return session.VerifyAudit(t.Context()) },
		"retry":        func() error { return session.Retry(t.Context(), r.Application, r.Number) },
		"enrol":        func() error { return session.Ask(t.Context(), string(p.code)) },
		"wipe":         func() error { return session.MayWipe(passphrase) },
	} {
		if err := do(); !errors.Is(err, site.ErrRole) {
			t.Errorf("%s: a worker gets %v", what, err)
		}
	}
	written, err := os.ReadDir(to)
	must(t, err)
	if len(written) != 0 {
		t.Error("a worker has written onto a stick")
	}
	_, err = site.Open(dir, site.Options{})
	must(t, err)
}
