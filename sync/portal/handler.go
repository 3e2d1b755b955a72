package portal

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/yaronf/httpsign"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

const (
	maxChallenge = 64
	maxEnrolment = 64 << 10
	maxUpdates   = 32 // in one answer

	readyTimeout = 5 * time.Second
)

// Handler returns the portal's HTTP handler.
func (p *Portal) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+wire.PathHello, p.serveHello)
	mux.HandleFunc("POST "+wire.PathEnrol, p.serveEnrol)
	mux.HandleFunc("POST "+wire.PathFlow, p.serveFlow)
	mux.HandleFunc("GET "+wire.PathUpdates, p.serveUpdates)
	mux.HandleFunc("GET "+wire.PathCard, p.serveCard)
	mux.HandleFunc("GET "+wire.PathHealth, serveHealth)
	mux.HandleFunc("GET "+wire.PathReady, p.serveReady)
	return mux
}

// serveHealth answers as long as the process does.
func serveHealth(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") }

// serveReady answers ok as long as the storage does.
func (p *Portal) serveReady(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	if p.Ready != nil {
		if err := p.Ready(ctx); err != nil {
			p.Log.WarnContext(ctx, "not ready", "cause", err)
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
	}
	_, _ = io.WriteString(w, "ok\n")
}

func (p *Portal) serveHello(w http.ResponseWriter, r *http.Request) {
	challenge := r.URL.Query().Get(wire.QueryChallenge)
	if challenge == "" || len(challenge) > maxChallenge {
		http.Error(w, "no challenge", http.StatusBadRequest)
		return
	}
	p.answer(w, r, http.StatusOK, wire.Hello{
		Version: batch.Version, Portal: p.ID(), Challenge: challenge, Nonce: p.newNonce(), At: batch.Stamp(p.Now()),
	})
}

// serveCard answers a kiosk that holds an old card with what its key has signed of the next one.
func (p *Portal) serveCard(w http.ResponseWriter, r *http.Request) {
	old := batch.PortalID(r.URL.Query().Get(wire.QueryPortal))
	if p.Cards == nil || old.Check() != nil {
		http.NotFound(w, r)
		return
	}
	envelope, err := p.Cards.Succession(r.Context(), old)
	if errors.Is(err, ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		p.refuse(w, r, "", err)
		return
	}
	p.write(w, r, http.StatusOK, envelope)
}

func (p *Portal) serveEnrol(w http.ResponseWriter, r *http.Request) {
	request, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxEnrolment))
	if err != nil {
		return // the kiosk is gone, or no kiosk
	}
	envelope, err := p.Enrol(r.Context(), request)
	if err != nil {
		p.refuse(w, r, "", err)
		return
	}
	p.write(w, r, http.StatusOK, envelope)
}

// Enrol opens a signed enrolment request and returns the signed answer.
func (p *Portal) Enrol(ctx context.Context, request []byte) ([]byte, error) {
	e, key, err := batch.OpenEnrolment(request)
	if err != nil {
		return nil, err
	}
	return p.Devices.Enrol(ctx, e, key, func(d Device) ([]byte, error) {
		return batch.SignDocument(p.Key, batch.EnrolmentAnswer{
			Version: batch.Version, Portal: p.ID(), Device: d.ID, Site: d.Site, Office: d.Office, At: batch.Stamp(p.Now()),
		})
	})
}

func (p *Portal) serveUpdates(w http.ResponseWriter, r *http.Request) {
	device, nonce, err := p.authenticate(r)
	if err != nil {
		p.refuse(w, r, nonce, err)
		return
	}
	after, err := strconv.ParseInt(r.URL.Query().Get(wire.QueryAfter), 10, 64)
	if err != nil {
		p.refuse(w, r, nonce, batch.ErrMalformed)
		return
	}
	found, err := p.Updates.UpdatesAfter(r.Context(), device.ID, after, maxUpdates)
	if err != nil {
		p.refuse(w, r, nonce, err)
		return
	}
	items := make([]wire.Update, len(found))
	for i, u := range found {
		items[i] = wire.Update{Number: u.Number, Data: u.Data}
	}
	p.answer(w, r, http.StatusOK, wire.Updates{
		Version: batch.Version, Portal: p.ID(), Nonce: nonce, Items: items,
		More: len(items) == maxUpdates, At: batch.Stamp(p.Now()),
	})
}

var (
	errStaleNonce   = errors.New("stale nonce")
	errBadSignature = errors.New("bad request signature")
)

// authenticate returns the device whose transport key has signed the request,
// and the nonce in the signature.
func (p *Portal) authenticate(r *http.Request) (Device, string, error) {
	details, err := httpsign.RequestDetails(wire.SignatureName, r)
	if err != nil || details.KeyID == "" || details.Nonce == nil {
		return Device{}, "", errBadSignature
	}
	nonce := *details.Nonce
	if !p.fresh(nonce) {
		return Device{}, nonce, errStaleNonce
	}
	device, err := p.Devices.Device(r.Context(), batch.DeviceID(details.KeyID))
	if err != nil {
		return Device{}, nonce, err
	}
	config := httpsign.NewVerifyConfig().SetVerifyCreated(false).SetKeyID(details.KeyID).
		SetAllowedTags([]string{wire.SignatureTag}).SetAllowedAlgs([]string{"ed25519"})
	verifier, err := httpsign.NewEd25519Verifier(device.TransportKey, config, httpsign.Headers(wire.SignedParts()...))
	if err != nil {
		return Device{}, nonce, err
	}
	if err := httpsign.VerifyRequest(wire.SignatureName, *verifier, r); err != nil {
		return Device{}, nonce, errBadSignature
	}
	if device.Revoked {
		return Device{}, nonce, ErrRevokedDevice
	}
	return device, nonce, p.gate.request(device.ID, p.Now())
}
