// Package passphrase reads a passphrase for a command: from a file of one line, for scripts, or from a terminal that does not
// show it. It never comes from an argument, which others on the machine can read.
//
// Begin with [Read].
package passphrase

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

var (
	// ErrNoTerminal says that there is nobody to ask.
	ErrNoTerminal = errors.New("no terminal to ask for the passphrase at: give --passphrase-file")
	// ErrNoFile is a file that cannot be opened.
	ErrNoFile = errors.New("read passphrase")
)

// longest is the most that is read of a file, in bytes.
const longest = 4 << 10

// Read returns the first line of a file, without its end, or asks at the terminal in for the name "". What people are asked
// for is written to out. Errors: ErrNoTerminal, ErrNoFile.
func Read(file string, in io.Reader, out io.Writer, title string) (string, error) {
	if file != "" {
		return FromFile(file)
	}
	terminal, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", ErrNoTerminal
	}
	fmt.Fprint(out, title+": ")
	secret, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(out)
	if err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	return string(secret), nil
}

// FromFile returns the first line of a file, without its end. The error for one that cannot be opened is ErrNoFile.
func FromFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoFile, err)
	}
	line, err := bufio.NewReader(io.LimitReader(f, longest)).ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
