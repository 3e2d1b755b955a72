package batch

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of a bundle.
const (
	// MaxBundleManifests is the most manifests in one bundle.
	MaxBundleManifests = 4096
	// MaxBundleObjects is the most objects in one bundle.
	MaxBundleObjects = 1 << 17
)

// Entry is one part of a bundle. Exactly one of Enrolment, Manifest and Object
// is set. The bytes belong to the caller.
type Entry struct {
	// Enrolment is a signed request, not yet opened.
	Enrolment []byte
	// Manifest is a manifest whose signature holds, and Envelope its bytes.
	Manifest *Manifest
	Envelope []byte
	// Object is listed in a manifest read before, and Ciphertext its bytes,
	// whose hash holds.
	Object     *Object
	Ciphertext []byte
}

// DamagedObject says that one object of a bundle is not what its name promises.
// The reader can go on with the next. It wraps ErrDamaged.
type DamagedObject struct{ Name Name }

func (d *DamagedObject) Error() string { return "read object " + string(d.Name) + ": damaged" }

// Unwrap returns ErrDamaged.
func (d *DamagedObject) Unwrap() error { return ErrDamaged }

// BundleReader reads a bundle strictly: only the entries of the format, in
// their order, within limits. It is not safe for concurrent use.
type BundleReader struct {
	tar       *tar.Reader
	sums      bytes.Buffer
	stage     int
	manifests int
	listed    map[Name]Object
	read      map[Name]bool
	hash      []byte // for objects that are only to be hashed: a buffer; nil keeps them
}

// The order of the entries.
const (
	stageStart = iota
	stageManifests
	stageObjects
	stageEnd
)

// NewBundleReader returns a reader of r, which the caller closes.
func NewBundleReader(r io.Reader) *BundleReader {
	return &BundleReader{tar: tar.NewReader(r), listed: map[Name]Object{}, read: map[Name]bool{}}
}

// Next returns the next entry, and io.EOF after the last when the bundle is
// whole. After a [DamagedObject] the caller may go on; any other error is final.
func (b *BundleReader) Next() (Entry, error) {
	header, err := b.tar.Next()
	switch {
	case errors.Is(err, io.EOF) && b.stage == stageEnd:
		return Entry{}, io.EOF
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Entry{}, fmt.Errorf("read bundle: %w: cut off", ErrDamaged)
	case err != nil:
		return Entry{}, fmt.Errorf("read bundle: %w", ErrMalformed)
	}
	if header.Typeflag != tar.TypeReg || b.stage == stageEnd {
		return Entry{}, fmt.Errorf("read bundle: %w: unexpected entry", ErrMalformed)
	}
	return b.entry(header)
}

func (b *BundleReader) entry(header *tar.Header) (Entry, error) {
	switch name := header.Name; {
	case name == enrolmentEntry && b.stage == stageStart:
		b.stage = stageManifests
		data, err := b.bytes(header, MaxDocumentSize)
		b.note(NameOf(data), header.Name)
		return Entry{Enrolment: data}, err
	case strings.HasPrefix(name, manifestFolder) && b.stage <= stageManifests:
		b.stage = stageManifests
		return b.manifest(header)
	case strings.HasPrefix(name, objectFolder) && b.stage <= stageObjects:
		b.stage = stageObjects
		return b.object(header)
	case name == sumsEntry:
		b.stage = stageEnd
		return b.end(header)
	}
	return Entry{}, fmt.Errorf("read bundle: %w: unexpected entry", ErrMalformed)
}

func (b *BundleReader) manifest(header *tar.Header) (Entry, error) {
	if b.manifests++; b.manifests > MaxBundleManifests {
		return Entry{}, fmt.Errorf("read bundle: %w: manifests", ErrLimit)
	}
	data, err := b.bytes(header, MaxManifestSize)
	if err != nil {
		return Entry{}, err
	}
	b.note(NameOf(data), header.Name)
	m, err := OpenManifest(data)
	if err != nil {
		return Entry{}, fmt.Errorf("read bundle: %w", err)
	}
	if header.Name != manifestEntry(m) {
		return Entry{}, fmt.Errorf("read bundle: %w: name of a manifest", ErrMalformed)
	}
	for _, o := range m.Objects {
		b.listed[o.Name] = o
	}
	if len(b.listed) > MaxBundleObjects {
		return Entry{}, fmt.Errorf("read bundle: %w: objects", ErrLimit)
	}
	return Entry{Manifest: &m, Envelope: data}, nil
}

func (b *BundleReader) object(header *tar.Header) (Entry, error) {
	name := Name(strings.TrimSuffix(strings.TrimPrefix(header.Name, objectFolder), ".age"))
	o, listed := b.listed[name]
	if !listed || header.Name != objectEntry(name) || b.read[name] || header.Size != o.Size {
		return Entry{}, fmt.Errorf("read bundle: %w: unexpected object", ErrMalformed)
	}
	b.read[name] = true
	if b.hash != nil {
		return b.hashed(header, o)
	}
	data, err := b.bytes(header, MaxObjectSize)
	if err != nil {
		return Entry{}, err
	}
	b.note(name, header.Name)
	if o.CheckBytes(data) != nil {
		return Entry{}, &DamagedObject{Name: name}
	}
	return Entry{Object: &o, Ciphertext: data}, nil
}

// hashed reads an object without keeping it.
func (b *BundleReader) hashed(header *tar.Header, o Object) (Entry, error) {
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, struct{ io.Reader }{b.tar}, b.hash); err != nil {
		return Entry{}, readError(err)
	}
	b.note(o.Name, header.Name)
	if Name(hex.EncodeToString(sum.Sum(nil))) != o.Name {
		return Entry{}, &DamagedObject{Name: o.Name}
	}
	return Entry{Object: &o}, nil
}

// end compares SHA256SUMS with what was read, and proves that nothing follows.
func (b *BundleReader) end(header *tar.Header) (Entry, error) {
	want := bytes.Clone(b.sums.Bytes())
	sums, err := b.bytes(header, int64(len(want)))
	if err != nil {
		return Entry{}, err
	}
	if !bytes.Equal(sums, want) {
		return Entry{}, fmt.Errorf("read bundle: %w: sums", ErrDamaged)
	}
	return b.Next()
}

func (b *BundleReader) bytes(header *tar.Header, limit int64) ([]byte, error) {
	if header.Size > limit {
		return nil, fmt.Errorf("read bundle: %w: size of an entry", ErrLimit)
	}
	data := make([]byte, header.Size)
	if _, err := io.ReadFull(b.tar, data); err != nil {
		return nil, readError(err)
	}
	return data, nil
}

func readError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("read bundle: %w: cut off", ErrDamaged)
	}
	return fmt.Errorf("read bundle: %w", err)
}

// note writes the line that SHA256SUMS must have for an entry.
func (b *BundleReader) note(sum Name, entry string) {
	fmt.Fprintf(&b.sums, "%s  %s\n", sum, entry)
}
