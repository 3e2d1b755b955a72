package uplink_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/uplink"
)

func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

// refusedAs wants err to be the portal's no with a code.
func refusedAs(t *testing.T, err error, code wire.Code) {
	t.Helper()
	var refused *uplink.RefusedError
	if !errors.Is(err, uplink.ErrRefused) || !errors.As(err, &refused) || refused.Code != code {
		t.Fatalf("want a refusal as %s, got %v", code, err)
	}
}

func TestWhatIsNoPortalIsNoLink(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	k.cut(k.application()...)
	page := func(w http.ResponseWriter, _ *http.Request) {
		_ = http.NewResponseController(w).EnableFullDuplex() // answers at once, as such pages do
		_, _ = io.WriteString(w, "<html>Welcome! Sign in</html>")
	}
	replayed := must[[]byte](t)(batch.SignDocument(o.key, wire.Hello{
		Version: 1, Portal: o.portal.ID(), Challenge: "old", Nonce: "old", At: batch.Stamp(time.Now()),
	}))
	for name, handler := range map[string]http.HandlerFunc{
		"sign-in page":  page,
		"redirect":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) },
		"error":         func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"old answer":    func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(replayed) },
		"empty refusal": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"after hello": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == wire.PathHello {
				o.portal.Handler().ServeHTTP(w, r)
				return
			}
			page(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(handler)
			defer server.Close()
			_, err := k.client(func(c *uplink.Config) { c.Card.URL = server.URL }).Deliver(t.Context(), nil)
			if !errors.Is(err, uplink.ErrCaptive) || !errors.Is(err, uplink.ErrNoLink) {
				t.Fatalf("got %v", err)
			}
		})
	}
	o.server.Close()
	if _, err := k.client().Deliver(t.Context(), nil); !errors.Is(err, uplink.ErrNoLink) || errors.Is(err, uplink.ErrCaptive) {
		t.Fatalf("with nobody there: %v", err)
	}
	if len(k.waiting) != 1 || len(k.receipts) != 0 {
		t.Fatal("something counts as delivered")
	}
}

func TestDevicesThatThePortalDoesNotTake(t *testing.T) {
	o := newOffice(t)
	stranger := newKiosk(t, o)
	stranger.cut(stranger.application()...)
	_, err := stranger.client().Deliver(t.Context(), nil)
	refusedAs(t, err, wire.CodeUnknownDevice)

	revoked := enrolled(t, o)
	check(t, o.ledger.Revoke(t.Context(), revoked.id))
	revoked.cut(revoked.application()...)
	_, err = revoked.client().Deliver(t.Context(), nil)
	refusedAs(t, err, wire.CodeRevokedDevice)

	impostor := enrolled(t, o)
	_, impostor.transport, _ = ed25519.GenerateKey(nil)
	impostor.cut(impostor.application()...)
	_, err = impostor.client().Deliver(t.Context(), nil)
	refusedAs(t, err, wire.CodeBadSignature)
}

// With a stolen transport key, nothing can be uploaded that the portal takes.
func TestStolenTransportKeyUploadsNothing(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	thief := newKiosk(t, o)
	thief.id, thief.transport = k.id, k.transport // but not the key that signs manifests
	thief.cut(thief.application(10_000)...)
	result, err := thief.client().Deliver(t.Context(), nil)
	if err == nil && len(result.Delivered) > 0 {
		t.Fatal("the portal took a forged manifest")
	}
	apps, err := o.ledger.Applications(t.Context())
	check(t, err)
	if len(apps) != 0 {
		t.Fatalf("%d applications in the books", len(apps))
	}
}

func TestCodesEnrolOneDevice(t *testing.T) {
	o := newOffice(t)
	code := o.code()
	first, second, third := newKiosk(t, o), newKiosk(t, o), newKiosk(t, o)
	request := first.request(code)
	answer, err := first.client().Enrol(t.Context(), request)
	check(t, err)
	again, err := first.client().Enrol(t.Context(), request)
	check(t, err)
	if !bytes.Equal(answer, again) {
		t.Fatal("asking again gives another answer")
	}
	a, err := batch.OpenDocument[batch.EnrolmentAnswer](o.card().PublicKey(), answer)
	check(t, err)
	if a.Office != "GT" || a.Site != "Casa del Migrante" {
		t.Fatalf("answer %+v", a)
	}
	_, err = second.client().Enrol(t.Context(), second.request(code))
	refusedAs(t, err, wire.CodeUsedCode)
	unknown := must[batch.EnrolmentCode](t)(batch.NewEnrolmentCode("GT"))
	_, err = third.client().Enrol(t.Context(), third.request(unknown))
	refusedAs(t, err, wire.CodeWrongCode)
}

// A tablet set back to an older state signs another manifest with a number that
// it used before. It is refused, and what came before stays.
func TestClonedDevice(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	first := k.cut(k.application()...)
	_, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	k.sequence, k.previous = 0, ""
	fork := k.cut(k.application()...)
	result, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	if result.Refused[fork.Batch] != wire.CodeClonedDevice {
		t.Fatalf("refused: %v", result.Refused)
	}
	arrived(t, o, k, first)
}

