package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ventanilla/sync/batch"
)

// Batch is a batch in the folder, and what the portal has signed for it.
type Batch struct {
	Manifest batch.Manifest
	Envelope []byte         // the signed bytes of the manifest
	Receipt  *batch.Receipt // the newest, nil before the first
}

// Complete reports whether the portal wants nothing more of the batch: it holds each object, or keeps it apart.
func (b Batch) Complete() bool {
	if b.Receipt == nil || !b.Receipt.Complete {
		return false
	}
	settled := b.Held()
	for _, q := range b.Receipt.Quarantined {
		settled[q.Name] = true
	}
	return len(settled) == len(b.Manifest.Objects)
}

// Held returns which of the objects the portal has signed for.
func (b Batch) Held() map[batch.Name]bool {
	held := map[batch.Name]bool{}
	if b.Receipt != nil {
		for _, name := range b.Receipt.Held {
			held[name] = true
		}
	}
	return held
}

// Bytes returns how many bytes of ciphertext the portal holds, and of how many.
func (b Batch) Bytes() (held, all int64) {
	names := b.Held()
	for _, o := range b.Manifest.Objects {
		all += o.Size
		if names[o.Name] {
			held += o.Size
		}
	}
	return held, all
}

// Batches returns the batches that are not settled, the oldest first. What they point to is shared and must not be changed.
func (f *Folder) Batches(ctx context.Context) ([]Batch, error) {
	files, err := names(filepath.Join(f.dir, manifestDir))
	if err != nil {
		return nil, fmt.Errorf("list batches: %w", err)
	}
	batches := make([]Batch, 0, len(files))
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("list batches: %w", err)
		}
		b, err := f.batch(file)
		switch {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrDamaged):
			continue // settled meanwhile, or for Recover to write again
		case err != nil:
			return nil, fmt.Errorf("read batch: %w", err)
		}
		batches = append(batches, b)
	}
	return batches, nil
}

func (f *Folder) batch(file string) (Batch, error) {
	envelope, err := os.ReadFile(filepath.Join(f.dir, manifestDir, file))
	if err != nil {
		return Batch{}, err
	}
	m, err := f.manifests.open(file, envelope, batch.OpenManifest)
	if err != nil || m.Device != f.device || manifestFile(m) != file {
		return Batch{}, ErrDamaged
	}
	b := Batch{Manifest: m, Envelope: envelope}
	receipt, err := f.receipt(m)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Batch{}, err
	}
	if err == nil {
		b.Receipt = &receipt
	}
	return b, nil
}

// Waiting returns the signed manifests of all batches of which the portal wants something, the oldest first.
func (f *Folder) Waiting(ctx context.Context) ([][]byte, error) {
	batches, err := f.Batches(ctx)
	if err != nil {
		return nil, err
	}
	var waiting [][]byte
	for _, b := range batches {
		if !b.Complete() {
			waiting = append(waiting, b.Envelope)
		}
	}
	return waiting, nil
}

// SortObjects puts what must arrive first first: reports of fraud, withdrawals, cores, rescued drafts, then photos, smallest
// first. Otherwise the order stays.
func SortObjects(objects []batch.Object) {
	slices.SortStableFunc(objects, func(a, b batch.Object) int {
		if by := urgency(a.Kind) - urgency(b.Kind); by != 0 || a.Kind != batch.KindPhoto {
			return by
		}
		return int(a.Size - b.Size)
	})
}

func urgency(k batch.Kind) int {
	return slices.Index([]batch.Kind{
		batch.KindFraudReport, batch.KindWithdrawal, batch.KindCore, batch.KindRescue, batch.KindPhoto,
	}, k)
}

// SortBatches puts batches with reports of fraud first, then those with withdrawals. Otherwise the order stays.
func SortBatches(batches []Batch) {
	slices.SortStableFunc(batches, func(a, b Batch) int { return a.urgency() - b.urgency() })
}

func (b Batch) urgency() int {
	most := urgency(batch.KindCore)
	for _, o := range b.Manifest.Objects {
		most = min(most, urgency(o.Kind))
	}
	return most
}
