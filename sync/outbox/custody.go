package outbox

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// Archive is where the frozen revisions are.
type Archive interface {
	// Unsealed returns the oldest revisions that wait to be sealed, at most limit.
	Unsealed(ctx context.Context, limit int) ([]intake.Revision, error)
	// Received returns the parts of the revision that the portal has signed for; such are not sealed again.
	Received(ctx context.Context, id intake.ApplicationID, revision int) ([]string, error)
	// Photo returns the picture of that SHA-256, or fs.ErrNotExist.
	Photo(ctx context.Context, sha256 string) ([]byte, error)
	// Park sets a revision aside for one of the reasons of this package. One that is parked for it already stays so.
	Park(ctx context.Context, id intake.ApplicationID, revision int, reason string) error
}

// Ledger keeps what was done, each call in one transaction.
type Ledger interface {
	// RecordSealed keeps the JSON of each object by the part of the revision: "core", or the SHA-256 of a photo.
	RecordSealed(ctx context.Context, id intake.ApplicationID, revision int, objects map[string][]byte) error
	// RecordBatch keeps a signed manifest with the names of its objects.
	RecordBatch(ctx context.Context, sequence int64, manifest []byte, objects []string) error
	// RecordReceipt keeps a receipt and which objects of the batch it names as held. It returns the applications of
	// which a revision is delivered by it.
	RecordReceipt(ctx context.Context, sequence int64, receipt []byte, signed time.Time, held []string,
	) ([]intake.ApplicationID, error)
}

// Books tell what is on record.
type Books interface {
	// Sealed reports whether the object is on record and not yet received.
	Sealed(ctx context.Context, name string) (bool, error)
	// Unbatched returns the JSON of objects that are in no batch, those of the oldest revisions first, at most limit.
	Unbatched(ctx context.Context, limit int) ([][]byte, error)
	// Manifest returns the signed manifest of that number, of the newest for 0, and nil if there is none. One of which
	// nothing is waited for may be empty.
	Manifest(ctx context.Context, sequence int64) ([]byte, error)
	// OpenManifests returns the signed manifests of which an object is not yet received, the oldest first.
	OpenManifests(ctx context.Context) ([][]byte, error)
}

// Shelf is where what the portal says is kept.
type Shelf interface {
	// Hold keeps a document that was verified, unless accept refuses it: both are one step. accept is given the newest
	// document of the kind and name, or nil; label is the version that people know it by. It reports false for one that
	// was held before.
	Hold(ctx context.Context, kind, name, label string, version int64, document []byte, accept func(newest []byte) error,
	) (fresh bool, err error)
	// Refuse puts on record that an update was not taken.
	Refuse(ctx context.Context, kind, name, version, reason string) error
	// PortalTime returns the latest time that the portal signed, zero before the first.
	PortalTime(ctx context.Context) (time.Time, error)
}

// Store is all that a Custody needs of the unlocked store.
type Store interface {
	Archive
	Ledger
	Books
	Shelf
	Letters
	Arrivals
}

// Config is who seals, and to whom.
type Config struct {
	Device     ed25519.PrivateKey // signs cores and manifests
	Identity   age.Identity       // opens what the portal seals to this device
	Site       string
	Recipients []age.Recipient  // the portal's
	Accept     Accept           // nil takes whatever the portal has signed
	Now        func() time.Time // nil is time.Now
	// Room tells how many new applications the office takes now, AnyNumber for no limit; nil is no limit. The others stay
	// sealed until a later Submit finds room for them, the oldest first.
	Room func(context.Context) (int, error)
}

// Custody is the half of the outbox that needs the unlocked store. It is not safe for concurrent use.
type Custody struct {
	folder  *Folder
	store   Store
	config  Config
	settled map[string]int64 // number of the last receipt that was settled, by batch
}

// NewCustody returns the custody of what is in store, over the folder.
func NewCustody(folder *Folder, store Store, config Config) *Custody {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Room == nil {
		config.Room = func(context.Context) (int, error) { return AnyNumber, nil }
	}
	if config.Accept == nil {
		config.Accept = func(batch.Publication, *batch.Publication) (Reason, error) { return "", nil }
	}
	return &Custody{folder: folder, store: store, config: config, settled: map[string]int64{}}
}

// Parked is a revision that was set aside.
type Parked struct {
	Application intake.ApplicationID
	Revision    int
	Reason      string
}

// Submitted is what a call of Submit has done.
type Submitted struct {
	Sealed  int      // revisions
	Batches []string // ids of the batches that were cut
	Parked  []Parked
}

const (
	sealAtOnce = 32
	// A manifest lists at most maxBatch objects and maxDescribed bytes of their JSON, which keeps its signed form below
	// batch.MaxManifestSize. Its objects have at most maxBytes, unless a single one has more, so that batches of any site
	// can be packed into files that a stick takes.
	maxBatch     = 256
	maxDescribed = batch.MaxManifestSize / 2
	maxBytes     = 64 << 20
)

// Submit seals every frozen revision that is not sealed yet, and cuts batches of the objects. A revision that cannot be
// sealed is parked. On an error, such as of a full disk, what was done stays, and the next call goes on.
func (c *Custody) Submit(ctx context.Context) (Submitted, error) {
	var done Submitted
	if err := c.sealCharges(ctx); err != nil {
		return done, fmt.Errorf("submit reports: %w", err)
	}
	for {
		waiting, err := c.store.Unsealed(ctx, sealAtOnce)
		if err != nil {
			return done, fmt.Errorf("submit: %w", err)
		}
		if len(waiting) == 0 {
			return done, c.cut(ctx, &done)
		}
		for _, r := range waiting {
			if err := c.submit(ctx, r, &done); err != nil {
				return done, fmt.Errorf("submit revision %d of %s: %w", r.Number, r.Application, err)
			}
		}
	}
}

