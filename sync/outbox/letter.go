package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// Letters keep what goes to the portal beside frozen revisions: reports of charges, and drafts that are carried out of a
// dying device.
type Letters interface {
	// UnsealedCharges returns the oldest reports that wait to be sealed, at most limit.
	UnsealedCharges(ctx context.Context, limit int) ([]intake.ChargeReport, error)
	// RecordLetter keeps the JSON of a sealed object: of a report by its id and version 0, of a draft by its application
	// and the time at which it was saved.
	RecordLetter(ctx context.Context, kind, about string, version int64, description []byte) error
	// HasLetter reports whether that version is sealed already.
	HasLetter(ctx context.Context, about string, version int64) (bool, error)
	// LoseLetter forgets a sealed object that is lost, unless the portal has signed for it: it is sealed anew.
	LoseLetter(ctx context.Context, name string) error
}

// Arrivals keep what the portal says of single applications.
type Arrivals interface {
	// RecordAppointment keeps the day, YYYY-MM-DD, and the number in its line.
	RecordAppointment(ctx context.Context, id intake.ApplicationID, day string, number int) error
	// RestoreDraft keeps a draft that the portal gave back, and reports false for an application that is known.
	RestoreDraft(ctx context.Context, d intake.Draft, photos ...[]byte) (bool, error)
}

// sealCharges seals every report that waits: at once, so that nothing else goes before it.
func (c *Custody) sealCharges(ctx context.Context) error {
	for {
		waiting, err := c.store.UnsealedCharges(ctx, sealAtOnce)
		if err != nil || len(waiting) == 0 {
			return err
		}
		for _, r := range waiting {
			if err := c.sealLetter(ctx, batch.KindFraudReport, string(r.Application), string(r.ID), 0, r); err != nil {
				return fmt.Errorf("report %s: %w", r.ID, err)
			}
		}
	}
}

// Rescue seals a draft with its photos, so that a stick, or the network, can carry it out of this device; the draft stays.
// One that was sealed since it was saved is not sealed again. Photos for which an object has no room are left out, the
// last ones first; it returns how many. The portal keeps rescued drafts apart from what was handed in.
func (c *Custody) Rescue(ctx context.Context, draft intake.Draft, photos []intake.RescuePhoto) (leftOut int, err error) {
	about, version := string(draft.Application), draft.SavedAt.UnixMilli()
	known, err := c.store.HasLetter(ctx, about, version)
	if known || err != nil {
		return 0, err
	}
	r := intake.Rescue{Draft: draft, Photos: photos, Device: string(c.folder.device), Site: c.config.Site}
	for {
		err = c.sealLetter(ctx, batch.KindRescue, about, about, version, r)
		if !errors.Is(err, batch.ErrLimit) || len(r.Photos) == 0 {
			break
		}
		r.Photos = r.Photos[:len(r.Photos)-1]
		r.LeftOut++
	}
	if err != nil {
		return r.LeftOut, fmt.Errorf("rescue draft %s: %w", draft.Application, err)
	}
	return r.LeftOut, nil
}

// sealLetter puts the sealed record into the folder, and only then on record.
func (c *Custody) sealLetter(ctx context.Context, kind batch.Kind, application, about string, version int64, record any) error {
	text, err := json.Marshal(record)
	if err != nil {
		return err
	}
	ciphertext, err := batch.SealCore(c.config.Recipients, c.config.Device, text)
	if err != nil {
		return err
	}
	o, err := batch.NewObject(kind, application, 0, ciphertext)
	if err != nil {
		return err
	}
	description, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if err := c.folder.put(o.Name, ciphertext); err != nil {
		return err
	}
	return c.store.RecordLetter(ctx, string(kind), about, version, description)
}
