package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/app/intake"
)

// TestTwoKiosksFromOneImage copies the folder of a kiosk, as a disk image would, and lets both work on: the portal takes what
// comes first and refuses the other by name, and the refused one loses nothing.
func TestTwoKiosksFromOneImage(t *testing.T) {
	o := newOffice(t)
	first := o.newKiosk(t)
	first.run(t, "", first.locked("sync", "--once"))
	second := first
	second.dir = filepath.Join(t.TempDir(), "kiosk")
	must(t, os.CopyFS(second.dir, os.DirFS(first.dir)))
	first.run(t, "", first.unlocked("seed", "--count", "2"))
	second.run(t, "", second.unlocked("seed", "--count", "3", "--from", "50"))
	first.run(t, "", first.unlocked("sync", "--once"))

	out, err := exec.CommandContext(t.Context(), second.program, second.unlocked("sync", "--once", "--json")...).Output()
	if err == nil || !strings.Contains(string(out), `"reason":"cloned_device"`) {
		t.Fatalf("the second hears %v: %s", err, out)
	}
	if received := o.received(t); len(received) != 2 {
		t.Errorf("the portal has %d applications", len(received))
	}
	for _, r := range jsonLines[row](t, second.run(t, "", second.unlocked("list", "--json"))) {
		if r.State == intake.StateDelivered || r.Objects == 0 {
			t.Errorf("%s is %s with %d objects", r.Code, r.State, r.Objects)
		}
	}
}
