package batch

import (
	"archive/tar"
	"bytes"
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
	return b.write(enrolmentEntry, envelope)
}

// WriteManifest adds the envelope from which [OpenManifest] has made m; all
// come before the first object. It does not look into the envelope: opening the
// manifests of a large bundle again takes a tenth of its time.
func (b *BundleWriter) WriteManifest(m Manifest, envelope []byte) error {
	return b.write(manifestEntry(m), envelope)
}

// WriteObject adds the bytes of an object that [Object.CheckBytes] has accepted,
// and returns ErrDamaged if their number is another; the bundle is then of no
// use. Hashing them again is most of what writing to a fast drive costs.
func (b *BundleWriter) WriteObject(o Object, ciphertext []byte) error {
	if err := b.copy(objectEntry(o.Name), o.Size, bytes.NewReader(ciphertext)); err != nil {
		return err
	}
	b.note(o.Name, objectEntry(o.Name))
	return nil
}

// Close writes SHA256SUMS and the end of the archive.
func (b *BundleWriter) Close() error {
	sums := bytes.Clone(b.sums.Bytes())
	if err := b.write(sumsEntry, sums); err != nil {
		return err
	}
	if err := b.tar.Close(); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return nil
}

// write adds an entry of bytes that are small.
func (b *BundleWriter) write(name string, data []byte) error {
	if err := b.copy(name, int64(len(data)), bytes.NewReader(data)); err != nil {
		return err
	}
	b.note(NameOf(data), name)
	return nil
}

func (b *BundleWriter) copy(name string, size int64, r io.Reader) error {
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, Format: tar.FormatUSTAR}
	if err := b.tar.WriteHeader(header); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	n, err := io.Copy(b.tar, r)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if n != size {
		return fmt.Errorf("write %s: %w: %d of %d bytes", name, ErrDamaged, n, size)
	}
	return nil
}

// note adds the line of SHA256SUMS for an entry.
func (b *BundleWriter) note(sum Name, entry string) { fmt.Fprintf(&b.sums, "%s  %s\n", sum, entry) }

func manifestEntry(m Manifest) string {
	return fmt.Sprintf("%s%012d-%s.json", manifestFolder, m.Sequence, m.Batch)
}

func objectEntry(n Name) string { return objectFolder + string(n) + ".age" }
