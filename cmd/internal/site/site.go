// Package site is a kiosk's folder: what lies in it, and how its parts are wired together. The window and the command line
// both work through it.
//
// [Init] makes the folder once. [Open] gives a [Site], locked: it delivers and exports what was sealed, because that takes
// no secret. [Site.Unlock] gives a [Session] over the encrypted store, until [Session.Lock].
//
//	site.json      whose kiosk it is, the portal's card, where the enrolment stands
//	transport.key  signs requests to the portal, and nothing else
//	vault.json     the database key, wrapped for each member of staff
//	kiosk.db       everything else, encrypted
//	outbox/        sealed objects and signed manifests, the same bytes that a stick carries
package site

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
	"ventanilla/sync/uplink"
)

// What callers branch on.
var (
	// ErrNoSite says that the folder holds no kiosk.
	ErrNoSite = errors.New("no kiosk in this folder")
	// ErrExists says that the folder holds something already.
	ErrExists = errors.New("folder is not empty")
	// ErrWhichStaff says that several can unlock and none was named.
	ErrWhichStaff = errors.New("several staff: say which")
	// ErrDamaged says that a file of the folder is not as it was written.
	ErrDamaged = errors.New("kiosk's folder damaged")
)

// The files of a kiosk's folder.
const (
	siteFile      = "site.json"
	transportFile = "transport.key"
	vaultFile     = "vault.json"
	databaseFile  = "kiosk.db"
	outboxDir     = "outbox"
	partSuffix    = ".part" // of a file that is being written
)

// The files that the window keeps in a kiosk's folder.
const (
	LockFile   = "kiosk.lock" // held by the one window over the kiosk
	LogFile    = "kiosk.log"  // for technicians
	OldLogFile = LogFile + ".old"
	CameraFile = "camera.json" // which camera was chosen and how it stands
)

// Options of a site. The zero value is right.
type Options struct {
	Now func() time.Time // nil is time.Now
	Log *slog.Logger     // takes what a technician wants to know; nil is nothing
	// Free returns how many bytes may still be written on the disk of a folder; nil asks the system.
	Free func(ctx context.Context, dir string) (uint64, error)
}

// Site is a kiosk's folder, locked. It is safe for concurrent use.
type Site struct {
	dir       string
	options   Options
	transport ed25519.PrivateKey
	vault     *vault.Vault
	outbox    *outbox.Folder
	woken     chan struct{} // holds one value once Wake was called while no device was enrolled

	mu     sync.Mutex // held while file changes, and with it the card
	file   file
	card   batch.Card
	client *uplink.Client // for the card
}

// file is site.json.
type file struct {
	Version  int             `json:"version"`
	Name     string          `json:"name"` // the office's code until the portal has told the site's name
	Office   intake.Office   `json:"office"`
	Language intake.Language `json:"language"`
	Device   batch.DeviceID  `json:"device"`
	Card     []byte          `json:"card"`              // as the portal signed it
	Former   [][]byte        `json:"former,omitempty"`  // the cards before it, the newest first
	Request  []byte          `json:"request,omitempty"` // the signed enrolment request, until it is answered
	Answer   []byte          `json:"answer,omitempty"`  // as the portal signed it
	Gesture  bool            `json:"gesture,omitempty"` // the site has agreed on wiping without a passphrase
	Metered  string          `json:"metered,omitempty"` // meteredCores, or empty where the link is free
}

const fileVersion = 1

// Open opens the kiosk in dir, locked. It returns ErrNoSite if there is none.
func Open(dir string, options Options) (*Site, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Free == nil {
		options.Free = freeBytes
	}
	s := &Site{dir: dir, options: options, woken: make(chan struct{}, 1)}
	if err := s.load(); err != nil {
		return nil, fmt.Errorf("open kiosk: %w", err)
	}
	zone, err := zoneOf(s.Office())
	if err != nil {
		return nil, fmt.Errorf("open kiosk: %w", err)
	}
	s.options.Now = func() time.Time { return options.Now().In(zone) }
	s.client = s.newClient()
	return s, nil
}

// Now is the device's clock in the time zone of the office: a day here is a day there.
func (s *Site) Now() time.Time { return s.options.Now() }

// zoneOf is the time zone of an office, and the device's own for one that the program was not built with.
func zoneOf(office intake.Office) (*time.Location, error) {
	pack, err := FirstRules()
	if err != nil {
		return nil, err
	}
	if known, ok := pack.Office(office); ok {
		return known.Intake.Zone, nil
	}
	return time.Local, nil
}

func (s *Site) load() error {
	data, err := os.ReadFile(filepath.Join(s.dir, siteFile))
	if errors.Is(err, os.ErrNotExist) {
		return ErrNoSite
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &s.file); err != nil || s.file.Version != fileVersion {
		return fmt.Errorf("%w: %s", ErrDamaged, siteFile)
	}
	if s.card, err = batch.OpenCard(s.file.Card); err != nil {
		return fmt.Errorf("%w: card: %w", ErrDamaged, err)
	}
	if s.transport, err = readTransportKey(filepath.Join(s.dir, transportFile)); err != nil {
		return missing(err)
	}
	if s.vault, err = vault.Read(filepath.Join(s.dir, vaultFile)); err != nil {
		return missing(err)
	}
	s.outbox, err = outbox.OpenFolder(filepath.Join(s.dir, outboxDir), s.file.Device, s.card.PublicKey(), s.portalKeys()[1:]...)
	return err
}

// missing makes damage of a file that is not there in a folder that is a kiosk's.
func missing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// Name returns the site's name as the portal told it, or the office's code before that.
func (s *Site) Name() string { return s.state().Name }

// Office returns the code of the office that the site belongs to.
func (s *Site) Office() intake.Office { return s.state().Office }

// Language returns the language in which the kiosk starts.
func (s *Site) Language() intake.Language { return s.state().Language }

// Device returns the device's id.
func (s *Site) Device() batch.DeviceID { return s.state().Device }

// Card returns the portal's card.
func (s *Site) Card() batch.Card {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.card
}

// Outbox returns the part of the outbox that needs no secret.
func (s *Site) Outbox() *outbox.Folder { return s.outbox }

// Staff returns those who can unlock.
func (s *Site) Staff() []vault.Staff {
	var active []vault.Staff
	for _, one := range s.vault.Staff() {
		if !one.Disabled {
			active = append(active, one)
		}
	}
	return active
}

// FindStaff returns who has the name, or the only one who can unlock for the name "". Errors: vault.ErrNoStaff,
// ErrWhichStaff.
func (s *Site) FindStaff(name string) (vault.Staff, error) {
	staff := s.Staff()
	if name == "" && len(staff) == 1 {
		return staff[0], nil
	}
	if name == "" {
		return vault.Staff{}, ErrWhichStaff
	}
	for _, one := range staff {
		if strings.EqualFold(one.Name, name) {
			return one, nil
		}
	}
	return vault.Staff{}, vault.ErrNoStaff
}

func (s *Site) state() file {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.file
}

// portalTime is the latest time that the portal has signed, as far as a locked kiosk knows.
func (s *Site) portalTime() time.Time {
	latest := s.outbox.PortalTime()
	if answer, enrolled := s.answer(); enrolled && answer.At.After(latest) {
		latest = answer.At
	}
	return latest
}
