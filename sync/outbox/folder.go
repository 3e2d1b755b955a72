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
	draftDir    = "drafts"    // <digest>.age, drafts that the portal gave back, until the next unlock
	carriedDir  = "carried"   // <digest>.json, bundles on sticks of which the portal has not signed for all
)

// Folder is the half of the outbox that needs no secret. It is safe for concurrent use in one process.
type Folder struct {
	dir    string
	device batch.DeviceID

	keyMu sync.RWMutex
	keys  []ed25519.PublicKey // the portal's, and those that it had before, the newest first; never changed in place

	mu        sync.Mutex // held while files are replaced or removed
	manifests proofs[batch.Manifest]
	receipts  proofs[batch.Receipt]
	kill      func(step string)
}

// OpenFolder opens the outbox in dir, and makes what of it is not there. Only what portal has signed for device is kept;
// former are the keys that the portal had before, the newest first.
func OpenFolder(dir string, device batch.DeviceID, portal ed25519.PublicKey, former ...ed25519.PublicKey) (*Folder, error) {
	for _, sub := range []string{objectDir, manifestDir, receiptDir, updateDir, refusedDir, draftDir, carriedDir} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("open outbox: %w", err)
		}
	}
	return &Folder{dir: dir, device: device, keys: append([]ed25519.PublicKey{portal}, former...)}, nil
}

// Device returns whose outbox it is.
func (f *Folder) Device() batch.DeviceID { return f.device }

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

// Read returns the bytes of a sealed object. One that is not what its name promises is deleted, so that it is sent
// nowhere, and gives ErrDamaged; [Custody.Recover] then parks what it belongs to.
func (f *Folder) Read(ctx context.Context, o batch.Object) ([]byte, error) {
	return f.ReadIn(ctx, o, nil)
}

// ReadIn is [Folder.Read] for many objects: the bytes that it returns lie in room, if its capacity exceeds their number.
func (f *Folder) ReadIn(ctx context.Context, o batch.Object, room []byte) ([]byte, error) {
	r, err := f.Open(ctx, o.Name)
	if err != nil {
		return nil, err
	}
	if int64(cap(room)) <= o.Size {
		room = make([]byte, o.Size+1)
	}
	data := room[:o.Size+1] // one more, to see that no more is there
	n, err := io.ReadFull(r, data)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	data = data[:n]
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
	f.manifests.forget(manifestFile(m))
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

// SetAside deletes an object if its bytes are not what its name promises, so that it is sent nowhere;
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

// Abandon removes every manifest, because what they list is to leave in other batches. Objects stay.
func (f *Folder) Abandon(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, sub := range []string{manifestDir, receiptDir, carriedDir} {
		files, err := names(filepath.Join(f.dir, sub))
		if err != nil {
			return fmt.Errorf("abandon batches: %w", err)
		}
		for _, file := range files {
			if err := remove(filepath.Join(f.dir, sub, file)); err != nil {
				return fmt.Errorf("abandon batches: %w", err)
			}
		}
	}
	return nil
}