func (c *Custody) submit(ctx context.Context, r intake.Revision, done *Submitted) error {
	objects, reason, err := c.seal(ctx, r)
	if err != nil {
		return err
	}
	if reason != "" {
		done.Parked = append(done.Parked, Parked{r.Application, r.Number, reason})
		return c.store.Park(ctx, r.Application, r.Number, reason)
	}
	done.Sealed++
	return c.keep(ctx, r, objects)
}

// keep puts the objects into the folder, and only then on record.
func (c *Custody) keep(ctx context.Context, r intake.Revision, objects []sealedObject) error {
	described := make(map[string][]byte, len(objects))
	for _, o := range objects {
		if err := c.folder.put(o.Name, o.ciphertext); err != nil {
			return err
		}
		description, err := json.Marshal(o.Object)
		if err != nil {
			return err
		}
		described[o.part] = description
	}
	return c.store.RecordSealed(ctx, r.Application, r.Number, described)
}

// cut makes batches until every sealed object is in one.
func (c *Custody) cut(ctx context.Context, done *Submitted) error {
	left, err := c.config.Room(ctx)
	if err != nil {
		return fmt.Errorf("cut batch: %w", err)
	}
	for room := newRoom(left); ; {
		objects, err := c.unbatched(ctx, room)
		if err != nil {
			return fmt.Errorf("cut batch: %w", err)
		}
		if len(objects) == 0 {
			return nil
		}
		if lost := c.lost(Batch{Manifest: batch.Manifest{Objects: objects}}); len(lost) > 0 {
			parked, err := c.parkLost(ctx, lost)
			if err != nil {
				return fmt.Errorf("cut batch: %w", err)
			}
			done.Parked = append(done.Parked, parked...)
			continue // without what was parked
		}
		id, err := c.cutBatch(ctx, objects)
		if err != nil {
			return fmt.Errorf("cut batch: %w", err)
		}
		done.Batches = append(done.Batches, id)
	}
}

func (c *Custody) unbatched(ctx context.Context, room *room) ([]batch.Object, error) {
	descriptions, err := c.store.Unbatched(ctx, room.looksAt())
	if err != nil {
		return nil, err
	}
	var objects []batch.Object
	described, bytes, last := 0, int64(0), 0 // last is where the last application begins
	more := ""                               // an application of which something is left for the next batch
	for _, description := range descriptions {
		var o batch.Object
		if err := json.Unmarshal(description, &o); err != nil {
			return nil, fmt.Errorf("read description: %w", err)
		}
		if !room.admits(o) {
			continue
		}
		described += len(description)
		bytes += o.Size
		n := len(objects)
		if n > 0 && (n == maxBatch || described > maxDescribed || bytes > maxBytes) {
			more = o.Application
			break
		}
		if n > 0 && objects[n-1].Application != o.Application {
			last = n
		}
		objects = append(objects, o)
	}
	if n := len(objects); last > 0 && (more == objects[n-1].Application || more == "" && len(descriptions) == room.looksAt()) {
		objects = objects[:last] // in one batch, so that a locked kiosk can tell by its receipt that all is there
	}
	SortObjects(objects)
	return objects, nil
}

// cutBatch signs a manifest as the next of the device's chain. It is on record before it is in the folder, so that no
// number is ever given twice.
func (c *Custody) cutBatch(ctx context.Context, objects []batch.Object) (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	seen, err := c.store.PortalTime(ctx)
	if err != nil {
		return "", err
	}
	m := batch.Manifest{
		Version: batch.Version, Batch: id.String(), Device: c.folder.device, Site: c.config.Site, Sequence: 1,
		CreatedAt: batch.Stamp(c.config.Now()), PortalTime: batch.Stamp(seen), Objects: objects,
	}
	if err := c.chain(ctx, &m); err != nil {
		return "", err
	}
	envelope, err := batch.SignDocument(c.config.Device, m)
	if err != nil {
		return "", err
	}
	names := make([]string, len(objects))
	for i, o := range objects {
		names[i] = string(o.Name)
	}
	if err := c.store.RecordBatch(ctx, m.Sequence, envelope, names); err != nil {
		return "", err
	}
	return m.Batch, c.folder.putManifest(m, envelope)
}

// chain gives the manifest the number after all that are on record or, as strangers, in the folder.
func (c *Custody) chain(ctx context.Context, m *batch.Manifest) error {
	last, err := c.store.Manifest(ctx, 0)
	if err != nil {
		return err
	}
	strangers, err := c.strangers(ctx)
	if err != nil {
		return err
	}
	for _, envelope := range append(strangers, last) {
		if envelope == nil {
			continue
		}
		previous, err := batch.OpenManifest(envelope)
		if err != nil {
			return err
		}
		if previous.Sequence >= m.Sequence {
			m.Sequence, m.Previous = previous.Sequence+1, batch.ManifestHash(envelope)
		}
	}
	return nil
}

// strangers returns the manifests in the folder that are not on record. There are some only when the store was put back
// from an older copy; then they are the only trace of what was handed in since, and are delivered.
func (c *Custody) strangers(ctx context.Context) ([][]byte, error) {
	batches, err := c.folder.Batches(ctx)
	if err != nil {
		return nil, err
	}
	var strangers [][]byte
	for _, b := range batches {
		strange, err := c.strange(ctx, b)
		if err != nil {
			return nil, err
		}
		if strange {
			strangers = append(strangers, b.Envelope)
		}
	}
	return strangers, nil
}

func (c *Custody) strange(ctx context.Context, b Batch) (bool, error) {
	envelope, err := c.store.Manifest(ctx, b.Manifest.Sequence)
	return envelope == nil, err
}
