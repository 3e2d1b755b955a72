package uplink_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/ledger"
	"ventanilla/sync/portal/sqlite"
	"ventanilla/sync/uplink"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		check(t, err)
		return v
	}
}

// office is a portal on a server of its own.
type office struct {
	t        *testing.T
	key      ed25519.PrivateKey
	identity *age.HybridIdentity
	ledger   *ledger.Ledger
	blobs    *file.Blobs
	mu       sync.Mutex // held while portal, life and between change
	portal   *portal.Portal
	life     *life                           // nil: the portal has its disk for ever
	between  func(http.Handler) http.Handler // nil: nothing stands before the portal
	server   *httptest.Server
	url      string
	clock    atomic.Int64 // nanoseconds that the portal's clock is ahead
}

func newOffice(t *testing.T) *office { return newOfficeOn(t, nil) }

// newOfficeOn listens on loopback if listener is nil.
func newOfficeOn(t *testing.T, listener net.Listener) *office {
	t.Helper()
	o := &office{t: t, identity: must[*age.HybridIdentity](t)(age.GenerateHybridIdentity())}
	_, o.key, _ = ed25519.GenerateKey(nil)
	dir := t.TempDir()
	books, db, err := sqlite.Open(t.Context(), filepath.Join(dir, "portal.db"), time.Now)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	o.ledger = books
	o.blobs = must[*file.Blobs](t)(file.Open(filepath.Join(dir, "blobs")))
	o.restart()
	o.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.handler().ServeHTTP(w, r)
	}))
	if listener != nil {
		check(t, o.server.Listener.Close())
		o.server.Listener = listener
	}
	o.server.Start()
	o.url = o.server.URL
	t.Cleanup(o.server.Close)
	return o
}

// restart forgets all that a portal has in memory.
func (o *office) restart() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.portal = &portal.Portal{
		Key: o.key, Devices: o.ledger, Books: o.ledger, Parts: o.ledger, Blobs: o.blobs, Updates: o.ledger,
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Now().Add(time.Duration(o.clock.Load())) },
	}
	if o.life != nil {
		o.portal.Books, o.portal.Parts, o.portal.Blobs = o.life, o.life, lifeBlobs{o.blobs, o.life}
	}
}

func (o *office) handler() http.Handler {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.between == nil {
		return o.portal.Handler()
	}
	return o.between(o.portal.Handler())
}

func (o *office) current() *portal.Portal {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.portal
}

func (o *office) card() batch.Card {
	return batch.Card{
		Version: batch.Version, URL: o.url,
		Key:        hex.EncodeToString(o.key.Public().(ed25519.PublicKey)),
		Recipients: []string{o.identity.Recipient().String()},
	}
}

// kiosk is an outbox in memory and the keys of a device.
type kiosk struct {
	t              *testing.T
	office         *office
	key, transport ed25519.PrivateKey
	identity       *age.HybridIdentity
	id             batch.DeviceID

	mu       sync.Mutex
	waiting  [][]byte
	objects  map[batch.Name][]byte
	receipts map[string]batch.Receipt
	updates  map[int64][]byte
	last     int64
	sequence int64
	previous string
	clock    time.Duration // how far the kiosk's clock is off
}

func newKiosk(t *testing.T, o *office) *kiosk {
	t.Helper()
	k := &kiosk{
		t: t, office: o, identity: must[*age.HybridIdentity](t)(age.GenerateHybridIdentity()),
		objects: map[batch.Name][]byte{}, receipts: map[string]batch.Receipt{}, updates: map[int64][]byte{},
	}
	_, k.key, _ = ed25519.GenerateKey(nil)
	_, k.transport, _ = ed25519.GenerateKey(nil)
	k.id = batch.NewDeviceID(k.key.Public().(ed25519.PublicKey))
	return k
}

// request asks for enrolment with a code.
func (k *kiosk) request(code batch.EnrolmentCode) []byte {
	e := batch.Enrolment{
		Version: batch.Version, Device: k.id,
		TransportKey: hex.EncodeToString(k.transport.Public().(ed25519.PublicKey)),
		Recipient:    k.identity.Recipient().String(), CreatedAt: batch.Stamp(time.Now()),
	}
	e.Proof = code.Prove(e)
	return must[[]byte](k.t)(batch.SignDocument(k.key, e))
}

