package main

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/cmd/internal/site"
)

func TestRescueListsWhatIsLost(t *testing.T) {
	k := newLoneKiosk(t)
	mustCtl(t, "", k.unlocked("seed", "--count", "3")...)
	file := filepath.Join(k.dir, "kiosk.db")
	data, err := os.ReadFile(file)
	must(t, err)
	const pageSize = 4096
	for at := 40 * pageSize; at+100 < len(data); at += 5 * pageSize { // of the photos, which are most of it
		data[at+100] ^= 1
	}
	must(t, os.WriteFile(file, data, 0o600))

	to := filepath.Join(t.TempDir(), "rescued")
	held, err := site.Hold(k.dir)
	must(t, err)
	if _, status := ctl(t, "", k.unlocked("rescue", "--to", to)...); status != exitUnreachable {
		t.Errorf("with the window open: status %d", status)
	}
	must(t, held.Close())
	out, said, status := ctlAll(t, "", k.unlocked("rescue", "--to", to, "--json")...)
	if status != exitDamage {
		t.Fatalf("status %d: %s", status, said)
	}
	photos := 0
	for _, l := range jsonLines[loss](t, out) {
		if l.Lost == "application" && l.What == "photo" && l.Code != "" {
			photos++
		}
	}
	if photos == 0 {
		t.Errorf("no photo is named as lost in %s", out)
	}
	rescued := k
	rescued.dir = to
	if got := jsonLines[row](t, mustCtl(t, "", rescued.unlocked("list", "--json")...)); len(got) != 3 {
		t.Errorf("%d applications, want 3", len(got))
	}
	if _, status := ctl(t, "", k.unlocked("rescue", "--to", to)...); status != exitRefused {
		t.Errorf("into a folder that is not empty: status %d", status)
	}
}
