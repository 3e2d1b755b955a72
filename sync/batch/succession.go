package batch

import (
	"crypto/ed25519"
	"fmt"
	"time"
)

// Succession says that a portal has a new key: the old key signs that the new card is its own. Whoever holds the old card
// takes the new one by it, and nothing else can make it do so.
type Succession struct {
	Version int      `json:"version"` // 1
	Portal  PortalID `json:"portal"`  // of the old key
	// Card is the new card, signed with the key on it.
	Card []byte    `json:"card"`
	At   time.Time `json:"at"` // the portal's time as [Stamp] gives it
}

// OpenSuccession reads a succession that the held key must have signed, and the card in it. Errors match ErrSignature
// for any other signer, and ErrMalformed for one that leads back to the held key.
func OpenSuccession(held ed25519.PublicKey, envelope []byte) (Succession, Card, error) {
	s, err := OpenDocument[Succession](held, envelope)
	if err != nil {
		return Succession{}, Card{}, err
	}
	if s.Portal != NewPortalID(held) {
		return Succession{}, Card{}, fmt.Errorf("open succession: %w", ErrSignature)
	}
	card, err := OpenCard(s.Card)
	if err != nil {
		return Succession{}, Card{}, fmt.Errorf("open succession: %w", err)
	}
	if card.PublicKey().Equal(held) {
		return Succession{}, Card{}, fmt.Errorf("open succession: %w: same key", ErrMalformed)
	}
	return s, card, nil
}

// DocumentType returns application/vnd.ventanilla.succession+json.
func (Succession) DocumentType() DocumentType { return TypeSuccession }

// Check returns ErrMalformed or ErrLimit if the document breaks the format. The card in it is proved by [OpenSuccession].
func (s Succession) Check() error {
	if err := checkVersion(s.Version); err != nil {
		return err
	}
	if err := s.Portal.Check(); err != nil {
		return err
	}
	if len(s.Card) == 0 || len(s.Card) > maxCard {
		return fmt.Errorf("read card: %w", ErrLimit)
	}
	return checkTimes(s.At, time.Time{})
}

const maxCard = 64 << 10 // bytes; eight recipients take some 16 KiB
