// Package portal is the central portal without its command: it takes batches
// over the network and from sticks, keeps each application once, and signs
// receipts for what it keeps.
//
// Fill a [Portal], then serve [Portal.Handler], or hand bundles
// to [Portal.ImportBundle]. Storage comes through the small interfaces of this
// package: package ledger below it satisfies those for the books, opened by
// packages sqlite or postgres, and packages file and s3 keep blobs. The network's
// side is told in PROTOCOL.md.
//
// Promised: a receipt names an object only after its bytes are on the disk; the
// same bytes by any way, in any order, any number of times, change nothing; other
// bytes under a known key are kept apart and never overwrite. The portal takes
// part without the key that opens applications, so that serving needs no secret
// but the one that signs.
package portal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ventanilla/sync/batch"
)

// The causes for which a portal refuses a batch or a device.
var (
	ErrUnknownDevice = errors.New("unknown device")
	ErrRevokedDevice = errors.New("revoked device")
	ErrClonedDevice  = errors.New("cloned device")
	ErrConflict      = errors.New("conflict with what is kept")
	ErrUnknownBatch  = errors.New("unknown batch")
	ErrWrongCode     = errors.New("wrong one-time code")
	ErrUsedCode      = errors.New("used one-time code")
	ErrNotFound      = errors.New("not found")
	// ErrQuota and ErrBusy pass: the device may ask again later.
	ErrQuota = errors.New("more than a device may bring in this time")
	ErrBusy  = errors.New("too much at once")
)

// Way is how something arrived.
type Way string

// The ways.
const (
	WayNetwork Way = "network"
	WayUSB     Way = "usb"
)

// Device is a kiosk that the portal knows.
type Device struct {
	ID           batch.DeviceID
	Key          ed25519.PublicKey // signs manifests
	TransportKey ed25519.PublicKey // signs requests
	Recipient    string            // age recipient for what only the device may read
	Site, Office string
	Revoked      bool
}

// Standing is what the portal has of a batch.
type Standing struct {
	Manifest batch.Manifest
	// Settled are the objects that the portal wants nothing more of.
	Settled map[batch.Name]bool
	// Receipt is the last signed receipt, nil before the first.
	Receipt []byte
}

// Complete reports whether the portal wants nothing more of the batch.
func (s Standing) Complete() bool { return len(s.Settled) == len(s.Manifest.Objects) }

// Delivered is an object that arrived whole. Data is nil if it lies in [Blobs].
type Delivered struct {
	Name batch.Name
	Data []byte
}

// Sign signs a receipt; version, portal and time are filled in by it.
type Sign func(batch.Receipt) ([]byte, error)

// Devices knows the kiosks.
type Devices interface {
	// Device returns a device, or ErrUnknownDevice.
	Device(ctx context.Context, id batch.DeviceID) (Device, error)
	// Enrol makes a device known if it has proved a waiting code, and keeps what
	// answer makes of it. Asking again gives the kept answer. ErrWrongCode,
	// ErrUsedCode, ErrRevokedDevice.
	Enrol(ctx context.Context, e batch.Enrolment, key ed25519.PublicKey, answer func(Device) ([]byte, error)) ([]byte, error)
}

// Books keep batches and their objects, each change in one transaction.
type Books interface {
	// Begin takes a manifest into the books. The same one again changes nothing.
	// ErrUnknownDevice, ErrRevokedDevice, ErrClonedDevice, ErrConflict.
	Begin(ctx context.Context, way Way, envelope []byte, sign Sign) (Standing, error)
	// Standing returns what is there of a batch, or ErrUnknownBatch.
	Standing(ctx context.Context, batchID string) (Standing, error)
	// Commit takes objects of a batch into the books, keeps apart what conflicts,
	// and makes a receipt if that changed anything.
	Commit(ctx context.Context, way Way, batchID string, arrived []Delivered, sign Sign) (Standing, error)
}

// Parts keep the chunks of objects that did not arrive whole yet.
type Parts interface {
	SaveParts(ctx context.Context, name batch.Name, chunks map[int][]byte) error
	LoadParts(ctx context.Context, name batch.Name) (map[int][]byte, error)
}

// Blobs keep the bytes of large objects.
type Blobs interface {
	// Put returns after the bytes are safe on the disk. Putting again is fine.
	Put(ctx context.Context, name batch.Name, data []byte) error
	// Get returns ErrNotFound for a name that was never put.
	Get(ctx context.Context, name batch.Name) ([]byte, error)
}

// Updates are what waits for devices.
type Updates interface {
	// UpdatesAfter returns what a device may have with numbers above after, by
	// rising number, at most limit.
	UpdatesAfter(ctx context.Context, device batch.DeviceID, after int64, limit int) ([]Update, error)
}

// Cards know what follows the cards that were given out.
type Cards interface {
	// Succession returns what the key of that id has signed of the next one, or
	// ErrNotFound.
	Succession(ctx context.Context, old batch.PortalID) ([]byte, error)
}

// Update is a signed publication, or a case status sealed to one device.
type Update struct {
	Number int64
	Device batch.DeviceID // empty for all
	Data   []byte
}

// Portal serves and imports. Fill it before the first use, and do not copy it.
type Portal struct {
	Key     ed25519.PrivateKey // signs receipts and answers
	Devices Devices
	Books   Books
	Parts   Parts
	Blobs   Blobs
	Updates Updates
	Cards   Cards // nil: the key was never replaced
	Log     *slog.Logger
	Now     func() time.Time
	// Metrics may be nil.
	Metrics *Metrics
	// Ready returns an error while the storage does not answer; nil is always ready.
	Ready func(context.Context) error

	desks deskSet
	gate  gate
}

// deskSet holds the batches that are arriving in this process.
type deskSet struct {
	mu   sync.Mutex
	open map[string]*desk

	unfinished atomic.Int64 // bytes in the trays of all
}

// ID returns the portal's id.
func (p *Portal) ID() batch.PortalID {
	return batch.NewPortalID(p.Key.Public().(ed25519.PublicKey))
}

// commit takes objects of a batch into the books.
func (p *Portal) commit(ctx context.Context, way Way, batchID string, arrived []Delivered) (Standing, error) {
	begun := time.Now()
	s, err := p.Books.Commit(ctx, way, batchID, arrived, p.signReceipt)
	if err == nil {
		p.Metrics.committed(way, len(arrived), time.Since(begun))
	}
	return s, err
}

// signReceipt completes and signs a receipt.
func (p *Portal) signReceipt(r batch.Receipt) ([]byte, error) {
	r.Version, r.Portal, r.At = batch.Version, p.ID(), batch.Stamp(p.Now())
	return batch.SignDocument(p.Key, r)
}
