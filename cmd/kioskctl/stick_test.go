package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFailedExportPromisesNothing exports to no folder, and then to one.
func TestAFailedExportPromisesNothing(t *testing.T) {
	k := newLoneKiosk(t)
	mustCtl(t, applicant, k.unlocked("capture")...)
	_, messages, status := ctlAll(t, "", k.locked("export", "--to", filepath.Join(k.dir, "nowhere"))...)
	if status != exitUnreachable || !strings.Contains(messages, "nothing is written") ||
		strings.Contains(messages, "nothing is ready") || strings.Contains(messages, "safe to remove") {
		t.Errorf("exit status %d: %s", status, messages)
	}
	stick := t.TempDir()
	_, messages, status = ctlAll(t, "", k.locked("export", "--to", stick)...)
	if status != exitDone || !strings.Contains(messages, "safe to remove") {
		t.Errorf("exit status %d: %s", status, messages)
	}
}

// newLoneKiosk makes a kiosk whose portal nobody runs.
func newLoneKiosk(t *testing.T) kiosk {
	t.Helper()
	root := t.TempDir()
	k := kiosk{dir: filepath.Join(root, "kiosk"), secret: filepath.Join(root, "secret")}
	must(t, os.WriteFile(k.secret, []byte(secret+"\n"), 0o600))
	must(t, writeCard(filepath.Join(root, "card.json")))
	mustCtl(t, "", k.unlocked("init", "--card", filepath.Join(root, "card.json"), "--code", "GT-7K3M-90QX-VB2D-H5T7", "--staff", "Ana")...)
	return k
}
