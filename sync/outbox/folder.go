package outbox

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"ventanilla/sync/batch"
)

// The folders of an outbox.
const (
	objectDir   = "objects"   // <name>.age
	manifestDir = "manifests" // <sequence>-<batch>.json, twelve digits of sequence
	receiptDir  = "receipts"  // <batch>.json, the newest of each batch
	updateDir   = "updates"   // <number>-<digest>, twelve digits of number; and what was kept before
	refusedDir  = "refused"   // <digest>, notes about updates that were refused
)

// Folder is the half of the outbox that needs no secret. It is safe for concurrent use in one process.
type Folder struct {
	dir    string
	device batch.DeviceID
	portal ed25519.PublicKey

	mu   sync.Mutex // held while files are replaced or removed
	kill func(step string)
}

// OpenFolder opens the outbox in dir, and makes what of it is not there. Only what portal has signed for device is kept.
func OpenFolder(dir string, device batch.DeviceID, portal ed25519.PublicKey) (*Folder, error) {
	for _, sub := range []string{objectDir, manifestDir, receiptDir, updateDir, refusedDir} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("open outbox: %w", err)
		}
	}
	return &Folder{dir: dir, device: device, portal: portal}, nil
}

// Device returns whose outbox it is.
func (f *Folder) Device() batch.DeviceID { return f.device }

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

// Batches returns the batches that are not settled, the oldest first.
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
	m, err := batch.OpenManifest(envelope)
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

// Open opens the bytes of a sealed object; the caller closes them. An object that is not there, or was found damaged, is
// fs.ErrNotExist.
func (f *Folder) Open(_ context.Context, name batch.Name) (io.ReadSeekCloser, error) {
	if err := name.Check(); err != nil {
		return nil, fmt.Errorf("open object: %w", err)
	}
	file, err := os.Open(f.objectPath(name))
	if err != nil {
		return nil, fmt.Errorf("open object %s: %w", name, err)
	}
	return file, nil
}

// Read returns the bytes of a sealed object. One that is not what its name promises is moved out of the way, so that it is
// sent nowhere, and gives ErrDamaged; [Custody.Recover] then parks what it belongs to.
func (f *Folder) Read(ctx context.Context, o batch.Object) ([]byte, error) {
	r, err := f.Open(ctx, o.Name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, o.Size+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("read object %s: %w", o.Name, err)
	}
	if o.CheckBytes(data) != nil {
		return nil, errors.Join(fmt.Errorf("read object %s: %w", o.Name, ErrDamaged), f.drop(o.Name))
	}
	return data, nil
}

// put writes a sealed object under its name.
func (f *Folder) put(name batch.Name, ciphertext []byte) error {
	return f.write(f.objectPath(name), ciphertext)
}

// putManifest writes the signed manifest m.
func (f *Folder) putManifest(m batch.Manifest, envelope []byte) error {
	return f.write(filepath.Join(f.dir, manifestDir, manifestFile(m)), envelope)
}

// drop removes a sealed object, which need not be there.
func (f *Folder) drop(name batch.Name) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer f.reached("object removed")
	return remove(f.objectPath(name))
}

// dropBatch removes a settled batch: its objects first, so that no object is left that nothing names.
func (f *Folder) dropBatch(m batch.Manifest) error {
	for _, o := range m.Objects {
		if err := f.drop(o.Name); err != nil {
			return err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	defer f.reached("manifest removed")
	return remove(filepath.Join(f.dir, manifestDir, manifestFile(m)))
}

// holds reports whether the object is there with its size.
func (f *Folder) holds(o batch.Object) bool {
	info, err := os.Stat(f.objectPath(o.Name))
	return err == nil && info.Size() == o.Size
}

func (f *Folder) objectPath(name batch.Name) string {
	return filepath.Join(f.dir, objectDir, string(name)+".age")
}

func manifestFile(m batch.Manifest) string {
	return fmt.Sprintf("%012d-%s.json", m.Sequence, m.Batch)
}

// reached lets tests end the program after a step.
func (f *Folder) reached(step string) {
	if f.kill != nil {
		f.kill(step)
	}
}

// sortObjects puts what must arrive first first: reports of fraud, withdrawals, cores, then photos, smallest first.
func sortObjects(objects []batch.Object) {
	rank := map[batch.Kind]int{
		batch.KindFraudReport: 0, batch.KindWithdrawal: 1, batch.KindCore: 2, batch.KindRescue: 3, batch.KindPhoto: 4,
	}
	slices.SortStableFunc(objects, func(a, b batch.Object) int {
		if by := rank[a.Kind] - rank[b.Kind]; by != 0 || a.Kind != batch.KindPhoto {
			return by
		}
		return int(a.Size - b.Size)
	})
}

// SetAside moves an object out of the way if its bytes are not what its name promises, so that it is sent nowhere;
// [Custody.Recover] then parks what it belongs to.
func (f *Folder) SetAside(ctx context.Context, name batch.Name) error {
	r, err := f.Open(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(r, batch.MaxObjectSize+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return fmt.Errorf("read object %s: %w", name, err)
	}
	if batch.NameOf(data) == name {
		return nil
	}
	return f.drop(name)
}
