package uplink

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"time"

	"ventanilla/sync/batch"
)

var errPin = errors.New("certificate has another key than the card says")

// tlsConfig trusts the key on the card if it names one, and the system's
// authorities otherwise.
func tlsConfig(card batch.Card, clock func() time.Time) *tls.Config {
	config := &tls.Config{
		MinVersion:         tls.VersionTLS13,
		Time:               clock,
		ClientSessionCache: tls.NewLRUClientSessionCache(maxFlows),
		// What must stay secret for long is sealed for the portal already. A
		// post-quantum exchange for the rest would take a third of a second at
		// 64 kbit/s, for each connection.
		CurvePreferences: []tls.CurveID{tls.X25519},
	}
	if card.TLSPin != "" {
		// The check below takes the place of the usual one, and is stricter: one
		// key, whatever name or date the certificate has.
		config.InsecureSkipVerify = true
		config.VerifyConnection = func(s tls.ConnectionState) error { return checkPin(card.TLSPin, s) }
	}
	return config
}

// checkPin runs for new and for resumed sessions alike.
func checkPin(pin string, s tls.ConnectionState) error {
	if len(s.PeerCertificates) == 0 {
		return errPin
	}
	sum := sha256.Sum256(s.PeerCertificates[0].RawSubjectPublicKeyInfo)
	if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(pin)) != 1 {
		return errPin
	}
	return nil
}

// clock is the time that TLS checks certificates by: never before what the
// portal has signed, whatever the system's clock says.
func (c *Client) clock() time.Time {
	now := time.Now()
	if c.config.PortalTime != nil {
		now = later(now, c.config.PortalTime())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return later(now, c.at)
}

// seen notes a time that the portal has signed; c.mu is held.
func (c *Client) seen(at time.Time) { c.at = later(c.at, at) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
