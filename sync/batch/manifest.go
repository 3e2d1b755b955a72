package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

const (
	// MaxManifestSize is the largest signed manifest, in bytes.
	MaxManifestSize = 1 << 20
	// MaxObjects is the most objects that one manifest lists.
	MaxObjects = 1024

	// Version is that of every document of this format.
	Version = 1
)

// Manifest lists the objects of one batch. A device numbers its manifests and
// chains each to the one before, so that a lost or forked one shows.
type Manifest struct {
	Version int `json:"version"` // 1
	// Batch is the UUIDv7 of the batch.
	Batch  string   `json:"batch"`
	Device DeviceID `json:"device"`
	Site   string   `json:"site"`
	// Sequence counts the manifests of the device from 1.
	Sequence int64 `json:"sequence"`
	// Previous is the [ManifestHash] of the manifest before, absent for the first.
	Previous string `json:"previous,omitempty"`
	// CreatedAt is the device's time as [Stamp] gives it; it may be wrong.
	CreatedAt time.Time `json:"created_at"`
	// PortalTime is the last time that the portal had signed, if any.
	PortalTime time.Time `json:"portal_time,omitzero"`
	Objects    []Object  `json:"objects"`
}

// ManifestHash returns the SHA-256 of a signed manifest's bytes in hexadecimal
// digits, to be named as Previous by the next.
func ManifestHash(envelope []byte) string {
	sum := sha256.Sum256(envelope)
	return hex.EncodeToString(sum[:])
}

// OpenManifest reads a signed manifest and proves that the device which it
// names has signed it, because a device's id is made from its key. Whether the
// device is enrolled is for the caller to know.
func OpenManifest(envelope []byte) (Manifest, error) {
	if len(envelope) > MaxManifestSize {
		return Manifest{}, fmt.Errorf("open manifest: %w", ErrLimit)
	}
	signer, err := Signer(envelope)
	if err != nil {
		return Manifest{}, fmt.Errorf("open manifest: %w", err)
	}
	m, err := OpenDocument[Manifest](signer, envelope)
	if err != nil {
		return Manifest{}, err
	}
	if m.Device != NewDeviceID(signer) {
		return Manifest{}, fmt.Errorf("open manifest: %w", ErrSignature)
	}
	return m, nil
}

// DocumentType returns application/vnd.ventanilla.manifest+json.
func (Manifest) DocumentType() DocumentType { return TypeManifest }

// Check returns ErrMalformed or ErrLimit if the manifest breaks the format.
func (m Manifest) Check() error {
	if err := checkVersion(m.Version); err != nil {
		return err
	}
	if err := checkID("batch id", m.Batch); err != nil {
		return err
	}
	if err := m.Device.Check(); err != nil {
		return err
	}
	if err := checkText("site", m.Site); err != nil {
		return err
	}
	if err := m.checkChain(); err != nil {
		return err
	}
	if err := checkTimes(m.CreatedAt, m.PortalTime); err != nil {
		return err
	}
	return m.checkObjects()
}

func (m Manifest) checkChain() error {
	if m.Sequence < 1 || (m.Sequence == 1) != (m.Previous == "") {
		return fmt.Errorf("read sequence: %w", ErrMalformed)
	}
	if m.Previous == "" {
		return nil
	}
	return checkHex("previous manifest", m.Previous, sha256.Size)
}

func (m Manifest) checkObjects() error {
	if len(m.Objects) == 0 {
		return fmt.Errorf("read objects: %w", ErrMalformed)
	}
	if len(m.Objects) > MaxObjects {
		return fmt.Errorf("read %d objects: %w", len(m.Objects), ErrLimit)
	}
	seen := make(map[Name]bool, len(m.Objects))
	for _, o := range m.Objects {
		if err := o.Check(); err != nil {
			return err
		}
		if seen[o.Name] {
			return fmt.Errorf("read object %s twice: %w", o.Name, ErrMalformed)
		}
		seen[o.Name] = true
	}
	return nil
}

func checkVersion(v int) error {
	if v != Version {
		return fmt.Errorf("read version %d: %w", v, ErrMalformed)
	}
	return nil
}

// checkTimes wants times in UTC to the second, so that each has one text.
func checkTimes(needed, optional time.Time) error {
	if needed.IsZero() || !needed.Equal(Stamp(needed)) || !optional.Equal(Stamp(optional)) {
		return fmt.Errorf("read time: %w", ErrMalformed)
	}
	if needed.Location() != time.UTC || optional.Location() != time.UTC {
		return fmt.Errorf("read time zone: %w", ErrMalformed)
	}
	return nil
}

// Stamp returns t in the form that documents hold: in UTC, cut to the second.
func Stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }
