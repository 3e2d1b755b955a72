package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"

	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, map[string]func(){"kioskctl": func() {
		p := program{in: os.Stdin, out: os.Stdout, err: os.Stderr, first: vault.Config{WorkFactor: 10, Weak: true}}
		os.Exit(p.run(context.Background(), os.Args[1:]))
	}})
}

// TestScripts runs the commands as people and scripts do. Each script has the card of a portal that cannot be reached in
// "card.json", a one-time code in $CODE and one of an unknown office in $STRANGE, a passphrase in "secret", and pictures in
// $PHOTOS.
func TestScripts(t *testing.T) {
	photos := path(t, "..", "..", "app", "intake", "testdata", "photos")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			code, err := batch.NewEnrolmentCode("GT")
			if err != nil {
				return err
			}
			e.Setenv("CODE", string(code))
			strange, err := batch.NewEnrolmentCode("ZZ")
			if err != nil {
				return err
			}
			e.Setenv("STRANGE", string(strange))
			e.Setenv("PHOTOS", photos)
			if err := os.WriteFile(filepath.Join(e.WorkDir, "secret"), []byte(secret+"\n"), 0o600); err != nil {
				return err
			}
			return writeCard(filepath.Join(e.WorkDir, "card.json"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": expectStatus},
	})
}

// writeCard writes the card of a portal that nobody runs, and beside it the identity that recovers its kiosks.
func writeCard(path string) error {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return err
	}
	card, err := batch.SignDocument(key, batch.Card{
		Version: batch.Version, URL: "http://127.0.0.1:1", Key: hex.EncodeToString(key.Public().(ed25519.PublicKey)),
		Recipients: []string{identity.Recipient().String()},
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "identity.txt"), []byte(identity.String()+"\n"), 0o600); err != nil {
		return err
	}
	return os.WriteFile(path, card, 0o600)
}

// expectStatus runs a command and wants its exit status: status 3 kioskctl list …
func expectStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var code int
		if _, scanErr := fmt.Sscanf(err.Error(), "exit status %d", &code); scanErr != nil {
			ts.Fatalf("%v", err)
		}
		got = fmt.Sprint(code)
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
