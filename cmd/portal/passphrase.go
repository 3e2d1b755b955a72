package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

const maxPassphrase = 4 << 10

// passphrase is where the passphrase of the portal's keys comes from.
type passphrase struct {
	file    string // one line; empty for a prompt
	streams streams
}

// read returns the passphrase; title is what people are asked for.
func (p passphrase) read(title string) (string, error) {
	if p.file != "" {
		return p.readFile()
	}
	terminal, ok := p.terminal()
	if !ok {
		return "", fmt.Errorf("%w: no terminal to ask for the passphrase: use --passphrase-file", errUsage)
	}
	fmt.Fprint(p.streams.err, title+": ")
	secret, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(p.streams.err)
	if err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	return string(secret), nil
}

// readNew asks twice where people type.
func (p passphrase) readNew() (string, error) {
	first, err := p.read("New passphrase for the portal's keys")
	if err != nil {
		return "", err
	}
	if len(first) < 8 {
		return "", fmt.Errorf("%w: a passphrase has 8 characters or more", errRefused)
	}
	if p.file != "" {
		return first, nil
	}
	second, err := p.read("The same again")
	if err == nil && first != second {
		err = fmt.Errorf("%w: the two are not the same", errRefused)
	}
	return first, err
}

func (p passphrase) terminal() (*os.File, bool) {
	f, ok := p.streams.in.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

func (p passphrase) readFile() (string, error) {
	f, err := os.Open(p.file)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUsage, err)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxPassphrase))
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}
