package site_test

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func TestRescueInPlace(t *testing.T) {
	dir, handed, spoil := damaged(t)
	spoil(1)
	lost, err := site.RescueInPlace(t.Context(), dir, "", passphrase, site.Options{})
	must(t, err)
	if len(lost.Applications) != 0 {
		t.Errorf("lost %+v", lost)
	}
	session := unlock(t, open(t, dir))
	_, err = session.Store.Summary(t.Context(), handed.Application)
	must(t, err)
	must(t, session.Lock())
	_, err = site.Open(dir+".damaged", site.Options{})
	must(t, err)

	// After a wipe the damaged folder opens as little as the kiosk, and a stranger's folder of that name stays.
	must(t, os.Mkdir(dir+".damaged by water", 0o700))
	must(t, os.WriteFile(filepath.Join(dir+".damaged by water", "letter"), nil, 0o600))
	must(t, site.Wipe(dir))
	left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "*"))
	must(t, err)
	if len(left) != 2 { // the kiosk's own folder, empty, and the stranger's
		t.Errorf("left %v", left)
	}
}

func TestRescueInPlaceCutOff(t *testing.T) {
	dir, handed, spoil := damaged(t)
	spoil(1)
	must(t, site.FinishRescue(dir)) // there is nothing to finish
	_, err := site.Rescue(t.Context(), dir, dir+".rescued", "", passphrase, site.Options{})
	must(t, err)
	// Cut off before the damaged folder went aside: it begins anew.
	_, err = site.RescueInPlace(t.Context(), dir, "", passphrase, site.Options{})
	must(t, err)
	// Cut off after it: what was rescued takes the place.
	must(t, os.Rename(dir, dir+".rescued"))
	must(t, site.FinishRescue(dir))
	session := unlock(t, open(t, dir))
	list, err := session.Store.List(t.Context(), store.Filter{})
	must(t, err)
	if len(list) != 2 || list[0].Application != handed.Application && list[1].Application != handed.Application {
		t.Errorf("%d applications", len(list))
	}
}

func TestGestureIsAgreedOnBySupervisors(t *testing.T) {
	_, dir, ana := newKiosk(t)
	if ana.Site.Gesture() {
		t.Fatal("agreed on by nobody")
	}
	must(t, ana.AllowGesture(t.Context(), true))
	must(t, ana.Lock())
	if !open(t, dir).Gesture() {
		t.Fatal("not kept")
	}
	worker, err := open(t, dir).Unlock(t.Context(), addWorker(t, dir), passphrase)
	must(t, err)
	defer worker.Lock()
	mustBe(t, worker.AllowGesture(t.Context(), false), site.ErrRole)
}
