package passphrase_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/cmd/internal/passphrase"
)

func TestFirstLineOfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	for text, want := range map[string]string{
		"mesa lluvia": "mesa lluvia", "mesa lluvia\n": "mesa lluvia", "mesa lluvia\r\n": "mesa lluvia", " mesa \nmore\n": " mesa ",
		"": "", "\n": "",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := passphrase.Read(path, strings.NewReader("not this"), io.Discard, "")
		if err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestNobodyToAsk(t *testing.T) {
	if _, err := passphrase.Read("", strings.NewReader("typed\n"), io.Discard, "Passphrase"); !errors.Is(err, passphrase.ErrNoTerminal) {
		t.Errorf("without a terminal: %v", err)
	}
	if _, err := passphrase.FromFile("nowhere"); !errors.Is(err, passphrase.ErrNoFile) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
}
