package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"ventanilla/app/intake"
)

// stops are what the tour shows of what staff look after, one a line, in their order.
//
//go:embed rounds.jsonl
var stops []byte

// moment is how long the tour looks at what comes by itself, and how long it waits at most for what the window is busy with.
const moment = time.Second

// stop is one thing on a round of staff: what is touched from a desk, which screen comes, and the way back to the desk.
type stop struct {
	Desk    string   `json:"desk"`    // "home" or "supervisor"; "" goes on where the last stop ended
	Errand  string   `json:"errand"`  // then: what somebody outside the window does, see errands
	Walk    string   `json:"walk"`    // then: what no touching of targets by their names can say, see guide.walk
	Taps    []string `json:"taps"`    // ids of targets
	Write   string   `json:"write"`   // into the last of them, by the keys of a keyboard: a text, or what stands for one
	Slow    bool     `json:"slow"`    // what it shows takes a moment to come: a camera's picture, a keyboard
	Await   string   `json:"await"`   // id of a target that comes when it is done
	Screen  string   `json:"screen"`  // that comes, "" where it stays the same
	Picture string   `json:"picture"` // name of the picture, "" for none
	Back    []string `json:"back"`    // ids of targets
}

func readStops(script []byte) ([]stop, error) {
	var all []stop
	for line := range bytes.Lines(script) {
		var s stop
		read := json.NewDecoder(bytes.NewReader(line))
		read.DisallowUnknownFields()
		if err := read.Decode(&s); err != nil {
			return nil, fmt.Errorf("read round %d of the tour: %w", len(all)+1, err)
		}
		all = append(all, s)
	}
	return all, nil
}

// rounds goes round what staff look after.
func (g *guide) rounds() error {
	return g.steps(func() error { return g.round(stops) }, func() error { return g.stand("home") })
}

// round goes to all stops of a script.
func (g *guide) round(script []byte) error {
	all, err := readStops(script)
	if err != nil {
		return err
	}
	for i, s := range all {
		if err := g.visit(s); err != nil {
			err = fmt.Errorf("stop %d, %s: %w", i+1, s.Picture, err)
			return errors.Join(err, g.picture("lost")) // whoever mends it wants to see where
		}
	}
	return nil
}

// visit goes to a stop and back.
func (g *guide) visit(s stop) error {
	return g.steps(
		func() error { return g.from(s.Desk) },
		func() error { return g.outside(s) },
		func() error { return g.tapAll(s.Taps) },
		func() error { return g.hand.write(g.text(s.Write)) },
		func() error { return g.arrive(s) },
		func() error {
			if s.Picture == "" {
				return nil
			}
			return g.picture(s.Picture)
		},
		func() error { return g.taps(s.Back...) },
	)
}

// outside does what is not done by touching targets, if the stop asks for it.
func (g *guide) outside(s stop) (err error) {
	if s.Errand != "" {
		if g.said, err = g.errand(g.text(s.Errand)); err != nil {
			return err
		}
	}
	if s.Walk == "" {
		return nil
	}
	return g.walk(s.Walk)
}

// tapAll touches targets whose ids may depend on the language.
func (g *guide) tapAll(ids []string) error {
	for _, id := range ids {
		if err := g.tap(g.text(id)); err != nil {
			return err
		}
	}
	return nil
}

// from goes to a desk, if the stop begins at one.
func (g *guide) from(desk string) error {
	if desk == "" {
		return nil
	}
	return g.stand(desk)
}

// arrive waits until a stop shows what it is to show.
func (g *guide) arrive(s stop) error {
	if s.Screen != "" {
		if err := g.expect(s.Screen); err != nil {
			return err
		}
	}
	if s.Await != "" {
		if err := g.await(s.Await); err != nil {
			return err
		}
	}
	if s.Slow {
		return g.pauseFor(moment)
	}
	return nil
}

// text is what is written at a stop: {name} is how the person is called, {code} the code of the receipt, {passphrase} that
// of staff, {note} what a supervisor asks for, {charge} what somebody tells, {said} what the last errand brought.
func (g *guide) text(written string) string {
	language := g.person.Language
	return strings.NewReplacer(
		"{name}", plain(g.person.Applicant.Surname), "{code}", string(g.code), "{passphrase}", g.passphrase,
		"{note}", notesOfTour()[language], "{charge}", chargesOfTour()[language],
		"{language}", string(language), "{said}", g.said,
	).Replace(written)
}

// notesOfTour are what a supervisor asks for, in letters that each keyboard has.
func notesOfTour() map[intake.Language]string {
	return map[intake.Language]string{
		"es": "Tome otra foto del documento: se ve un reflejo.",
		"ht": "Mande moun nan nimewo dokiman an.",
		"fr": "Prenez une autre photo du document, il y a un reflet.",
		"en": "Take another photo of the document: there is a glare.",
		"pt": "Tire outra foto do documento, tem um reflexo.",
	}
}

// chargesOfTour are what somebody tells who was asked for money, likewise.
func chargesOfTour() map[intake.Language]string {
	return map[intake.Language]string{
		"es": "Un hombre pide dinero por un lugar en la fila.",
		"ht": "Yon moun mande lajan pou yon plas.",
		"fr": "Un homme demande de l'argent pour une place.",
		"en": "A man asks for money for a place in the queue.",
		"pt": "Um homem pede dinheiro por um lugar na fila.",
	}
}

// plain is a text without accents, for a keyboard that has none.
func plain(text string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		return text
	}
	return out
}