// One batch that is refused keeps no other from going.
func TestRefusedBatchKeepsNoOtherFromGoing(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	k.cut(k.application()...)
	_, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	k.sequence, k.previous = 0, ""
	fork := k.cut(k.application(30_000)...)
	k.sequence = 7 // gaps are no fork
	k.previous = batch.ManifestHash([]byte("lost"))
	good := k.cut(k.application(30_000)...)
	result, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	if result.Refused[fork.Batch] == "" || len(result.Delivered) != 1 || result.Delivered[0] != good.Batch {
		t.Fatalf("%+v", result)
	}
}

// Another core under a revision that the portal holds is kept apart, told, and
// overwrites nothing.
func TestConflictIsQuarantined(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	original := k.application()
	first := k.cut(original...)
	forged := k.keep(batch.KindCore, original[0].Application, []byte("another core"))
	second := k.cut(forged)
	_, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	r := k.receipts[second.Batch]
	if !r.Complete || len(r.Held) != 0 || len(r.Quarantined) != 1 || r.Quarantined[0].Reason != batch.ReasonConflict || r.Covers(second) {
		t.Fatalf("receipt %+v", r)
	}
	arrived(t, o, k, first)

	other := enrolled(t, o)
	foreign := other.keep(batch.KindPhoto, original[0].Application, []byte("a photo for another's application"))
	m := other.cut(foreign)
	_, err = other.client().Deliver(t.Context(), nil)
	check(t, err)
	if r := other.receipts[m.Batch]; len(r.Quarantined) != 1 || r.Quarantined[0].Reason != batch.ReasonForeign {
		t.Fatalf("receipt %+v", r)
	}
}

// An object that was damaged on the kiosk's disk is told and left out; all else
// is delivered.
func TestDamagedObjectKeepsNoOtherFromGoing(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	broken := k.application(60_000)
	k.cut(broken...)
	good := k.cut(k.application(20_000)...)
	k.objects[broken[1].Name][50_000] ^= 1
	result, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	if len(result.Damaged) != 1 || result.Damaged[0] != broken[1].Name || len(result.Delivered) != 1 || result.Delivered[0] != good.Batch {
		t.Fatalf("%+v", result)
	}
	if r := k.receipts[good.Batch]; !r.Covers(good) {
		t.Fatal("the good batch has no receipt")
	}
}

func TestNonceOutlivesItsPortalButNotItsHour(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	client := k.client()
	_, err := client.Deliver(t.Context(), nil)
	check(t, err)
	o.restart()
	o.portal.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	m := k.cut(k.application(20_000)...)
	_, err = client.Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, m)
}

// The same batch eight times at once, by both ways: it is there once.
func TestManyDeliveriesAtOnce(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	var manifests []batch.Manifest
	for range 3 {
		manifests = append(manifests, k.cut(k.application(40_000, 90_000)...))
	}
	waiting, _ := k.Waiting(t.Context())
	bundle := k.bundle(nil, waiting...)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if i%4 == 3 {
				if _, err := o.portal.ImportBundle(t.Context(), bytes.NewReader(bundle)); err != nil {
					t.Error(err)
				}
				return
			}
			if _, err := k.client().Deliver(t.Context(), nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	k.waiting = waiting // whoever was last may have had nothing to ask for
	_, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, manifests...)
	for _, m := range manifests {
		if n := len(receiptsOf(t, o, m)); n == 0 {
			t.Fatal("no receipt in the books")
		}
	}
}

func receiptsOf(t *testing.T, o *office, m batch.Manifest) []byte {
	t.Helper()
	all, err := o.ledger.LastReceipts(t.Context(), m.Device)
	check(t, err)
	return all[m.Batch]
}

func TestPinnedCertificate(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.portal.Handler().ServeHTTP(w, r)
	}))
	defer server.Close()
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	sum := sha256.Sum256(server.Certificate().RawSubjectPublicKeyInfo)
	pinned := func(pin string) func(*uplink.Config) {
		return func(c *uplink.Config) { c.Card.URL, c.Card.TLSPin = server.URL, pin }
	}
	m := k.cut(k.application(100_000)...)
	_, err := k.client(pinned(hex.EncodeToString(make([]byte, 32)))).Deliver(t.Context(), nil)
	if !errors.Is(err, uplink.ErrCaptive) {
		t.Fatalf("another key than the pinned one: %v", err)
	}
	if _, err := k.client(pinned("")).Deliver(t.Context(), nil); !errors.Is(err, uplink.ErrCaptive) {
		t.Fatalf("a certificate that nobody vouches for: %v", err)
	}
	_, err = k.client(pinned(hex.EncodeToString(sum[:]))).Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, m)
}

// A site that pays by the byte sends records and leaves the photos.
func TestRecordsOnly(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	m := k.cut(append(k.application(50_000), k.application(60_000)...)...)
	result, err := k.client(func(c *uplink.Config) { c.RecordsOnly = func() bool { return true } }).Deliver(t.Context(), nil)
	check(t, err)
	r := k.receipts[m.Batch]
	if result.Left != 1 || result.Kept != 1 || result.PhotosWait != 2 || r.Complete || len(r.Held) != 2 {
		t.Fatalf("left %d, receipt %+v", result.Left, r)
	}
	_, err = k.client().Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, m)
}
