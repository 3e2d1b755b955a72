package ledger_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/ledger"
)

// signer signs receipts as a portal does.
type signer struct{ key ed25519.PrivateKey }

func newSigner() signer {
	_, key, _ := ed25519.GenerateKey(nil)
	return signer{key}
}

func (s signer) sign(r batch.Receipt) ([]byte, error) {
	r.Version, r.At = batch.Version, batch.Stamp(now)
	r.Portal = batch.NewPortalID(s.key.Public().(ed25519.PublicKey))
	return batch.SignDocument(s.key, r)
}

func (s signer) open(t *testing.T, envelope []byte) batch.Receipt {
	t.Helper()
	r, err := batch.OpenDocument[batch.Receipt](s.key.Public().(ed25519.PublicKey), envelope)
	check(t, err)
	return r
}

// kiosk cuts batches of bytes that only look sealed.
type kiosk struct {
	t        *testing.T
	key      ed25519.PrivateKey
	id       batch.DeviceID
	sequence int64
	previous string
}

func newKiosk(t *testing.T) *kiosk {
	k := &kiosk{t: t}
	_, k.key, _ = ed25519.GenerateKey(nil)
	k.id = batch.NewDeviceID(k.key.Public().(ed25519.PublicKey))
	return k
}

// enrolled is a kiosk that the books know.
func enrolled(t *testing.T, l *ledger.Ledger) *kiosk {
	t.Helper()
	k := newKiosk(t)
	check(t, k.enrol(l, waiting(t, l)))
	return k
}

// waiting is a one-time code that the books know.
func waiting(t *testing.T, l *ledger.Ledger) batch.EnrolmentCode {
	t.Helper()
	code, err := batch.NewEnrolmentCode("GT")
	check(t, err)
	check(t, l.AddCode(t.Context(), code, "Casa", now.Add(time.Hour)))
	return code
}

func (k *kiosk) enrol(l *ledger.Ledger, code batch.EnrolmentCode) error {
	identity, err := age.GenerateHybridIdentity()
	check(k.t, err)
	public := k.key.Public().(ed25519.PublicKey)
	e := batch.Enrolment{
		Version: batch.Version, Device: k.id, TransportKey: hex.EncodeToString(public),
		Recipient: identity.Recipient().String(), CreatedAt: batch.Stamp(now),
	}
	e.Proof = code.Prove(e)
	_, err = l.Enrol(k.t.Context(), e, public, func(portal.Device) ([]byte, error) { return []byte("answer"), nil })
	return err
}

// parcel is a signed manifest and its objects.
type parcel struct {
	id       string
	envelope []byte
	objects  []portal.Delivered
}

func newApplication() string { return uuid.Must(uuid.NewV7()).String() }

// cut makes a batch with one new core for each application.
func (k *kiosk) cut(applications ...string) parcel {
	k.t.Helper()
	p := parcel{id: uuid.Must(uuid.NewV7()).String()}
	k.sequence++
	m := batch.Manifest{
		Version: batch.Version, Batch: p.id, Device: k.id, Site: "Casa", Sequence: k.sequence, Previous: k.previous,
		CreatedAt: batch.Stamp(now),
	}
	for _, a := range applications {
		data := make([]byte, 100)
		rand.Read(data)
		o, err := batch.NewObject(batch.KindCore, a, 1, data)
		check(k.t, err)
		m.Objects = append(m.Objects, o)
		p.objects = append(p.objects, portal.Delivered{Name: o.Name, Data: data})
	}
	var err error
	p.envelope, err = batch.SignDocument(k.key, m)
	check(k.t, err)
	k.previous = batch.ManifestHash(p.envelope)
	return p
}

// deliver brings a batch as a flow does, and returns the last receipt.
func (p parcel) deliver(t *testing.T, l *ledger.Ledger, way portal.Way, s signer) ([]byte, error) {
	if _, err := l.Begin(t.Context(), way, p.envelope, s.sign); err != nil {
		return nil, err
	}
	standing, err := l.Commit(t.Context(), way, p.id, p.objects, s.sign)
	return standing.Receipt, err
}
