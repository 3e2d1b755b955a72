package portal_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/yaronf/httpsign"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/ledger"
	"ventanilla/sync/portal/sqlite"
)

// office is a portal that serves, until stop is called.
type office struct {
	t        testing.TB
	portal   *portal.Portal
	ledger   *ledger.Ledger
	registry *prometheus.Registry
	url      string
	stop     context.CancelFunc
	now      time.Time // the portal's
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t, registry: prometheus.NewRegistry(), now: time.Date(2026, 3, 6, 20, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	dir := t.TempDir()
	books, db, err := sqlite.Open(t.Context(), filepath.Join(dir, "portal.db"), clock)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	blobs, err := file.Open(filepath.Join(dir, "blobs"))
	check(t, err)
	_, key, _ := ed25519.GenerateKey(nil)
	o.ledger = books
	o.portal = &portal.Portal{
		Key: key, Devices: books, Books: books, Parts: books, Updates: books, Blobs: blobs, Ready: books.Ping,
		Log: slog.New(slog.DiscardHandler), Now: clock, Metrics: portal.NewMetrics(o.registry),
	}
	serving, stop := context.WithCancel(t.Context())
	o.stop = stop
	server := httptest.NewUnstartedServer(o.portal.Handler())
	server.Config.BaseContext = func(net.Listener) context.Context { return serving }
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(stop) // first, so that no flow keeps the server from closing
	o.url = server.URL
	return o
}

func (o *office) publicKey() ed25519.PublicKey { return o.portal.Key.Public().(ed25519.PublicKey) }

// kiosk is an enrolled device and one transport key for all its requests.
type kiosk struct {
	office         *office
	key, transport ed25519.PrivateKey
	id             batch.DeviceID
	nonce          string
	sequence       int64
	previous       string
}

func (o *office) enrolled() *kiosk {
	o.t.Helper()
	k := &kiosk{office: o}
	_, k.key, _ = ed25519.GenerateKey(nil)
	_, k.transport, _ = ed25519.GenerateKey(nil)
	k.id = batch.NewDeviceID(k.key.Public().(ed25519.PublicKey))
	identity, err := age.GenerateHybridIdentity()
	check(o.t, err)
	code, err := batch.NewEnrolmentCode("GT")
	check(o.t, err)
	check(o.t, o.ledger.AddCode(o.t.Context(), code, "Casa", o.now.Add(time.Hour)))
	e := batch.Enrolment{
		Version: batch.Version, Device: k.id, TransportKey: hex.EncodeToString(k.transport.Public().(ed25519.PublicKey)),
		Recipient: identity.Recipient().String(), CreatedAt: batch.Stamp(o.now),
	}
	e.Proof = code.Prove(e)
	request, err := batch.SignDocument(k.key, e)
	check(o.t, err)
	_, err = o.portal.Enrol(o.t.Context(), request)
	check(o.t, err)
	k.hello()
	return k
}

func (k *kiosk) hello() {
	k.office.t.Helper()
	answer, err := http.Get(k.office.url + wire.PathHello + "?challenge=x")
	check(k.office.t, err)
	k.nonce = opened[wire.Hello](k.office, answer).Nonce
}

// opened reads an answer that the portal has signed.
func opened[D batch.Document](o *office, answer *http.Response) D {
	o.t.Helper()
	envelope, err := io.ReadAll(answer.Body)
	check(o.t, err)
	check(o.t, answer.Body.Close())
	d, err := batch.OpenDocument[D](o.publicKey(), envelope)
	check(o.t, err)
	return d
}

func (k *kiosk) do(method, path string, body io.Reader) *http.Response {
	k.office.t.Helper()
	r, err := http.NewRequestWithContext(k.office.t.Context(), method, k.office.url+path, body)
	check(k.office.t, err)
	config := httpsign.NewSignConfig().SignCreated(false).SignAlg(true).SetNonce(k.nonce).SetTag(wire.SignatureTag).
		SetKeyID(string(k.id))
	signer, err := httpsign.NewEd25519Signer(k.transport, config, httpsign.Headers(wire.SignedParts()...))
	check(k.office.t, err)
	input, signature, err := httpsign.SignRequest(wire.SignatureName, *signer, r)
	check(k.office.t, err)
	r.Header.Set("Signature-Input", input)
	r.Header.Set("Signature", signature)
	answer, err := http.DefaultTransport.RoundTrip(r)
	check(k.office.t, err)
	return answer
}

// parcel is a signed manifest and its objects in order.
type parcel struct {
	manifest batch.Manifest
	envelope []byte
	data     [][]byte
}

// cut makes a batch of so many applications: a core of some bytes, and photos.
// The portal opens none of it.
func (k *kiosk) cut(applications, core int, photos ...int) parcel {
	t := k.office.t
	t.Helper()
	k.sequence++
	p := parcel{manifest: batch.Manifest{
		Version: batch.Version, Batch: uuid.Must(uuid.NewV7()).String(), Device: k.id, Site: "Casa",
		Sequence: k.sequence, Previous: k.previous, CreatedAt: batch.Stamp(k.office.now),
	}}
	for range applications {
		application := uuid.Must(uuid.NewV7()).String()
		for i, size := range append([]int{core}, photos...) {
			kind := batch.KindPhoto
			if i == 0 {
				kind = batch.KindCore
			}
			data := make([]byte, size)
			rand.Read(data)
			o, err := batch.NewObject(kind, application, 1, data)
			check(t, err)
			p.manifest.Objects = append(p.manifest.Objects, o)
			p.data = append(p.data, data)
		}
	}
	var err error
	p.envelope, err = batch.SignDocument(k.key, p.manifest)
	check(t, err)
	k.previous = batch.ManifestHash(p.envelope)
	return p
}

// frames returns the manifest and all chunks.
func (p parcel) frames() []wire.Frame {
	frames := []wire.Frame{{Type: wire.TypeManifest, Body: p.envelope}}
	for i, o := range p.manifest.Objects {
		for index := range o.Chunks() {
			end := min((index+1)*batch.ChunkSize, len(p.data[i]))
			frames = append(frames, wire.Chunk{Object: o.Name, Index: index, Data: p.data[i][index*batch.ChunkSize : end]}.Frame())
		}
	}
	return frames
}

// stream is an open flow.
type stream struct {
	t      testing.TB
	answer *http.Response
	in     *wire.Reader
	out    *io.PipeWriter
}

func (k *kiosk) flow() stream {
	body, out := io.Pipe()
	answer := k.do(http.MethodPost, wire.PathFlow, body)
	k.office.t.Cleanup(func() { _ = errors.Join(out.Close(), answer.Body.Close()) })
	return stream{t: k.office.t, answer: answer, in: wire.NewReader(answer.Body), out: out}
}

func (s stream) send(frames ...wire.Frame) {
	s.t.Helper()
	var all []byte
	for _, f := range frames {
		all = f.AppendTo(all)
	}
	_, err := s.out.Write(all)
	check(s.t, err)
}

// next reads frames up to one of a type.
func (s stream) next(want wire.Type) wire.Frame {
	s.t.Helper()
	for {
		f, err := s.in.Next()
		check(s.t, err)
		if f.Type == want {
			return f
		}
	}
}
