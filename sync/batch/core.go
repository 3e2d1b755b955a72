package batch

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// MaxCoreSize is the most that a core's signed envelope may expand to, in bytes.
const MaxCoreSize = 4 << 20

// Core is the JSON inside a sealed core, withdrawal, rescue or fraud report,
// as the device signed it. What it says is for app/intake to read.
type Core json.RawMessage

// DocumentType returns application/vnd.ventanilla.core+json.
func (Core) DocumentType() DocumentType { return TypeCore }

// Check returns ErrMalformed if the core is not JSON.
func (c Core) Check() error {
	if !json.Valid(c) {
		return fmt.Errorf("check core: %w", ErrMalformed)
	}
	return nil
}

// MarshalJSON returns the JSON itself.
func (c Core) MarshalJSON() ([]byte, error) { return json.RawMessage(c).MarshalJSON() }

// coreWindow is how far back the compression of a core looks, in bytes. Hardly one is longer than that, and a window of the
// library's usual size takes 20 MB for each core that is sealed.
const coreWindow = 256 << 10

// UnmarshalJSON keeps a copy of the JSON itself.
func (c *Core) UnmarshalJSON(data []byte) error {
	return (*json.RawMessage)(c).UnmarshalJSON(data)
}

// SealCore signs a core with the device's key, compresses the envelope with
// zstd and seals it to recipients. So who sealed and who carried stay apart
// after decryption too. The JSON is kept without insignificant white space. What
// no reader would open for its size is ErrLimit.
func SealCore(recipients []age.Recipient, key ed25519.PrivateKey, core Core) ([]byte, error) {
	envelope, err := SignDocument(key, core)
	if err != nil {
		return nil, err
	}
	if len(envelope) > MaxCoreSize {
		return nil, fmt.Errorf("seal core of %d bytes: %w", len(envelope), ErrLimit)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression),
		zstd.WithWindowSize(coreWindow), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("compress core: %w", err)
	}
	return Seal(recipients, w.EncodeAll(envelope, nil))
}

// OpenCore opens what [SealCore] made and returns the core with the public key
// that signed it. Whether that device may send it is for the caller to know.
func OpenCore(identities []age.Identity, ciphertext []byte) (Core, ed25519.PublicKey, error) {
	packed, err := Open(identities, ciphertext)
	if err != nil {
		return nil, nil, err
	}
	envelope, err := expand(packed)
	if err != nil {
		return nil, nil, err
	}
	signer, err := Signer(envelope)
	if err != nil {
		return nil, nil, err
	}
	core, err := OpenDocument[Core](signer, envelope)
	return core, signer, err
}

func expand(packed []byte) ([]byte, error) {
	r, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxMemory(2*MaxCoreSize), zstd.WithDecoderMaxWindow(2*MaxCoreSize))
	if err != nil {
		return nil, fmt.Errorf("expand core: %w", ErrMalformed)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, MaxCoreSize+1))
	if err != nil {
		return nil, fmt.Errorf("expand core: %w", ErrMalformed)
	}
	if len(data) > MaxCoreSize {
		return nil, fmt.Errorf("expand core: %w", ErrLimit)
	}
	return data, nil
}
