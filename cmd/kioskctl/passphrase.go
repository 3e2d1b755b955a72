package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	source "ventanilla/cmd/internal/passphrase"
	"ventanilla/store/vault"
)

// passphrase is where a passphrase comes from: never an argument, which others on the machine can read.
type passphrase struct {
	program *program
	file    string // "" asks at the terminal
}

// read returns the passphrase; title is what people are asked for.
func (p passphrase) read(title string) (string, error) {
	secret, err := source.Read(p.file, p.program.in, p.program.err, title)
	if errors.Is(err, source.ErrNoTerminal) || errors.Is(err, source.ErrNoFile) {
		err = fmt.Errorf("%w: %w", errUsage, err)
	}
	return secret, err
}

// readNew asks twice, unless it comes from a file.
func (p passphrase) readNew(title string) (string, error) {
	first, err := p.read(title)
	if err != nil || p.file != "" {
		return first, err
	}
	second, err := p.read("The same again")
	if err == nil && first != second {
		err = fmt.Errorf("%w: the two passphrases are not the same", errRefused)
	}
	return first, err
}

// newPassphrase adds the flag that says where a new passphrase comes from.
func (p *program) newPassphrase(c *cobra.Command) *passphrase {
	fresh := &passphrase{program: p}
	c.Flags().StringVar(&fresh.file, "new-passphrase-file", "", "file whose first line is the new passphrase, instead of a prompt")
	return fresh
}

// offer asks for somebody's new passphrase, and offers generated words.
func (p passphrase) offer(language intake.Language, name string) (string, error) {
	if p.file != "" {
		return p.read("")
	}
	offered, err := vault.Suggest(string(language))
	if err != nil {
		return "", err
	}
	p.program.note("These words were generated; Enter takes them:\n  %s", offered.Passphrase)
	secret, err := p.readNew("New passphrase for " + name)
	if err == nil && secret == "" {
		return offered.Passphrase, nil
	}
	return secret, err
}
