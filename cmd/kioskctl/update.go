package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"ventanilla/sync/outbox"
)

// updateLine is what is printed for a rule pack, a notice or a case status that came in, or was refused.
type updateLine struct {
	Event   string        `json:"event"` // "update" or "update_refused"
	Kind    string        `json:"kind,omitempty"`
	Name    string        `json:"name,omitempty"`
	Version string        `json:"version,omitempty"` // of a rule pack
	Reason  outbox.Reason `json:"reason,omitempty"`
	Error   string        `json:"error,omitempty"`
}

// printUpdates tells what is new here.
func (p *program) printUpdates(updates []outbox.Update, asJSON bool) {
	for _, u := range updates {
		p.printUpdate(updateLine{Event: "update", Kind: u.Kind, Name: u.Name, Version: u.Version}, asJSON)
	}
}

// printRefused tells what was not taken, and why.
func (p *program) printRefused(refused []error, asJSON bool) {
	for _, err := range refused {
		line := updateLine{Event: "update_refused", Error: err.Error()}
		var update *outbox.RefusedError
		if errors.As(err, &update) {
			line.Kind, line.Name, line.Version, line.Reason = update.Kind, update.Name, update.Version, update.Reason
		}
		p.printUpdate(line, asJSON)
	}
}

// printUpdate prints to a reader that may have gone away, which must not end the work.
func (p *program) printUpdate(line updateLine, asJSON bool) {
	switch {
	case asJSON:
		_ = json.NewEncoder(p.out).Encode(line)
	case line.Event == "update":
		fmt.Fprintf(p.out, "new: %s %s %s\n", line.Kind, line.Name, line.Version)
	default:
		fmt.Fprintf(p.out, "refused: %s\n", line.Error)
	}
}
