package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ventanilla/app/intake"
	"ventanilla/store/vault"
)

// maxPassphrase is the longest line that is read, in bytes.
const maxPassphrase = 4 << 10

// passphrase is where a passphrase comes from: never an argument, which others on the machine can read.
type passphrase struct {
	program *program
	file    string // "" asks at the terminal
}

// read returns the passphrase; title is what people are asked for.
func (p passphrase) read(title string) (string, error) {
	if p.file != "" {
		return p.fromFile()
	}
	terminal, ok := p.program.in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", fmt.Errorf("%w: no terminal to ask for the passphrase at: give --passphrase-file", errUsage)
	}
	fmt.Fprint(p.program.err, title+": ")
	secret, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(p.program.err)
	if err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	return string(secret), nil
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
		return p.fromFile()
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

func (p passphrase) fromFile() (string, error) {
	f, err := os.Open(p.file)
	if err != nil {
		return "", fmt.Errorf("%w: read passphrase: %w", errUsage, err)
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, maxPassphrase)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
