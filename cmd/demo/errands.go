package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
)

// errands does what the tour asks of people outside the window: each line of its diary that begins with "errand" names
// one, and is answered with a line of its own. All other lines go on to whoever looks on.
type errands struct {
	demo   *demo
	ctx    context.Context
	tablet *tablet
	answer io.Writer // the window reads from it
	rest   []byte    // of the diary, until its line is whole
	failed error     // what the last errand ended with
}

// Write implements io.Writer. It returns when the errands of what is written are done.
func (e *errands) Write(diary []byte) (int, error) {
	e.rest = append(e.rest, diary...)
	for {
		line, rest, whole := bytes.Cut(e.rest, []byte("\n"))
		if !whole {
			return len(diary), nil
		}
		e.rest = rest
		what, asked := strings.CutPrefix(string(line), "errand ")
		if !asked {
			fmt.Println(string(line))
			continue
		}
		if err := e.reply(what); err != nil {
			return 0, err
		}
	}
}

func (e *errands) reply(what string) error {
	said, err := e.do(what)
	said = "done " + said
	if err != nil {
		e.failed, said = err, "failed"
	}
	_, err = fmt.Fprintln(e.answer, said)
	return err
}

// do does one errand. What follows its name is for it alone.
func (e *errands) do(what string) (said string, err error) {
	name, more, _ := strings.Cut(what, " ")
	switch name {
	case "code":
		code, err := e.demo.output(e.ctx, "portal", "enrol", "--dir", e.demo.path("portal"), "--site", site, "--office", office)
		return strings.TrimSpace(string(code)), err
	case "lose":
		return "", e.tablet.failDisk(e.ctx, more)
	case "carry":
		return e.tablet.codes[0], e.tablet.carryStick(e.ctx)
	case "spoil":
		return "", e.tablet.spoil(e.ctx, more)
	}
	return "", fmt.Errorf("nobody knows the errand %q", name)
}
