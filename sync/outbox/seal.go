package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// sealedObject is an object with its bytes, and the part of a revision that it holds.
type sealedObject struct {
	batch.Object
	part       string
	ciphertext []byte
}

// corePart is the part that the answers are; the others are photos by their SHA-256.
const corePart = "core"

// seal makes the objects of a revision: one for its answers, one for each photo, but none for what the portal has
// already. It gives a reason instead of objects if the revision itself is at fault, and an error if this may pass.
func (c *Custody) seal(ctx context.Context, r intake.Revision) ([]sealedObject, string, error) {
	received, err := c.store.Received(ctx, r.Application, r.Number)
	if err != nil {
		return nil, "", err
	}
	var objects []sealedObject
	for _, part := range parts(r, received) {
		o, reason, err := c.sealPart(ctx, r, part)
		if err != nil || reason != "" {
			return nil, reason, err
		}
		objects = append(objects, o)
	}
	return objects, "", nil
}

// parts lists what of a revision is to be sealed, each once.
func parts(r intake.Revision, received []string) []string {
	all := []string{corePart}
	for _, p := range r.Answers.Photos {
		if !slices.Contains(all, p.SHA256) {
			all = append(all, p.SHA256)
		}
	}
	return slices.DeleteFunc(all, func(part string) bool { return slices.Contains(received, part) })
}

func (c *Custody) sealPart(ctx context.Context, r intake.Revision, part string) (sealedObject, string, error) {
	if part != corePart {
		return c.sealPhoto(ctx, r, part)
	}
	o, err := c.sealCore(r)
	if errors.Is(err, batch.ErrLimit) {
		return o, TooLarge, nil
	}
	return o, "", err
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
	return describe(kind, r, corePart, ciphertext)
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
	o, err := describe(batch.KindPhoto, r, sha256, ciphertext)
	return o, "", err
}

func describe(kind batch.Kind, r intake.Revision, part string, ciphertext []byte) (sealedObject, error) {
	o, err := batch.NewObject(kind, string(r.Application), r.Number, ciphertext)
	return sealedObject{Object: o, part: part, ciphertext: ciphertext}, err
}
