package site

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"

	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/uplink"
)

// mostSuccessions is how many new keys of a portal are taken one after another.
const mostSuccessions = 8

// succeed takes the card that follows the held one, which the held key must have signed. What is sealed already stays as it
// is, for the old recipients; what is sealed from now on goes to the new ones. Errors are those of [batch.OpenSuccession].
func (s *Site) succeed(envelope []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := s.card
	succession, card, err := batch.OpenSuccession(held.PublicKey(), envelope)
	if err != nil {
		return fmt.Errorf("take the portal's new card: %w", err)
	}
	next := s.file
	next.Former = append([][]byte{next.Card}, next.Former...)
	next.Card = succession.Card
	if err := next.save(s.dir); err != nil {
		return fmt.Errorf("take the portal's new card: %w", err)
	}
	s.file, s.card = next, card
	s.outbox.Succeed(card.PublicKey())
	s.client = s.newClient()
	s.options.Log.Info("the portal has a new key", "fingerprint", card.Fingerprint())
	return nil
}

// succeeded takes the portal's new card where err brings one, and reports whether it did.
func (s *Site) succeeded(err error) bool {
	var news *uplink.SucceededError
	if !errors.As(err, &news) {
		return false
	}
	if err := s.succeed(news.Envelope); err != nil {
		s.options.Log.Error("take the portal's new card", "error", err)
		return false
	}
	return true
}

// takeCards takes the cards that a stick brings, one after another. It reports how many it took; refused is why one was not.
func (s *Site) takeCards(from string) (taken int, refused, err error) {
	for range mostSuccessions {
		envelope, err := carrier.Succession(from, batch.NewPortalID(s.Card().PublicKey()))
		if err != nil || envelope == nil {
			return taken, nil, err
		}
		if refused := s.succeed(envelope); refused != nil {
			return taken, refused, nil
		}
		taken++
	}
	return taken, nil, nil
}

// portalKeys returns the key on the card, and those of the cards before it.
func (s *Site) portalKeys() []ed25519.PublicKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := []ed25519.PublicKey{s.card.PublicKey()}
	for _, envelope := range s.file.Former {
		if card, err := batch.OpenCard(envelope); err == nil {
			keys = append(keys, card.PublicKey())
		}
	}
	return keys
}

// openKept opens a document that was taken from the portal, under whichever of its keys counted then.
func openKept[D batch.Document](s *Site, envelope []byte) (d D, err error) {
	for _, key := range s.portalKeys() {
		if d, err = batch.OpenDocument[D](key, envelope); err == nil {
			return d, nil
		}
	}
	return d, err
}

// uplink returns the client for the card of now.
func (s *Site) uplink() *uplink.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client
}

func (s *Site) newClient() *uplink.Client {
	return uplink.New(uplink.Config{
		Card: s.card, Device: s.file.Device, Key: s.transport, Outbox: s.outbox, Inbox: s.outbox,
		PortalTime: s.portalTime, RecordsOnly: s.CoresOnly, Log: s.options.Log,
	})
}

// followRecovery lets the programme recover this kiosk with the identity behind the card of now, as soon as a supervisor is
// there after the portal has a new key.
func (s *Session) followRecovery(ctx context.Context) error {
	card := s.Site.Card()
	if s.supervise() != nil || s.vault.Rotating() || slices.Equal(s.Site.vault.Recovery(), card.Recipients) {
		return nil
	}
	if err := s.vault.SetRecovery(card.Recipients); err != nil {
		return fmt.Errorf("follow the portal's new key: %w", err)
	}
	return s.note(ctx, store.RecoveryFollowed, "")
}

// follow seals to whom the card of now names.
func (s *Session) follow(ctx context.Context) error {
	if key := s.Site.Card().Key; key != s.sealsFor {
		return s.makeCustody(ctx)
	}
	return nil
}
