package site_test

import (
	"errors"
	"path/filepath"
	"testing"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/sync/carrier"
)

// TestNobodyApprovedIsInNoBatch wants an application that waits for a supervisor to be in no batch and on no stick.
func TestNobodyApprovedIsInNoBatch(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	n := p.newSite(t)
	n.Approval = true
	must(t, site.Init(t.Context(), dir, n))
	jo := addWorker(t, dir)
	s := open(t, dir)
	worker, err := s.Unlock(t.Context(), jo, passphrase)
	must(t, err)
	r := handIn(t, worker)
	_, _, err = worker.Work(t.Context())
	must(t, err)
	for what, do := range map[string]func() error{
		"approve":   func() error { return worker.Approve(t.Context(), r.Application) },
		"send back": func() error { return worker.SendBack(t.Context(), r.Application, "why") },
		"reviews":   func() error { _, err := worker.Reviews(t.Context()); return err },
		"switch":    func() error { return worker.SetApproval(t.Context(), false) },
		"twins":     func() error { _, err := worker.Twins(t.Context()); return err },
		"decide":    func() error { return worker.Decide(t.Context(), r.Application, "x", store.SamePerson) },
	} {
		if err := do(); !errors.Is(err, site.ErrRole) {
			t.Errorf("%s: a worker gets %v", what, err)
		}
	}
	must(t, worker.Lock())

	ana, err := s.Unlock(t.Context(), s.Staff()[0].ID, passphrase)
	must(t, err)
	must(t, ana.SetApproval(t.Context(), false))
	_, _, err = ana.Work(t.Context())
	must(t, err)
	if batches, err := s.Outbox().Batches(t.Context()); err != nil || len(batches) != 0 {
		t.Fatalf("%d batches of what nobody approved, %v", len(batches), err)
	}
	done, err := ana.Export(t.Context(), t.TempDir(), carrier.Options{})
	must(t, err)
	for _, b := range done.Bundles {
		if b.Applications != 0 {
			t.Errorf("%d applications on a stick", b.Applications)
		}
	}
	must(t, ana.Approve(t.Context(), r.Application))
	batches, err := s.Outbox().Batches(t.Context())
	must(t, err)
	if len(batches) != 1 || batches[0].Manifest.Objects[0].Application != string(r.Application) {
		t.Errorf("%d batches after the approval", len(batches))
	}
	must(t, ana.Lock())
}

func TestApprovalCannotBeWithSealOnSubmit(t *testing.T) {
	p := newPortal(t)
	n := p.newSite(t)
	n.Approval, n.Retention = true, store.SealOnSubmit
	if err := site.Init(t.Context(), filepath.Join(t.TempDir(), "kiosk"), n); !errors.Is(err, store.ErrSettings) {
		t.Errorf("got %v", err)
	}
}
