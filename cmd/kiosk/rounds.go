package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
)

// stops are what the tour shows of what staff look after, one a line, in their order.
//
//go:embed rounds.jsonl
var stops []byte

// moment is how long the tour looks at what is slow to come.
const moment = time.Second

// stop is one thing on a round of staff: what is touched from a desk, which screen comes, and the way back to the desk.
type stop struct {
	Desk    string   `json:"desk"`    // "home" or "supervisor"
	Taps    []string `json:"taps"`    // ids of targets
	Write   string   `json:"write"`   // into the last of them, by the keys of a keyboard
	Slow    bool     `json:"slow"`    // what it shows takes a moment to come: a camera's picture, what was found
	Screen  string   `json:"screen"`  // that comes, "" where it stays the same
	Picture string   `json:"picture"` // name of the picture, "" for none
	Back    []string `json:"back"`    // ids of targets
}

func readStops() ([]stop, error) {
	var all []stop
	for line := range bytes.Lines(stops) {
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
	all, err := readStops()
	if err != nil {
		return err
	}
	for _, s := range all {
		if err := g.visit(s); err != nil {
			return fmt.Errorf("look at %s: %w", s.Picture, err)
		}
	}
	return g.stand("home")
}

// visit goes to a stop and back. What this window has no target for, such as the outbox where the bar has it, is passed
// over, and the diary says so.
func (g *guide) visit(s stop) error {
	if err := g.stand(s.Desk); err != nil {
		return err
	}
	if len(s.Taps) > 0 && !g.soon(func() (fyne.CanvasObject, bool) { return g.app.Find(s.Taps[0]) }) {
		return g.note("passed over: %s", s.Picture)
	}
	if err := g.taps(s.Taps...); err != nil {
		return err
	}
	if err := g.hand.write(s.Write); err != nil {
		return err
	}
	if s.Screen != "" {
		if err := g.expect(s.Screen); err != nil {
			return err
		}
	}
	if s.Slow {
		if err := g.pauseFor(moment); err != nil {
			return err
		}
	}
	if s.Picture != "" {
		if err := g.picture(s.Picture); err != nil {
			return err
		}
	}
	return g.taps(s.Back...)
}
