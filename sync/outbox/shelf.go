package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"filippo.io/age"

	"ventanilla/sync/batch"
)

// StatusKind is the kind under which case statuses are held, by the id of their application.
const StatusKind = "case_status"

// Accept judges a publication that the portal has signed, before it takes the place of held, which is nil for the first of
// its series. The Reason is "" for one that may be taken; the error is the cause for technicians.
type Accept func(p batch.Publication, held *batch.Publication) (Reason, error)

// Update is what was taken of the portal.
type Update struct {
	Kind    string // such as "rule_pack"
	Name    string // of the series: a programme, a notice, an application
	Version string // as its author wrote it, "" if it has none
}

// takeUpdates verifies the updates that wait and puts them on the shelf. One that is refused is put on record and removed.
func (c *Custody) takeUpdates(ctx context.Context, done *Settled) error {
	files, err := c.folder.updates()
	if err != nil {
		return err
	}
	dir := filepath.Join(c.folder.dir, updateDir)
	if err := takeEach(dir, files, func(data []byte) error { return c.takeUpdate(ctx, data, done) }); err != nil {
		return err
	}
	return c.recordRefusals(ctx)
}

// takeEach takes files of a folder one after another, and removes each that was taken.
func takeEach(dir string, files []string, take func(data []byte) error) error {
	for _, file := range files {
		path := filepath.Join(dir, file)
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := take(data); err != nil {
			return err
		}
		if err := remove(path); err != nil {
			return err
		}
	}
	return nil
}

func (c *Custody) takeUpdate(ctx context.Context, data []byte, done *Settled) error {
	open := c.openPublication
	if sealed(data) {
		open = c.openStatus
	}
	taken, fresh, err := open(ctx, data)
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		done.Refused = append(done.Refused, refused)
		return c.store.Refuse(ctx, refused.Kind, refused.Name, refused.Version, string(refused.Reason))
	case err == nil && fresh:
		done.Updates = append(done.Updates, taken)
	}
	return err
}

func (c *Custody) openPublication(ctx context.Context, data []byte) (Update, bool, error) {
	p, err := batch.OpenDocument[batch.Publication](c.folder.key(), data)
	if err != nil {
		return Update{}, false, notSigned(data)
	}
	u := Update{Kind: string(p.Topic), Name: p.Subject, Version: versionOf(p)}
	fresh, err := c.store.Hold(ctx, u.Kind, u.Name, u.Version, p.Number, data, func(newest []byte) error {
		if reason, cause := c.judge(p, newest); reason != "" {
			return &RefusedError{u.Kind, u.Name, u.Version, reason, cause}
		}
		return nil
	})
	return u, fresh, err
}

// judge holds a publication against the newest of its series.
func (c *Custody) judge(p batch.Publication, newest []byte) (Reason, error) {
	if newest == nil {
		return c.config.Accept(p, nil)
	}
	held, err := openKept[batch.Publication](c.folder, newest)
	if err != nil {
		return c.config.Accept(p, nil) // what cannot be read cannot be in use
	}
	if p.Number < held.Number {
		return Older, nil
	}
	return c.config.Accept(p, &held)
}

// versionOf is the version that the body of a publication gives itself, "" if none.
func versionOf(p batch.Publication) string {
	const most = 20 // characters
	var body struct{ Version string }
	if json.Unmarshal(p.Body, &body) != nil || len(body.Version) > most {
		return ""
	}
	return body.Version
}

func (c *Custody) openStatus(ctx context.Context, data []byte) (Update, bool, error) {
	u := Update{Kind: StatusKind}
	envelope, err := batch.Open([]age.Identity{c.config.Identity}, data)
	if err != nil {
		return u, false, &RefusedError{Kind: StatusKind, Reason: NotSigned, Cause: errors.Join(ErrForeign, err)}
	}
	s, err := openKept[batch.CaseStatus](c.folder, envelope)
	if err != nil || s.Device != c.folder.device {
		return u, false, &RefusedError{Kind: StatusKind, Reason: NotSigned, Cause: ErrForeign}
	}
	u.Name = s.Application
	fresh, err := c.store.Hold(ctx, StatusKind, u.Name, "", s.Number, envelope, func(newest []byte) error {
		held, err := openKept[batch.CaseStatus](c.folder, newest)
		if newest != nil && err == nil && s.Number < held.Number {
			return &RefusedError{Kind: StatusKind, Name: u.Name, Reason: Older}
		}
		return nil
	})
	if err != nil && !errors.As(err, new(*RefusedError)) {
		err = fmt.Errorf("take case status: %w", err)
	}
	return u, fresh, err
}