func enrolled(t *testing.T, o *office) *kiosk {
	t.Helper()
	k := newKiosk(t, o)
	_, err := o.portal.Enrol(t.Context(), k.request(o.code()))
	check(t, err)
	return k
}

func (o *office) code() batch.EnrolmentCode {
	code := must[batch.EnrolmentCode](o.t)(batch.NewEnrolmentCode("GT"))
	check(o.t, o.ledger.AddCode(o.t.Context(), code, "Casa del Migrante", time.Now().Add(time.Hour)))
	return code
}

func (k *kiosk) client(change ...func(*uplink.Config)) *uplink.Client {
	config := uplink.Config{Card: k.office.card(), Device: k.id, Key: k.transport, Outbox: k, Inbox: k}
	for _, c := range change {
		c(&config)
	}
	return uplink.New(config)
}

// application makes sealed objects: a core and photos of the given sizes.
func (k *kiosk) application(photos ...int) []batch.Object {
	id := must[uuid.UUID](k.t)(uuid.NewV7()).String()
	core := batch.Core(fmt.Sprintf(`{"application":%q,"code":"ABCDE-FGHJK","revision":1}`, id))
	sealed := must[[]byte](k.t)(batch.SealCore([]age.Recipient{k.office.identity.Recipient()}, k.key, core))
	objects := []batch.Object{k.keep(batch.KindCore, id, sealed)}
	for _, size := range photos {
		data := make([]byte, size)
		rand.Read(data)
		objects = append(objects, k.keep(batch.KindPhoto, id, data))
	}
	return objects
}

func (k *kiosk) keep(kind batch.Kind, id string, data []byte) batch.Object {
	o := must[batch.Object](k.t)(batch.NewObject(kind, id, 1, data))
	k.mu.Lock()
	defer k.mu.Unlock()
	k.objects[o.Name] = data
	return o
}

// cut signs a batch of objects.
func (k *kiosk) cut(objects ...batch.Object) batch.Manifest {
	k.sequence++
	m := batch.Manifest{
		Version: batch.Version, Batch: must[uuid.UUID](k.t)(uuid.NewV7()).String(), Device: k.id, Site: "Casa del Migrante",
		Sequence: k.sequence, Previous: k.previous, CreatedAt: batch.Stamp(time.Now().Add(k.clock)), Objects: objects,
	}
	envelope := must[[]byte](k.t)(batch.SignDocument(k.key, m))
	k.previous = batch.ManifestHash(envelope)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.waiting = append(k.waiting, envelope)
	return m
}

func (k *kiosk) Waiting(context.Context) ([][]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([][]byte(nil), k.waiting...), nil
}

type object struct{ *bytes.Reader }

func (object) Close() error { return nil }

func (k *kiosk) Open(_ context.Context, name batch.Name) (io.ReadSeekCloser, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return object{bytes.NewReader(k.objects[name])}, nil
}

func (k *kiosk) KeepReceipt(_ context.Context, envelope []byte) error {
	r, err := batch.OpenDocument[batch.Receipt](k.office.card().PublicKey(), envelope)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.receipts[r.Batch].Number < r.Number {
		k.receipts[r.Batch] = r
	}
	if !r.Complete {
		return nil
	}
	for i, waiting := range k.waiting {
		if m, err := batch.OpenManifest(waiting); err == nil && m.Batch == r.Batch {
			k.waiting = append(k.waiting[:i:i], k.waiting[i+1:]...)
			return nil
		}
	}
	return nil
}

func (k *kiosk) LastUpdate(context.Context) (int64, error) { return k.last, nil }

func (k *kiosk) KeepUpdate(_ context.Context, number int64, data []byte) error {
	k.updates[number], k.last = data, number
	return nil
}

// bundle writes batches as onto a stick.
func (k *kiosk) bundle(enrolment []byte, envelopes ...[]byte) []byte {
	var out bytes.Buffer
	w := batch.NewBundleWriter(&out)
	if enrolment != nil {
		check(k.t, w.WriteEnrolment(enrolment))
	}
	var objects []batch.Object
	for _, e := range envelopes {
		m := must[batch.Manifest](k.t)(batch.OpenManifest(e))
		check(k.t, w.WriteManifest(m, e))
		objects = append(objects, m.Objects...)
	}
	for _, o := range objects {
		check(k.t, w.WriteObject(o, k.objects[o.Name]))
	}
	check(k.t, w.Close())
	return out.Bytes()
}
