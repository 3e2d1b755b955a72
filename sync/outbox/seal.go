package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// sealedObject is an object with its bytes.
type sealedObject struct {
	batch.Object
	ciphertext []byte
}

// seal makes the objects of a revision: one for its answers, one for each photo. It gives a reason instead of objects if
// the revision itself is at fault, and an error if this may pass.
func (c *Custody) seal(ctx context.Context, r intake.Revision) ([]sealedObject, string, error) {
	core, err := c.sealCore(r)
	if errors.Is(err, batch.ErrLimit) {
		return nil, TooLarge, nil
	}
	if err != nil {
		return nil, "", err
	}
	objects := []sealedObject{core}
	seen := map[string]bool{}
	for _, p := range r.Answers.Photos {
		if seen[p.SHA256] {
			continue
		}
		seen[p.SHA256] = true
		photo, reason, err := c.sealPhoto(ctx, r, p.SHA256)
		if err != nil || reason != "" {
			return nil, reason, err
		}
		objects = append(objects, photo)
	}
	return objects, "", nil
}

func (c *Custody) sealCore(r intake.Revision) (sealedObject, error) {
	record, err := json.Marshal(r)
	if err != nil {
		return sealedObject{}, err
	}
	ciphertext, err := batch.SealCore(c.config.Recipients, c.config.Device, record)
	if err != nil {
		return sealedObject{}, err
	}
	kind := batch.KindCore
	if r.Withdrawn {
		kind = batch.KindWithdrawal
	}
	return describe(kind, r, ciphertext)
}

func (c *Custody) sealPhoto(ctx context.Context, r intake.Revision, sha256 string) (sealedObject, string, error) {
	jpeg, err := c.store.Photo(ctx, sha256)
	if errors.Is(err, fs.ErrNotExist) {
		return sealedObject{}, PhotoMissing, nil
	}
	if err != nil {
		return sealedObject{}, "", err
	}
	ciphertext, err := batch.Seal(c.config.Recipients, jpeg)
	if errors.Is(err, batch.ErrLimit) {
		return sealedObject{}, TooLarge, nil
	}
	if err != nil {
		return sealedObject{}, "", err
	}
	o, err := describe(batch.KindPhoto, r, ciphertext)
	return o, "", err
}

func describe(kind batch.Kind, r intake.Revision, ciphertext []byte) (sealedObject, error) {
	o, err := batch.NewObject(kind, string(r.Application), r.Number, ciphertext)
	return sealedObject{Object: o, ciphertext: ciphertext}, err
}
