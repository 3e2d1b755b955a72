package batch

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
)

// Kind says what a sealed object holds.
type Kind string

// The kinds of objects. All but photos are signed JSON as [SealCore] makes it.
const (
	// KindCore holds the answers of one revision of an application.
	KindCore Kind = "core"
	// KindPhoto holds one picture, as it was stored.
	KindPhoto Kind = "photo"
	// KindWithdrawal says that an application is taken back.
	KindWithdrawal Kind = "withdrawal"
	// KindRescue holds a draft, carried out of a tablet that is dying.
	KindRescue Kind = "rescue"
	// KindFraudReport says that somebody was asked for money.
	KindFraudReport Kind = "fraud_report"
)

// OfApplication reports whether an object of this kind is part of an application that was handed in: a rescued draft and a
// report of fraud are not, and are never counted as one.
func (k Kind) OfApplication() bool { return k != KindRescue && k != KindFraudReport }

const (
	// ChunkSize is the number of bytes of an object that can be checked alone.
	ChunkSize = 4 << 10
	// MaxObjectSize is the largest sealed object, in bytes.
	MaxObjectSize = 16 << 20

	maxRevision = 1 << 20
)

// Object describes one sealed object in a manifest.
type Object struct {
	Name Name  `json:"name"`
	Size int64 `json:"size"` // of the ciphertext, in bytes
	Kind Kind  `json:"kind"`
	// Application is the UUIDv7 of the application; a fraud report need not
	// belong to one.
	Application string `json:"application,omitempty"`
	// Revision counts from 1; rescues and fraud reports have none.
	Revision int `json:"revision,omitempty"`
	// Hashes holds the SHA-256 of each chunk, one after another. It is absent
	// where the object is no larger than one chunk, whose hash is its name.
	Hashes []byte `json:"chunks,omitempty"`
}

// NewObject describes a sealed object made of ciphertext.
func NewObject(kind Kind, application string, revision int, ciphertext []byte) (Object, error) {
	o := Object{
		Name: NameOf(ciphertext), Size: int64(len(ciphertext)), Kind: kind,
		Application: application, Revision: revision,
	}
	if err := o.checkSize(); err != nil {
		return Object{}, err
	}
	if o.Chunks() > 1 {
		for i := range o.Chunks() {
			start, end := o.Chunk(i)
			sum := sha256.Sum256(ciphertext[start:end])
			o.Hashes = append(o.Hashes, sum[:]...)
		}
	}
	return o, o.Check()
}

// Chunks returns how many chunks the object has, at least one.
func (o Object) Chunks() int { return int((o.Size + ChunkSize - 1) / ChunkSize) }

// Chunk returns where chunk i begins and ends, in bytes; i is 0 to Chunks()-1.
func (o Object) Chunk(i int) (start, end int64) {
	start = int64(i) * ChunkSize
	return start, min(start+ChunkSize, o.Size)
}

// CheckChunk returns ErrDamaged if data is not chunk i of the object.
// It is for objects that passed Check, as all in an opened manifest have.
func (o Object) CheckChunk(i int, data []byte) error {
	if i < 0 || i >= o.Chunks() {
		return fmt.Errorf("check chunk %d of object %s: %w", i, o.Name, ErrMalformed)
	}
	start, end := o.Chunk(i)
	sum := sha256.Sum256(data)
	if int64(len(data)) != end-start || subtle.ConstantTimeCompare(sum[:], o.chunkHash(i)) != 1 {
		return fmt.Errorf("check chunk %d of object %s: %w", i, o.Name, ErrDamaged)
	}
	return nil
}

func (o Object) chunkHash(i int) []byte {
	if o.Chunks() == 1 {
		sum, _ := hex.DecodeString(string(o.Name)) // Check has seen it
		return sum
	}
	return o.Hashes[i*sha256.Size : (i+1)*sha256.Size]
}

// CheckBytes returns ErrDamaged if ciphertext is not the whole object.
func (o Object) CheckBytes(ciphertext []byte) error {
	if int64(len(ciphertext)) != o.Size || NameOf(ciphertext) != o.Name {
		return fmt.Errorf("check object %s: %w", o.Name, ErrDamaged)
	}
	return nil
}

// Check returns ErrMalformed or ErrLimit if the description breaks the format.
func (o Object) Check() error {
	if err := o.Name.Check(); err != nil {
		return err
	}
	if err := o.checkSize(); err != nil {
		return err
	}
	if err := o.checkOwner(); err != nil {
		return fmt.Errorf("check object %s: %w", o.Name, err)
	}
	hashes := 0
	if o.Chunks() > 1 {
		hashes = o.Chunks() * sha256.Size
	}
	if len(o.Hashes) != hashes {
		return fmt.Errorf("check chunk hashes of object %s: %w", o.Name, ErrMalformed)
	}
	return nil
}

func (o Object) checkSize() error {
	if o.Size <= 0 {
		return fmt.Errorf("check size of object %s: %w", o.Name, ErrMalformed)
	}
	if o.Size > MaxObjectSize {
		return fmt.Errorf("check size of object %s: %w", o.Name, ErrLimit)
	}
	return nil
}

func (o Object) checkOwner() error {
	lowest := 1
	switch o.Kind {
	case KindCore, KindPhoto, KindWithdrawal:
	case KindRescue:
		lowest = 0
	case KindFraudReport:
		lowest = 0
		if o.Application == "" && o.Revision == 0 {
			return nil
		}
	default:
		return fmt.Errorf("kind: %w", ErrMalformed)
	}
	if o.Revision < lowest || o.Revision > maxRevision {
		return fmt.Errorf("revision: %w", ErrMalformed)
	}
	return checkID("application id", o.Application)
}
