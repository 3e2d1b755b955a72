package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"ventanilla/sync/batch"
)

// Reason is why an update of a portal was not taken. Each language has a sentence for each, with what to do.
type Reason string

// The reasons.
const (
	NotSigned      Reason = "not_signed"      // not by the portal of the card, or not for this device
	Malformed      Reason = "malformed"       // signed, but it does not parse
	Older          Reason = "older"           // than what is held
	Reused         Reason = "reused"          // another text under the version that is held
	OtherProgramme Reason = "other_programme" // than the one that this kiosk serves
)

// RefusedError is an update that was not taken; what was held before stays.
type RefusedError struct {
	Kind    string // such as "rule_pack", "" if that cannot be told
	Name    string // of the series, "" unless the portal has signed it
	Version string // as its author wrote it, "" unless the portal has signed it
	Reason  Reason
	Cause   error // for technicians; may be nil
}

func (e *RefusedError) Error() string {
	text := "take update"
	for _, word := range []string{e.Kind, e.Name, e.Version} {
		if word != "" {
			text += " " + word
		}
	}
	text += ": " + string(e.Reason)
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

func (e *RefusedError) Unwrap() error { return e.Cause }

// notSigned is the refusal of what the portal has not signed. Nothing that it says about itself is repeated but its kind.
func notSigned(data []byte) *RefusedError {
	r := &RefusedError{Reason: NotSigned, Cause: ErrForeign}
	if sealed(data) {
		r.Kind = StatusKind
		return r
	}
	if signer, err := batch.Signer(data); err == nil {
		if p, err := batch.OpenDocument[batch.Publication](signer, data); err == nil {
			r.Kind = string(p.Topic)
		}
	}
	return r
}

// mostRefused is how many refusals wait for the next unlock; a stick full of rubbish must not fill the disk.
const mostRefused = 32

// note is a refusal that waits for the next unlock, to be put on record.
type note struct {
	Kind   string `json:"kind,omitempty"`
	Reason Reason `json:"reason"`
}

// noteRefusal keeps that an update was refused while no audit trail was open, and returns the refusal.
func (f *Folder) noteRefusal(data []byte) error {
	refused := notSigned(data)
	waiting, err := names(filepath.Join(f.dir, refusedDir))
	if err != nil || len(waiting) >= mostRefused {
		return errors.Join(refused, err)
	}
	text, err := json.Marshal(note{refused.Kind, refused.Reason})
	if err == nil {
		err = f.write(filepath.Join(f.dir, refusedDir, digest(data)), text)
	}
	return errors.Join(refused, err)
}

// recordRefusals puts on record what was refused while the store was locked.
func (c *Custody) recordRefusals(ctx context.Context) error {
	dir := filepath.Join(c.folder.dir, refusedDir)
	files, err := names(dir)
	if err != nil {
		return err
	}
	for _, file := range files {
		path := filepath.Join(dir, file)
		n, err := readNote(path)
		if err != nil {
			return err
		}
		if err := c.store.Refuse(ctx, n.Kind, "", "", string(n.Reason)); err != nil {
			return fmt.Errorf("record refused update: %w", err)
		}
		if err := remove(path); err != nil {
			return err
		}
	}
	return nil
}
