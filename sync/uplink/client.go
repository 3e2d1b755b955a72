package uplink

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/yaronf/httpsign"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// Config is what a client needs. Card, Device, Key, Outbox and Inbox are needed.
type Config struct {
	Card   batch.Card
	Device batch.DeviceID
	// Key is the transport key that the portal learned at enrolment.
	Key    ed25519.PrivateKey
	Outbox Outbox
	Inbox  Inbox
	// RecordsOnly tells whether to leave photos for another link, for sites that pay
	// by the byte; nil means never. It is asked again while a pass runs.
	RecordsOnly func() bool
	// Flows is the most connections at once, 1 to 8; 0 means 8.
	Flows int
	// PortalTime returns the last time that the portal had signed, as far as the
	// kiosk knows; nil means none. TLS trusts no clock that is behind it.
	PortalTime func() time.Time
	// Log takes what a technician wants to know; nil means nothing.
	Log *slog.Logger
	// Transport makes the requests; nil means one that checks the card's pin.
	// It must not use HTTP/2, which would put all flows on one connection.
	Transport http.RoundTripper
}

const (
	maxFlows  = 8
	maxAnswer = 12 << 20 // bytes of a signed answer
)

// Client delivers for one device to one portal. Its methods are safe for
// concurrent use, but one pass at a time is enough.
type Client struct {
	config Config
	portal ed25519.PublicKey
	http   *http.Client
	wake   chan struct{}

	mu       sync.Mutex
	receipts map[string]batch.Receipt // the last of each batch that is not complete
	nonce    string
	// briefUntil is until when flows are brief without trying; zero for not.
	briefUntil time.Time
	at         time.Time // the latest time that the portal has signed to this client
}

// New returns a client.
func New(config Config) *Client {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Flows < 1 || config.Flows > maxFlows {
		config.Flows = maxFlows
	}
	c := &Client{
		config: config, portal: config.Card.PublicKey(),
		wake: make(chan struct{}, 1), receipts: map[string]batch.Receipt{},
	}
	if config.Transport == nil {
		config.Transport = newTransport(config.Card, c.clock)
	}
	c.http = &http.Client{
		Transport:     config.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// newTransport never speaks HTTP/2, so that each flow has a connection of its
// own, and remembers TLS sessions to be fast after a link has died.
func newTransport(card batch.Card, clock func() time.Time) *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dial,
		TLSClientConfig:       tlsConfig(card, clock),
		TLSNextProto:          map[string]func(string, *tls.Conn) http.RoundTripper{},
		TLSHandshakeTimeout:   handshakeLimit,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   maxFlows,
		ExpectContinueTimeout: 0,
		DisableCompression:    true,
		WriteBufferSize:       8 << 10,
	}
}

const handshakeLimit = 20 * time.Second

// dial makes connections that leave nothing behind when they are closed. The
// system would otherwise go on sending what was under way on a dead one, for
// minutes, and take the link from the living.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: handshakeLimit, Control: wire.Control}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		err = tcp.SetLinger(0)
	}
	return conn, err
}

