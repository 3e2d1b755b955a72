package main

import (
	"errors"
	"fmt"

	source "ventanilla/cmd/internal/passphrase"
)

// passphrase is where the passphrase of the portal's keys comes from.
type passphrase struct {
	file    string // one line; empty for a prompt
	streams streams
}

// read returns the passphrase; title is what people are asked for.
func (p passphrase) read(title string) (string, error) {
	secret, err := source.Read(p.file, p.streams.in, p.streams.err, title)
	if errors.Is(err, source.ErrNoTerminal) || errors.Is(err, source.ErrNoFile) {
		err = fmt.Errorf("%w: %w", errUsage, err)
	}
	return secret, err
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
