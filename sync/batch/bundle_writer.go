package batch

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// The entries of a bundle, in this order. FORMAT.md has the details.
const (
	enrolmentEntry = "enrolment.json"
	manifestFolder = "manifests/"
	objectFolder   = "objects/"
	sumsEntry      = "SHA256SUMS"
)

// BundleWriter writes a bundle: a plain tar of an enrolment request if the
// device waits for one, signed manifests, their objects, and SHA256SUMS, which
// is also the sign that nothing is cut off. It is not safe for concurrent use.
type BundleWriter struct {
	tar  *tar.Writer
	sums bytes.Buffer
}

// NewBundleWriter returns a writer to w, which the caller syncs and closes.
func NewBundleWriter(w io.Writer) *BundleWriter {
	return &BundleWriter{tar: tar.NewWriter(w)}
}

// WriteEnrolment adds the signed enrolment request; it comes first.
func (b *BundleWriter) WriteEnrolment(envelope []byte) error {
	return b.write(enrolmentEntry, int64(len(envelope)), bytes.NewReader(envelope))
}

// WriteManifest adds a signed manifest; all come before the first object.
func (b *BundleWriter) WriteManifest(envelope []byte) error {
	m, err := OpenManifest(envelope)
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return b.write(manifestEntry(m), int64(len(envelope)), bytes.NewReader(envelope))
}

// WriteObject adds the bytes of an object, and returns ErrDamaged if those of
// r are others; the bundle is then of no use.
func (b *BundleWriter) WriteObject(o Object, r io.Reader) error {
	before := sha256.New()
	if err := b.write(objectEntry(o.Name), o.Size, io.TeeReader(r, before)); err != nil {
		return err
	}
	if Name(hex.EncodeToString(before.Sum(nil))) != o.Name {
		return fmt.Errorf("write object %s: %w", o.Name, ErrDamaged)
	}
	return nil
}

// Close writes SHA256SUMS and the end of the archive.
func (b *BundleWriter) Close() error {
	sums := bytes.Clone(b.sums.Bytes())
	if err := b.write(sumsEntry, int64(len(sums)), bytes.NewReader(sums)); err != nil {
		return err
	}
	if err := b.tar.Close(); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return nil
}

func (b *BundleWriter) write(name string, size int64, r io.Reader) error {
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, Format: tar.FormatUSTAR}
	if err := b.tar.WriteHeader(header); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(b.tar, sum), r)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if n != size {
		return fmt.Errorf("write %s: %w: %d of %d bytes", name, ErrDamaged, n, size)
	}
	fmt.Fprintf(&b.sums, "%x  %s\n", sum.Sum(nil), name)
	return nil
}

func manifestEntry(m Manifest) string {
	return fmt.Sprintf("%s%012d-%s.json", manifestFolder, m.Sequence, m.Batch)
}

func objectEntry(n Name) string { return objectFolder + string(n) + ".age" }
