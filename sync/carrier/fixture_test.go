package carrier_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

var drive = flag.String("drive", "", "folder of the drive that is written to; a temporary folder if empty")

// newStick returns a folder on the drive, which is removed after the test.
func newStick(t testing.TB) string {
	t.Helper()
	if *drive == "" {
		return t.TempDir()
	}
	stick, err := os.MkdirTemp(*drive, "stick-*")
	mustBench(t, err)
	t.Cleanup(func() { mustBench(t, os.RemoveAll(stick)) })
	return stick
}

// kiosk is an outbox with what was handed in, and the portal's key to sign for it.
type kiosk struct {
	dir    string
	device ed25519.PrivateKey
	portal ed25519.PrivateKey
	folder *outbox.Folder
}

// newKiosk hands n applications with a picture each in, a batch each.
func newKiosk(t *testing.T, n int) *kiosk {
	t.Helper()
	k := &kiosk{dir: t.TempDir(), device: key(1), portal: key(2)}
	office, err := age.GenerateHybridIdentity()
	must(t, err)
	k.folder, err = outbox.OpenFolder(k.dir, k.id(), public(k.portal))
	must(t, err)
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "kiosk.db"), bytes.Repeat([]byte{7}, 32),
		store.Options{Now: func() time.Time { return noon }})
	must(t, err)
	defer s.Close()
	custody := outbox.NewCustody(k.folder, s, outbox.Config{
		Device: k.device, Site: "Xela", Recipients: []age.Recipient{office.Recipient()}, Now: func() time.Time { return noon },
	})
	for i := range n {
		k.handIn(t, s, byte(i))
		_, err := custody.Submit(t.Context())
		must(t, err)
	}
	return k
}

func (k *kiosk) handIn(t *testing.T, s *store.Store, n byte) {
	t.Helper()
	picture := bytes.Repeat([]byte{n}, 20000)
	d, err := s.StartDraft(t.Context(), intake.Application{
		Office: "GT", Applicant: intake.Person{GivenNames: "Ñusta"},
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	})
	must(t, err)
	d.Answers.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: store.PhotoName(picture)}}
	_, err = s.SaveDraft(t.Context(), d, picture)
	must(t, err)
	_, err = s.Freeze(t.Context(), d.Application)
	must(t, err)
}

func key(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func (k *kiosk) id() batch.DeviceID { return batch.NewDeviceID(public(k.device)) }

func (k *kiosk) batches(t *testing.T) []outbox.Batch {
	t.Helper()
	batches, err := k.folder.Batches(t.Context())
	must(t, err)
	return batches
}

// files lists the names in a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}
