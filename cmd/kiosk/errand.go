package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// errands are what the tour asks of people outside the window: somebody at the office gives a code, somebody carries the
// stick there and back. It writes "errand NAME …" into the diary and waits for a line that begins with "done" and may say
// more, or is what went wrong.
type errands struct {
	answers *bufio.Scanner
}

func newErrands(answers io.Reader) errands { return errands{bufio.NewScanner(answers)} }

// errand has somebody outside do something, and returns what they say of it.
func (g *guide) errand(what string) (said string, err error) {
	if err := g.note("errand %s", what); err != nil {
		return "", err
	}
	name, _, _ := strings.Cut(what, " ")
	if !g.errands.answers.Scan() {
		return "", fmt.Errorf("errand %s: %w", name, errors.Join(errNobody, g.errands.answers.Err()))
	}
	said, done := strings.CutPrefix(g.errands.answers.Text(), "done")
	if !done {
		return "", fmt.Errorf("errand %s: %s", name, said)
	}
	return strings.TrimSpace(said), nil
}

var errNobody = errors.New("nobody outside the window answers")
