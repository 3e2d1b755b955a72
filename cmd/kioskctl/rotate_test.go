package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledWhileRotating ends a rotation of the key with SIGKILL at moments all over it, and wants all of the store to be
// there at the next unlock, which finishes the rotation.
func TestKilledWhileRotating(t *testing.T) {
	root := t.TempDir()
	k := kiosk{
		program: filepath.Join(built(t), "kioskctl"), dir: filepath.Join(root, "kiosk"), secret: filepath.Join(root, "secret"),
	}
	must(t, os.WriteFile(k.secret, []byte(secret+"\n"), 0o600))
	must(t, writeCard(filepath.Join(root, "card.json")))
	mustCtl(t, "", k.unlocked("init", "--card", filepath.Join(root, "card.json"), "--code", "GT-7K3M-90QX-VB2D-H5T7", "--staff", "Ana")...)
	mustCtl(t, "", k.unlocked("seed", "--count", "8")...)
	const rounds = 12
	whole := k.rotate(t, time.Minute)
	for round := range rounds {
		k.rotate(t, whole*time.Duration(round)/rounds)
		if rows := jsonLines[row](t, mustCtl(t, "", k.unlocked("list", "--json")...)); len(rows) != 8 {
			t.Fatalf("round %d: %d applications are left", round, len(rows))
		}
	}
	mustCtl(t, "", k.unlocked("audit")...)
	mustCtl(t, "", k.unlocked("rotate")...)
}

// rotate runs a rotation, kills it after so long, and tells how long it ran.
func (k kiosk) rotate(t *testing.T, after time.Duration) time.Duration {
	t.Helper()
	c := exec.CommandContext(t.Context(), k.program, k.unlocked("rotate")...)
	begun := time.Now()
	must(t, c.Start())
	killer := time.AfterFunc(after, func() { c.Process.Kill() })
	c.Wait() // killed, or done before
	killer.Stop()
	return time.Since(begun)
}
