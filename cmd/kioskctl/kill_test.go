package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestKilledWhileCapturing ends the program with SIGKILL after some lines, and wants every application that was answered
// to be there, sealed, at the next start.
func TestKilledWhileCapturing(t *testing.T) {
	root := t.TempDir()
	k := kiosk{
		program: filepath.Join(built(t), "kioskctl"), dir: filepath.Join(root, "kiosk"), secret: filepath.Join(root, "secret"),
	}
	must(t, os.WriteFile(k.secret, []byte(secret+"\n"), 0o600))
	must(t, writeCard(filepath.Join(root, "card.json")))
	mustCtl(t, "", k.unlocked("init", "--card", filepath.Join(root, "card.json"), "--code", "GT-7K3M-90QX-VB2D-H5T7", "--staff", "Ana")...)
	acknowledged := map[string]bool{}
	for round := range 6 {
		for _, code := range k.killedAfter(t, 3+5*round) {
			acknowledged[code] = true
		}
		states := map[string]string{}
		for _, r := range jsonLines[row](t, mustCtl(t, "", k.unlocked("list", "--json")...)) {
			states[r.Code] = fmt.Sprintf("%s, %d objects", r.State, r.Objects)
		}
		for code := range acknowledged {
			if got := states[code]; got != "waiting, 1 objects" {
				t.Fatalf("round %d: %s was answered and is %q", round, code, got)
			}
		}
	}
	mustCtl(t, "", k.unlocked("audit")...)
	mustCtl(t, "", k.locked("export", "--to", root)...)
}

// killedAfter captures until n lines are answered, kills the program, and returns the codes that it has answered.
func (k kiosk) killedAfter(t *testing.T, n int) []string {
	t.Helper()
	const line = `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"surname":"Xicará"}}` + "\n"
	c := exec.CommandContext(t.Context(), k.program, k.unlocked("capture")...)
	c.Stdin = strings.NewReader(strings.Repeat(line, 1000))
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	var codes []string
	for answers := bufio.NewScanner(out); answers.Scan(); {
		var a captured
		if json.Unmarshal(answers.Bytes(), &a) == nil {
			codes = append(codes, a.Code)
		}
		if len(codes) == n {
			must(t, c.Process.Kill())
		}
	}
	_ = c.Wait() // it was killed
	return codes
}
