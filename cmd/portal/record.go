package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal/ledger"
)

// record is an opened core.
type record struct {
	core     batch.Core     // as the device signed it
	sealer   batch.DeviceID // who signed it; another one may have carried it
	revision intake.Revision
}

// record opens the highest revision of an application, and proves that a device
// which the portal knows has signed it.
func (h *home) record(ctx context.Context, ids []age.Identity, a ledger.Application) (record, error) {
	objects, err := h.ledger.Held(ctx, a.ID)
	if err != nil {
		return record{}, err
	}
	for _, o := range objects {
		if o.Revision == a.Revision && (o.Kind == batch.KindCore || o.Kind == batch.KindWithdrawal) {
			return h.openCore(ctx, ids, a, o)
		}
	}
	return record{}, fmt.Errorf("open application %s: core %w", a.ID, batch.ErrDamaged)
}

func (h *home) openCore(ctx context.Context, ids []age.Identity, a ledger.Application, o batch.Object) (record, error) {
	sealed, err := h.object(ctx, o.Name)
	if err != nil {
		return record{}, err
	}
	core, signer, err := batch.OpenCore(ids, sealed)
	if err != nil {
		return record{}, fmt.Errorf("open application %s: %w", a.ID, err)
	}
	r := record{core: core, sealer: batch.NewDeviceID(signer)}
	if _, err := h.ledger.Device(ctx, r.sealer); err != nil {
		return record{}, fmt.Errorf("open application %s: signed by no device of ours: %w: %w", a.ID, batch.ErrDamaged, err)
	}
	if err := json.Unmarshal(core, &r.revision); err != nil {
		return record{}, fmt.Errorf("open application %s: %w", a.ID, batch.ErrDamaged)
	}
	if string(r.revision.Application) != a.ID || r.revision.Number != o.Revision {
		return record{}, fmt.Errorf("open application %s: its core is of another: %w", a.ID, batch.ErrDamaged)
	}
	return r, nil
}

// photos opens the photos of an application, by the SHA-256 of what was stored.
func (h *home) photos(ctx context.Context, ids []age.Identity, a ledger.Application) (map[string][]byte, error) {
	objects, err := h.ledger.Held(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	photos := map[string][]byte{}
	for _, o := range objects {
		if o.Kind != batch.KindPhoto {
			continue
		}
		sealed, err := h.object(ctx, o.Name)
		if err != nil {
			return nil, err
		}
		photo, err := batch.Open(ids, sealed)
		if err != nil {
			return nil, fmt.Errorf("open photo %s: %w", o.Name, err)
		}
		sum := sha256.Sum256(photo)
		photos[hex.EncodeToString(sum[:])] = photo
	}
	return photos, nil
}

// learnCodes opens the applications whose code the books do not know yet. One bad
// record never hides the rest: damaged says which there are.
func (h *home) learnCodes(ctx context.Context, applications []ledger.Application) (damaged, err error) {
	var ids []age.Identity
	for i := range applications {
		if applications[i].Code != "" {
			continue
		}
		if ids == nil {
			if ids, err = h.identities(); err != nil {
				return nil, err
			}
		}
		r, err := h.record(ctx, ids, applications[i])
		if err != nil {
			damaged = errors.Join(damaged, err)
			continue
		}
		applications[i].Code = r.revision.Code.String()
		if err := h.ledger.SetCode(ctx, applications[i].ID, applications[i].Code); err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}