// hello proves that the portal of the card answers, and gets a nonce.
func (c *Client) hello(ctx context.Context) error {
	challenge := rand.Text()
	query := url.Values{wire.QueryChallenge: {challenge}}
	request, err := c.request(ctx, http.MethodGet, wire.PathHello, query, nil)
	if err != nil {
		return err
	}
	data, err := c.ask(request)
	if err != nil {
		return err
	}
	h, err := batch.OpenDocument[wire.Hello](c.portal, data)
	if err != nil || h.Challenge != challenge {
		return &LinkError{Cause: ErrCaptive}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.nonce = h.Nonce
	c.seen(h.At)
	return nil
}

func (c *Client) request(ctx context.Context, method, path string, query url.Values, body io.Reader) (*http.Request, error) {
	u, err := url.Parse(c.config.Card.URL)
	if err != nil {
		return nil, &LinkError{Cause: err}
	}
	u = u.JoinPath(path)
	u.RawQuery = query.Encode()
	return http.NewRequestWithContext(ctx, method, u.String(), body)
}

// sign signs a request with the transport key and the portal's nonce. No date
// is in it, because a tablet's clock is wrong sooner or later.
func (c *Client) sign(r *http.Request) error {
	c.mu.Lock()
	nonce := c.nonce
	c.mu.Unlock()
	config := httpsign.NewSignConfig().SignCreated(false).SignAlg(true).
		SetNonce(nonce).SetKeyID(string(c.config.Device)).SetTag(wire.SignatureTag)
	signer, err := httpsign.NewEd25519Signer(c.config.Key, config, httpsign.Headers(wire.SignedParts()...))
	if err != nil {
		return err
	}
	input, signature, err := httpsign.SignRequest(wire.SignatureName, *signer, r)
	if err != nil {
		return err
	}
	r.Header.Set("Signature-Input", input)
	r.Header.Set("Signature", signature)
	return nil
}

// answerLimit is how long a single question may take. After it, or any other
// trouble, no idle connection is used again: it may have died with the link.
const answerLimit = 20 * time.Second

// ask sends a request and returns the body of a good answer.
func (c *Client) ask(r *http.Request) ([]byte, error) {
	ctx, cancel := context.WithTimeout(r.Context(), answerLimit)
	defer cancel()
	response, err := c.http.Do(r.WithContext(ctx))
	if err != nil {
		c.http.CloseIdleConnections()
		return nil, linkError(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		c.http.CloseIdleConnections()
		return nil, linkError(err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, c.refused(data)
	}
	return data, nil
}

// refused reads the portal's signed no; anything else did not come from it.
func (c *Client) refused(data []byte) error {
	r, err := batch.OpenDocument[wire.Refusal](c.portal, data)
	if err != nil {
		return &LinkError{Cause: ErrCaptive}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen(r.At)
	return &RefusedError{Code: r.Code, Batch: r.Batch}
}

// signed sends what build makes, signed; once more if the nonce was stale.
func (c *Client) signed(ctx context.Context, build func() (*http.Request, error)) ([]byte, error) {
	for again := true; ; again = false {
		if err := c.ready(ctx); err != nil {
			return nil, err
		}
		r, err := build()
		if err != nil {
			return nil, err
		}
		if err := c.sign(r); err != nil {
			return nil, err
		}
		data, err := c.ask(r)
		if !again || !isStale(err) {
			return data, err
		}
		c.dropNonce()
	}
}

// ready gets a nonce if there is none.
func (c *Client) ready(ctx context.Context) error {
	c.mu.Lock()
	have := c.nonce != ""
	c.mu.Unlock()
	if have {
		return nil
	}
	return c.hello(ctx)
}

func (c *Client) dropNonce() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.nonce = ""
}

// Enrol asks the portal to know the device, and returns the portal's signed
// answer, verified, for the caller to keep.
func (c *Client) Enrol(ctx context.Context, request []byte) ([]byte, error) {
	r, err := c.request(ctx, http.MethodPost, wire.PathEnrol, nil, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	data, err := c.ask(r)
	if err != nil {
		return nil, c.explained(ctx, err)
	}
	a, err := batch.OpenDocument[batch.EnrolmentAnswer](c.portal, data)
	if err != nil || a.Device != c.config.Device {
		return nil, c.explained(ctx, &LinkError{Cause: ErrCaptive})
	}
	return data, nil
}

// fetchUpdates gets what the portal has published since the last one kept. One
// that the inbox refuses keeps no other from coming; its error is returned at
// the end.
func (c *Client) fetchUpdates(ctx context.Context) (count int, refused error) {
	for {
		after, err := c.config.Inbox.LastUpdate(ctx)
		if err != nil {
			return count, errors.Join(refused, err)
		}
		page, err := c.updatesAfter(ctx, after)
		if err != nil {
			return count, errors.Join(refused, err)
		}
		for _, item := range page.Items {
			if item.Number <= after {
				return count, errors.Join(refused, &LinkError{Cause: ErrCaptive})
			}
			err := c.config.Inbox.KeepUpdate(ctx, item.Number, item.Data)
			if err == nil {
				count++
				continue
			}
			refused = errors.Join(refused, err)
			if last, err := c.config.Inbox.LastUpdate(ctx); err != nil || last < item.Number {
				return count, errors.Join(refused, err) // not refused, but not kept
			}
		}
		if !page.More || len(page.Items) == 0 {
			return count, refused
		}
	}
}

func (c *Client) updatesAfter(ctx context.Context, after int64) (wire.Updates, error) {
	query := url.Values{wire.QueryAfter: {strconv.FormatInt(after, 10)}}
	data, err := c.signed(ctx, func() (*http.Request, error) {
		return c.request(ctx, http.MethodGet, wire.PathUpdates, query, nil)
	})
	if err != nil {
		return wire.Updates{}, err
	}
	page, err := batch.OpenDocument[wire.Updates](c.portal, data)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || page.Nonce != c.nonce {
		return wire.Updates{}, &LinkError{Cause: ErrCaptive}
	}
	c.seen(page.At)
	return page, nil
}
