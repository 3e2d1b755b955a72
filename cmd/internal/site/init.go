package site

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

// New says what kiosk to make.
type New struct {
	Card      []byte          // the portal's card, whose fingerprint a person has compared
	Code      string          // the one-time code as the portal gave it
	Language  intake.Language // "" is Spanish
	Retention store.Retention // "" is store.KeepUntilReceipt
	KeepDays  int             // as in store.Settings
	CoresOnly bool            // the link is paid by the byte: photos wait for another
	Idle      int             // minutes without a touch, after which the window locks; 0 is store.DefaultIdle
	Approval  bool            // what is handed in waits for a supervisor; not together with store.SealOnSubmit
	// First is the first supervisor; Recovery is filled from the card.
	First vault.Config
	Now   func() time.Time // nil is time.Now
}

// Init makes a kiosk in dir, which must be empty or not there. It is there whole or not at all; no network is needed, and
// enrolment finishes at the next contact. Errors: ErrExists, a *vault.WeakError, or those of batch for card and code.
func Init(ctx context.Context, dir string, n New) error {
	if err := initialize(ctx, dir, n); err != nil {
		return fmt.Errorf("make kiosk: %w", err)
	}
	return nil
}

func initialize(ctx context.Context, dir string, n New) error {
	if n.Now == nil {
		n.Now = time.Now
	}
	if n.Language == "" {
		n.Language = "es"
	}
	card, err := batch.OpenCard(n.Card)
	if err != nil {
		return err
	}
	code, err := batch.ParseEnrolmentCode(n.Code)
	if err != nil {
		return err
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return ErrExists
	}
	dir = filepath.Clean(dir)
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return err
	}
	aside, err := os.MkdirTemp(parent, ".kiosk-*")
	if err != nil {
		return err
	}
	if err := n.build(ctx, aside, card, code); err != nil {
		return errors.Join(err, os.RemoveAll(aside))
	}
	return appear(aside, dir)
}

// appear gives a folder its name, in place of an empty one.
func appear(aside, dir string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(aside, dir); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

// build fills an empty folder.
func (n New) build(ctx context.Context, dir string, card batch.Card, code batch.EnrolmentCode) error {
	device, err := newDevice()
	if err != nil {
		return err
	}
	request, err := device.request(code, n.Now())
	if err != nil {
		return err
	}
	if err := writeTransportKey(filepath.Join(dir, transportFile), device.transport); err != nil {
		return err
	}
	if err := n.buildStore(ctx, dir, card, device, intake.Office(code.Office())); err != nil {
		return err
	}
	f := file{
		Version: fileVersion, Name: code.Office(), Office: intake.Office(code.Office()), Language: n.Language,
		Device: device.id(), Card: n.Card, Request: request,
	}
	if n.CoresOnly {
		f.Metered = meteredCores
	}
	return f.save(dir)
}

func (n New) buildStore(ctx context.Context, dir string, card batch.Card, d device, office intake.Office) error {
	n.First.Recovery = card.Recipients
	session, err := vault.Create(filepath.Join(dir, vaultFile), n.First)
	if err != nil {
		return err
	}
	defer session.Lock()
	s, err := store.Create(ctx, filepath.Join(dir, databaseFile), session.Key(),
		store.Options{Staff: string(session.Staff().ID), Now: n.Now})
	if err != nil {
		return err
	}
	err = s.SaveKeys(ctx, store.Keys{Signing: d.signing.Seed(), Identity: d.identity.String()})
	if err == nil {
		err = s.SaveSettings(ctx, store.Settings{
			Site: string(office), Office: office, Device: string(d.id()), Retention: n.Retention,
			KeepDays: n.KeepDays, Idle: n.Idle, Approval: n.Approval,
		})
	}
	return errors.Join(err, s.Close())
}

// device is the keys of a new kiosk.
type device struct {
	signing, transport ed25519.PrivateKey
	identity           *age.HybridIdentity
}

func newDevice() (device, error) {
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return device{}, err
	}
	return device{signing: newKey(), transport: newKey(), identity: identity}, nil
}

func newKey() ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	rand.Read(seed) // never fails
	return ed25519.NewKeyFromSeed(seed)
}

func (d device) id() batch.DeviceID {
	return batch.NewDeviceID(d.signing.Public().(ed25519.PublicKey))
}

// request signs what asks the portal to know the device.
func (d device) request(code batch.EnrolmentCode, now time.Time) ([]byte, error) {
	e := batch.Enrolment{
		Version: batch.Version, Device: d.id(),
		TransportKey: hex.EncodeToString(d.transport.Public().(ed25519.PublicKey)),
		Recipient:    d.identity.Recipient().String(), CreatedAt: batch.Stamp(now),
	}
	e.Proof = code.Prove(e)
	return batch.SignDocument(d.signing, e)
}
