package outbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// Recover makes the folder agree with the ledger after whatever happened: it removes what was not finished and what nothing
// on record waits for, writes manifests that are missing, and parks revisions whose objects are lost. It returns what it
// parked.
func (c *Custody) Recover(ctx context.Context) ([]Parked, error) {
	if err := c.sweep(ctx); err != nil {
		return nil, fmt.Errorf("sweep outbox: %w", err)
	}
	if err := c.folder.forgetReceipts(); err != nil {
		return nil, fmt.Errorf("sweep outbox: %w", err)
	}
	manifests, err := c.store.OpenManifests(ctx)
	if err != nil {
		return nil, fmt.Errorf("recover outbox: %w", err)
	}
	if err := c.prune(ctx, manifests); err != nil {
		return nil, fmt.Errorf("recover outbox: %w", err)
	}
	var parked []Parked
	for _, envelope := range manifests {
		lost, err := c.restore(ctx, envelope)
		if err != nil {
			return parked, fmt.Errorf("recover outbox: %w", err)
		}
		parked = append(parked, lost...)
	}
	return parked, nil
}

// sweep removes files that are not whole, and objects that nothing waits for.
func (c *Custody) sweep(ctx context.Context) error {
	for _, dir := range []string{objectDir, manifestDir, receiptDir, updateDir, refusedDir, draftDir, carriedDir} {
		parts, err := filepath.Glob(filepath.Join(c.folder.dir, dir, "*"+aside))
		if err != nil {
			return err
		}
		for _, part := range parts {
			if err := os.Remove(part); err != nil {
				return err
			}
		}
	}
	strangers, err := c.strangers(ctx)
	if err != nil {
		return err
	}
	named := map[batch.Name]bool{}
	for _, envelope := range strangers {
		m, err := batch.OpenManifest(envelope)
		if err != nil {
			return err
		}
		for _, o := range m.Objects {
			named[o.Name] = true
		}
	}
	return c.sweepObjects(ctx, named)
}

// sweepObjects removes the objects that are neither on record, and not yet received, nor among those to keep.
func (c *Custody) sweepObjects(ctx context.Context, keep map[batch.Name]bool) error {
	files, err := names(filepath.Join(c.folder.dir, objectDir))
	if err != nil {
		return err
	}
	for _, file := range files {
		name := batch.Name(strings.TrimSuffix(file, ".age"))
		if name.Check() != nil || keep[name] {
			continue
		}
		waiting, err := c.store.Sealed(ctx, string(name))
		if err != nil {
			return err
		}
		if waiting {
			continue
		}
		if err := c.folder.drop(name); err != nil {
			return err
		}
	}
	return nil
}

// prune removes batches from the folder that are on record and not among the open ones.
func (c *Custody) prune(ctx context.Context, open [][]byte) error {
	waiting := map[string]bool{}
	for _, envelope := range open {
		waiting[batch.ManifestHash(envelope)] = true
	}
	batches, err := c.folder.Batches(ctx)
	if err != nil {
		return err
	}
	for _, b := range batches {
		strange, err := c.strange(ctx, b)
		if err != nil {
			return err
		}
		if strange || waiting[batch.ManifestHash(b.Envelope)] {
			continue
		}
		if err := c.folder.dropBatch(b.Manifest); err != nil {
			return err
		}
	}
	return nil
}

// restore writes the manifest again if it is missing, and parks what it can no longer deliver.
func (c *Custody) restore(ctx context.Context, envelope []byte) ([]Parked, error) {
	m, err := batch.OpenManifest(envelope)
	if err != nil {
		return nil, err
	}
	b, err := c.folder.batch(manifestFile(m))
	if err != nil {
		b = Batch{Manifest: m}
		if r, err := c.folder.receipt(m); err == nil {
			b.Receipt = &r
		}
		if b.Complete() {
			return nil, nil // settled, but for what the portal keeps apart
		}
		if err := c.folder.putManifest(m, envelope); err != nil {
			return nil, err
		}
	}
	return c.parkLost(ctx, c.lost(b))
}

// lost returns the objects of a batch that the portal has not signed for and that are no longer in the folder.
func (c *Custody) lost(b Batch) []batch.Object {
	held := b.Held()
	var lost []batch.Object
	for _, o := range b.Manifest.Objects {
		if !held[o.Name] && !c.folder.holds(o) {
			lost = append(lost, o)
		}
	}
	return lost
}

// parkLost parks the revisions that the lost objects belong to, and forgets lost letters.
func (c *Custody) parkLost(ctx context.Context, lost []batch.Object) ([]Parked, error) {
	var parked []Parked
	for _, o := range lost {
		if !o.Kind.OfApplication() {
			if err := c.store.LoseLetter(ctx, string(o.Name)); err != nil {
				return parked, err
			}
			continue // it is sealed anew, or rescued again
		}
		p := Parked{intake.ApplicationID(o.Application), o.Revision, ObjectDamaged}
		open, err := c.store.Sealed(ctx, string(o.Name))
		if err != nil {
			return parked, err
		}
		if !open {
			continue // received, and dropped for it
		}
		if err := c.store.Park(ctx, p.Application, p.Revision, p.Reason); err != nil {
			return parked, err
		}
		parked = append(parked, p)
	}
	return parked, nil
}
