package site

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"ventanilla/store"
	"ventanilla/sync/batch"
)

// typeAudit is the type of the document that ends an exported audit trail.
const typeAudit batch.DocumentType = "application/vnd.ventanilla.audit+json"

// AuditSeal is what a device signs at the end of its exported audit trail: a file of JSON Lines, an entry in each, and this
// document as a DSSE envelope in the last. It tells nothing about applicants.
type AuditSeal struct {
	Version int               `json:"version"` // 1
	Device  batch.DeviceID    `json:"device"`
	Site    string            `json:"site"`
	At      time.Time         `json:"at"`      // by the device's clock, as [batch.Stamp] gives it
	Entries int64             `json:"entries"` // the sequence of the last one
	Head    string            `json:"head"`    // its hash
	SHA256  string            `json:"sha256"`  // of all lines before, each with its line feed
	Staff   map[string]string `json:"staff"`   // display names by staff id
}

// DocumentType implements batch.Document.
func (AuditSeal) DocumentType() batch.DocumentType { return typeAudit }

// Check implements batch.Document.
func (s AuditSeal) Check() error {
	if s.Version != 1 || s.Entries < 1 || !s.At.Equal(batch.Stamp(s.At)) {
		return batch.ErrMalformed
	}
	for _, sum := range []string{s.Head, s.SHA256} {
		if raw, err := hex.DecodeString(sum); err != nil || len(raw) != sha256.Size {
			return batch.ErrMalformed
		}
	}
	return s.Device.Check()
}

// AuditName is what an audit trail that is exported today is called.
func (s *Session) AuditName() string { return s.fileName("audit", "jsonl") }

// ExportAudit writes the whole audit trail, signed by this device, into a folder, such as that of a stick. It notes that in
// the audit trail. Supervisors only.
func (s *Session) ExportAudit(ctx context.Context, folder, name string) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.carryOut(ctx, folder, name, store.AuditExported, func(w io.Writer) error { return s.WriteAudit(ctx, w) })
}

// WriteAudit writes the whole audit trail, signed by this device. Supervisors only.
func (s *Session) WriteAudit(ctx context.Context, to io.Writer) error {
	if err := s.supervise(); err != nil {
		return err
	}
	sum, out := sha256.New(), bufio.NewWriter(to)
	lines := json.NewEncoder(io.MultiWriter(sum, out))
	var last store.Entry
	var failed error
	err := s.Store.Audit(ctx, func(e store.Entry) bool {
		last, failed = e, lines.Encode(e)
		return failed == nil
	})
	if err := errors.Join(err, failed); err != nil {
		return fmt.Errorf("export audit: %w", err)
	}
	seal := AuditSeal{
		Version: 1, Device: s.Site.Device(), Site: s.Site.Name(), At: batch.Stamp(s.Site.options.Now()), Entries: last.Sequence,
		Head: last.Hash, SHA256: hex.EncodeToString(sum.Sum(nil)), Staff: s.Site.names(),
	}
	envelope, err := s.signSeal(ctx, seal)
	if err == nil {
		_, err = out.Write(append(envelope, '\n'))
	}
	if err := errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("export audit: %w", err)
	}
	return nil
}

func (s *Session) signSeal(ctx context.Context, seal AuditSeal) ([]byte, error) {
	key, _, err := s.deviceKeys(ctx)
	if err != nil {
		return nil, err
	}
	return batch.SignDocument(key, seal)
}

// names are the display names of all staff, of those who can no longer unlock too.
func (s *Site) names() map[string]string {
	names := map[string]string{}
	for _, one := range s.vault.Staff() {
		names[string(one.ID)] = one.Name
	}
	return names
}

// VerifyAuditFile reads an exported audit trail to its end and checks its signature, its hash and the chain of its entries,
// without any secret. Whether the device of the seal is the one that is expected is for the caller to see. Errors match
// batch.ErrMalformed, batch.ErrSignature, batch.ErrDamaged, or are a *store.AuditError.
func VerifyAuditFile(r io.Reader) (AuditSeal, error) {
	v := auditVerifier{sum: sha256.New()}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 1<<16), batch.MaxDocumentSize)
	for lines.Scan() {
		if err := v.add(lines.Bytes()); err != nil {
			return AuditSeal{}, fmt.Errorf("verify audit file: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return AuditSeal{}, fmt.Errorf("verify audit file: %w: %w", batch.ErrMalformed, err)
	}
	seal, err := v.end()
	if err != nil {
		return seal, fmt.Errorf("verify audit file: %w", err)
	}
	return seal, nil
}

// auditVerifier follows the lines of an exported audit trail. Which one is the seal is known at the end only.
type auditVerifier struct {
	sum    hash.Hash
	held   []byte // the last line
	some   bool
	chain  store.Chain
	broken error // of the chain; the signature tells more if it does not hold either
}

func (v *auditVerifier) add(line []byte) error {
	if v.some {
		if err := v.entry(v.held); err != nil {
			return err
		}
	}
	v.held, v.some = bytes.Clone(line), true
	return nil
}

func (v *auditVerifier) entry(line []byte) error {
	var e store.Entry
	in := json.NewDecoder(bytes.NewReader(line))
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil {
		return batch.ErrMalformed
	}
	if v.broken == nil {
		v.broken = v.chain.Add(e)
	}
	_, err := v.sum.Write(append(line, '\n'))
	return err
}

func (v *auditVerifier) end() (AuditSeal, error) {
	key, err := batch.Signer(v.held)
	if err != nil {
		return AuditSeal{}, err
	}
	seal, err := batch.OpenDocument[AuditSeal](key, v.held)
	last := v.chain.Last()
	switch {
	case err != nil:
		return AuditSeal{}, err
	case batch.NewDeviceID(key) != seal.Device:
		return seal, batch.ErrSignature
	case v.broken != nil:
		return seal, v.broken
	case hex.EncodeToString(v.sum.Sum(nil)) != seal.SHA256, last.Sequence != seal.Entries, last.Hash != seal.Head:
		return seal, batch.ErrDamaged
	}
	return seal, nil
}

// AuditPage returns entries of the audit trail, the newest first, and how many there are. Supervisors only.
func (s *Session) AuditPage(ctx context.Context, f store.AuditFilter) ([]store.AuditLine, int, error) {
	if err := s.supervise(); err != nil {
		return nil, 0, err
	}
	return s.Store.AuditPage(ctx, f)
}

// AuditPeople returns the display names of all who have left an entry in the audit trail, by staff id; that of the device
// itself is "". Supervisors only.
func (s *Session) AuditPeople(ctx context.Context) (map[string]string, error) {
	if err := s.supervise(); err != nil {
		return nil, err
	}
	ids, err := s.Store.AuditPeople(ctx)
	if err != nil {
		return nil, err
	}
	people, names := make(map[string]string, len(ids)), s.Site.names()
	for _, id := range ids {
		people[id] = names[id]
	}
	return people, nil
}

// FollowAudit is [store.Store.FollowAudit]. Supervisors only.
func (s *Session) FollowAudit(ctx context.Context, progress func(done, total int64)) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.Store.FollowAudit(ctx, progress)
}

// StaffName returns the display name of a member of staff, "" if nobody has the id.
func (s *Session) StaffName(id string) string { return s.Site.names()[id] }
