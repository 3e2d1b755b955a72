package main

import (
	"errors"
	"regexp"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/widgets"
)

// led is an interview that a worker leads, with somebody who has been here before: what is handed in may be a duplicate.
func (g *guide) led() error {
	return g.steps(
		func() error { return g.stand("home") },
		func() error { return g.tap("new") },
		func() error { return g.answers(g.person, string(interview.Review), "led-") },
		func() error { return g.picture("led-review") },
		func() error { return g.tap("hand_in") },
		func() error { return g.expect("receipt") },
		func() error { return g.picture("led-receipt") },
		func() error { return g.tap("finish") },
		g.atDesk,
	)
}

var codeForm = regexp.MustCompile(`[0-9A-Z]{5}-[0-9A-Z]{5}`)

// readCode reads the reference code off the receipt.
func (g *guide) readCode() error {
	var code intake.Code
	g.ask(func() {
		widgets.Walk(g.app.Window().Content(), func(o fyne.CanvasObject) bool {
			if w, ok := o.(interface{ Text() string }); ok && code == "" {
				code, _ = intake.ParseCode(codeForm.FindString(w.Text()))
			}
			return code == ""
		})
	})
	if code == "" {
		return errors.New("there is no code on the receipt")
	}
	g.code = code
	return nil
}
